package io.skuld.engine.math;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Random orders, each as likely as any other (Durstenfeld, "Algorithm 235: random permutation", CACM 1964). A generator's
/// seed gives one result.
public final class Shuffle {
    private Shuffle() {}

    /// Puts the cells into a random order.
    public static void shuffle(int[] order, RandomGenerator random) {
        for (int k = order.length - 1; k > 0; k--) swap(order, k, random.nextInt(k + 1));
    }

    /// The numbers below n in a random order.
    public static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        Arrays.setAll(order, k -> k);
        shuffle(order, random);
        return order;
    }

    /// So many of these, or all when they are fewer, in a random order.
    ///
    /// @param all left in another order
    public static int[] sample(int[] all, int most, RandomGenerator random) {
        int size = Math.min(most, all.length);
        for (int k = 0; k < size; k++) swap(all, k, k + random.nextInt(all.length - k));
        return Arrays.copyOf(all, size);
    }

    private static void swap(int[] cells, int a, int b) {
        int kept = cells[a];
        cells[a] = cells[b];
        cells[b] = kept;
    }
}
