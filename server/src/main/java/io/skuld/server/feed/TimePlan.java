package io.skuld.server.feed;

import java.util.Arrays;

/// Fills a stretch of time from a ranking. What a person gets out of a minute is what the item is worth, however long it
/// is; so the greedy rule of the knapsack problem (Dantzig 1957), most worth per minute first, is simply the order of the
/// ranking: each item that still fits is taken. Nothing that was left out fits into what time is left.
final class TimePlan {
    private TimePlan() {}

    /// @param order places, best first
    /// @param seconds running time by place, above 0
    /// @param budget seconds there are
    /// @return the places taken, in the same order
    static int[] fill(int[] order, int[] seconds, long budget) {
        int shortest = Integer.MAX_VALUE;
        for (int place : order) shortest = Math.min(shortest, seconds[place]);
        int[] taken = new int[order.length];
        int count = 0;
        long left = budget;
        for (int at = 0; at < order.length && left >= shortest; at++) {
            int length = seconds[order[at]];
            if (length > left) continue;
            left -= length;
            taken[count++] = order[at];
        }
        return Arrays.copyOf(taken, count);
    }
}
