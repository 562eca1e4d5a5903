package io.skuld.engine.model.signed;

import io.skuld.engine.graph.SignedGraph;
import java.util.Arrays;

/// What one person said, as edges: the starting points of their walks, by ascending item. Immutable.
public final class Profile {
    private final int[] items;
    private final float[] weights;

    private Profile(int[] items, float[] weights) {
        this.items = items;
        this.weights = weights;
    }

    /// @param items ids at least 0, ascending, each once
    /// @param weights of the same length, in [-1, 1], not 0: above 0 a like, below 0 a dislike
    public static Profile of(int[] items, float[] weights) {
        if (items.length != weights.length)
            throw new IllegalArgumentException(
                    "%d items and %d weights".formatted(items.length, weights.length));
        for (int k = 0; k < items.length; k++) {
            if (items[k] < 0 || k > 0 && items[k] <= items[k - 1])
                throw new IllegalArgumentException(
                        "Items are 0 or above and ascend, got " + items[k] + " at place " + k);
            SignedGraph.requireWeight(weights[k]);
        }
        return new Profile(items.clone(), weights.clone());
    }

    public int size() {
        return items.length;
    }

    public int item(int k) {
        return items[k];
    }

    public boolean liked(int k) {
        return weights[k] > 0;
    }

    /// How strongly it was meant, in (0, 1].
    public float strength(int k) {
        return Math.abs(weights[k]);
    }

    /// Whether it holds an edge to this item.
    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }
}
