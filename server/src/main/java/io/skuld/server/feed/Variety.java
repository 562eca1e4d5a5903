package io.skuld.server.feed;

import java.util.Arrays;

/// Re-orders a ranking so that neighbours differ: at each place, among the next [#WINDOW] items, the one goes first whose
/// value is highest after a deduction for what it shares with the [#NEIGHBOURS] items before it. This is maximal marginal
/// relevance (Carbonell and Goldstein, SIGIR 1998) with a sliding window on both sides, so it takes linear time.
final class Variety {
    static final int WINDOW = 32;
    static final int NEIGHBOURS = 12;

    /// Nobody notices what is beside what after so many; from there on the order stays.
    static final int VARIED = 1_000;

    /// All topics in common with every neighbour weighs as much as so many neighbours of the same creator.
    private static final float ALL_TOPICS = 3;

    private final float[] values;
    private final int[] creators;
    private final int[][] topics;
    private final float strength;
    private final int[] creatorsNear;
    private final int[] topicsNear;

    /// @param values by place, in rating points
    /// @param creators by place; 0 for unknown, which is never alike
    /// @param topics by place
    /// @param strength points deducted for each neighbour by the same creator
    Variety(float[] values, int[] creators, int[][] topics, float strength) {
        this.values = values;
        this.creators = creators;
        this.topics = topics;
        this.strength = strength;
        creatorsNear = new int[1 + Arrays.stream(creators).max().orElse(0)];
        topicsNear = new int[1 + highest(topics)];
    }

    private static int highest(int[][] topics) {
        int highest = 0;
        for (int[] some : topics) for (int topic : some) highest = Math.max(highest, topic);
        return highest;
    }

    /// @param order places, highest value first; stays as it is
    /// @return the same places, varied
    int[] apply(int[] order) {
        int[] varied = order.clone();
        if (strength == 0) return varied;
        int places = Math.min(varied.length, VARIED);
        for (int at = 0; at < places; at++) {
            bringForward(varied, at, best(varied, at));
            count(varied[at], 1);
            if (at >= NEIGHBOURS) count(varied[at - NEIGHBOURS], -1);
        }
        return varied;
    }

    private int best(int[] varied, int from) {
        int to = Math.min(varied.length, from + WINDOW);
        int best = from;
        float highest = Float.NEGATIVE_INFINITY;
        for (int at = from; at < to; at++) {
            float value = values[varied[at]] - strength * likeness(varied[at]);
            if (value > highest) {
                highest = value;
                best = at;
            }
        }
        return best;
    }

    /// Those in between keep their order.
    private static void bringForward(int[] varied, int to, int from) {
        int chosen = varied[from];
        System.arraycopy(varied, to, varied, to + 1, from - to);
        varied[to] = chosen;
    }

    private float likeness(int place) {
        int sameCreator = creators[place] == 0 ? 0 : creatorsNear[creators[place]];
        int[] mine = topics[place];
        if (mine.length == 0) return sameCreator;
        int shared = 0;
        for (int topic : mine) shared += topicsNear[topic];
        return sameCreator + ALL_TOPICS * shared / (mine.length * (float) NEIGHBOURS);
    }

    private void count(int place, int change) {
        creatorsNear[creators[place]] += change;
        for (int topic : topics[place]) topicsNear[topic] += change;
    }
}
