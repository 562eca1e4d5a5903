package io.skuld.server.feed;

import java.util.Arrays;

/// Sorts places by their values, highest first. Ties go to the smaller place and what is not a number goes last, so that
/// an order never depends on chance.
final class Descending {
    private Descending() {}

    /// The places `0 … values.length − 1` in order. n log n, without comparing objects.
    static int[] order(float[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) keys[i] = ((long) ~ascending(values[i]) << 32) | i;
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) order[i] = (int) keys[i];
        return order;
    }

    /// The same, by whole numbers.
    static int[] order(long[] values) {
        Integer[] places = new Integer[values.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> Long.compare(values[b], values[a]));
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }

    /// An int that sorts as the float does.
    private static int ascending(float value) {
        if (Float.isNaN(value)) return Integer.MIN_VALUE;
        int bits = Float.floatToIntBits(value + 0f); // −0 becomes 0
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
