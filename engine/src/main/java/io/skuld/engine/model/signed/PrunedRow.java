package io.skuld.engine.model.signed;

import java.util.Arrays;

/// Where the walks from one item lead, the strongest ends only. Immutable for its readers.
///
/// @see PrunedPaths
final class PrunedRow {
    static final PrunedRow EMPTY = new PrunedRow(new int[0], new float[0], new float[0], 0, 0);

    /// Items reached, ascending, shape (size).
    final int[] items;

    /// What reaches each when the first item is liked, and when it is disliked; as `items`.
    final float[] liked;

    final float[] disliked;

    /// Sums of what was cut off, see [CutCells].
    final float cutLiked;

    final float cutDisliked;

    /// The position to give up first and its worth when it was last looked for; -1 until then. For the writer alone.
    private int weakest = -1;

    private float least;

    PrunedRow(int[] items, float[] liked, float[] disliked, float cutLiked, float cutDisliked) {
        this.items = items;
        this.liked = liked;
        this.disliked = disliked;
        this.cutLiked = cutLiked;
        this.cutDisliked = cutDisliked;
    }

    /// With something added to one item's sums. When the row is full, a new item takes the place of the weakest, or is
    /// left out if it is weaker still.
    ///
    /// @param weightOf what an item's sums are worth against others'
    /// @param cut is told what is left out
    PrunedRow plus(
            int item, float like, float dislike, int width, ItemWeight weightOf, CutCells cut) {
        int at = Arrays.binarySearch(items, item);
        if (at >= 0) {
            float[] newLiked = liked.clone();
            float[] newDisliked = disliked.clone();
            newLiked[at] += like;
            newDisliked[at] += dislike;
            return new PrunedRow(items, newLiked, newDisliked, cutLiked, cutDisliked);
        }
        int insert = -at - 1;
        if (items.length < width) return with(insert, item, like, dislike, -1);
        findWeakest(weightOf);
        if (strength(like, dislike) * weightOf.of(item) <= least) {
            cut.add(item, like, dislike);
            PrunedRow row =
                    new PrunedRow(items, liked, disliked, cutLiked + like, cutDisliked + dislike);
            row.weakest = weakest;
            row.least = least;
            return row;
        }
        cut.add(items[weakest], liked[weakest], disliked[weakest]);
        return with(insert, item, like, dislike, weakest);
    }

    private void findWeakest(ItemWeight weightOf) {
        if (weakest >= 0) return;
        least = Float.POSITIVE_INFINITY;
        for (int k = 0; k < items.length; k++) {
            float worth = strength(liked[k], disliked[k]) * weightOf.of(items[k]);
            if (worth >= least) continue;
            least = worth;
            weakest = k;
        }
    }

    /// @param without position to leave out, or -1
    private PrunedRow with(int insert, int item, float like, float dislike, int without) {
        int size = items.length + (without < 0 ? 1 : 0);
        int[] newItems = new int[size];
        float[] newLiked = new float[size];
        float[] newDisliked = new float[size];
        int to = 0;
        for (int k = 0; k <= items.length; k++) {
            if (k == insert) {
                newItems[to] = item;
                newLiked[to] = like;
                newDisliked[to++] = dislike;
            }
            if (k == items.length || k == without) continue;
            newItems[to] = items[k];
            newLiked[to] = liked[k];
            newDisliked[to++] = disliked[k];
        }
        return new PrunedRow(
                newItems,
                newLiked,
                newDisliked,
                without < 0 ? cutLiked : cutLiked + liked[without],
                without < 0 ? cutDisliked : cutDisliked + disliked[without]);
    }

    static float strength(float like, float dislike) {
        return Math.max(Math.abs(like), Math.abs(dislike));
    }

    /// By what an item's sums are multiplied at the end of a walk.
    @FunctionalInterface
    interface ItemWeight {
        float of(int item);
    }

    long bytes() {
        return 3L * Integer.BYTES * items.length + 3 * 16 + 24;
    }
}
