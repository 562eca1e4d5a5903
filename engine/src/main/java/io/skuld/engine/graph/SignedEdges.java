package io.skuld.engine.graph;

import java.util.Arrays;

/// Signed interactions as they arrived: edge `e` says that `person(e)` liked (weight above 0) or disliked (weight below
/// 0) `item(e)` at `time(e)`. The input of every trainer and of [SignedGraph]; ids are dense, `0 … people-1` and
/// `0 … items-1`. A missing edge means unknown, not disliked.
///
/// Immutable. Repeated pairs are kept as they came; whoever reads them decides (for the signed-graph protocol a pair
/// seen with both signs counts as liked).
public final class SignedEdges {
    /// The time of an edge whose time is not known.
    public static final long NO_TIME = Long.MIN_VALUE;

    private final int people;
    private final int items;
    private final int[] person;
    private final int[] item;
    private final float[] weight;
    private final long[] time;

    /// @param people number of people; each person id is below it
    /// @param items number of items; each item id is below it
    /// @param person person of each edge, shape (edges)
    /// @param item item of each edge, shape (edges)
    /// @param weight signed weight of each edge in [-1, 1] and not 0, shape (edges)
    /// @param time epoch seconds of each edge or [#NO_TIME], shape (edges)
    public SignedEdges(
            int people, int items, int[] person, int[] item, float[] weight, long[] time) {
        this(people, items, person.clone(), item.clone(), weight.clone(), time.clone(), true);
    }

    /// Without copying, for the many edges of a large file: nobody may change the arrays afterwards.
    public static SignedEdges takingOver(
            int people, int items, int[] person, int[] item, float[] weight, long[] time) {
        return new SignedEdges(people, items, person, item, weight, time, true);
    }

    private SignedEdges(
            int people,
            int items,
            int[] person,
            int[] item,
            float[] weight,
            long[] time,
            boolean checked) {
        int edges = person.length;
        if (item.length != edges || weight.length != edges || time.length != edges)
            throw new IllegalArgumentException(
                    "SignedEdges needs arrays of one length, got person=%d item=%d weight=%d time=%d"
                            .formatted(edges, item.length, weight.length, time.length));
        for (int e = 0; checked && e < edges; e++) {
            if (person[e] < 0 || person[e] >= people || item[e] < 0 || item[e] >= items)
                throw new IllegalArgumentException(
                        "Edge %d joins person %d and item %d, but there are only %d people and %d items"
                                .formatted(e, person[e], item[e], people, items));
            if (!(Math.abs(weight[e]) <= 1) || weight[e] == 0)
                throw new IllegalArgumentException(
                        "Edge %d has weight %s; a weight lies in [-1, 1] and is not 0"
                                .formatted(e, weight[e]));
        }
        this.people = people;
        this.items = items;
        this.person = person;
        this.item = item;
        this.weight = weight;
        this.time = time;
    }

    /// Edges without times and with weights +1 and -1.
    public static SignedEdges untimed(
            int people, int items, int[] person, int[] item, boolean[] liked) {
        float[] weight = new float[person.length];
        for (int e = 0; e < weight.length; e++) weight[e] = liked[e] ? 1 : -1;
        long[] time = new long[person.length];
        Arrays.fill(time, NO_TIME);
        return new SignedEdges(people, items, person, item, weight, time);
    }

    public int people() {
        return people;
    }

    public int items() {
        return items;
    }

    public int size() {
        return person.length;
    }

    public int person(int edge) {
        return person[edge];
    }

    public int item(int edge) {
        return item[edge];
    }

    public float weight(int edge) {
        return weight[edge];
    }

    public boolean liked(int edge) {
        return weight[edge] > 0;
    }

    public long time(int edge) {
        return time[edge];
    }

    /// Whether the time of every edge is known.
    public boolean isTimed() {
        return Arrays.stream(time).allMatch(t -> t != NO_TIME);
    }

    /// The edges at these positions, in this order, over the same people and items.
    public SignedEdges at(int[] positions) {
        int n = positions.length;
        int[] p = new int[n];
        int[] i = new int[n];
        float[] w = new float[n];
        long[] t = new long[n];
        for (int k = 0; k < n; k++) {
            p[k] = person[positions[k]];
            i[k] = item[positions[k]];
            w[k] = weight[positions[k]];
            t[k] = time[positions[k]];
        }
        // Taken from edges that were checked.
        return new SignedEdges(people, items, p, i, w, t, false);
    }
}
