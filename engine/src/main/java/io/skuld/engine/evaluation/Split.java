package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;
import java.util.Locale;

/// How interactions with times are cut into train, validation and test. A global cut never lets a model learn from
/// what happened after the moments it is judged on; a cut per person leaves everybody some of each part, but leaks other
/// people's future (Ji et al., "A critical study on data leakage in recommender system offline evaluation", TOIS 2023).
public sealed interface Split {
    double train();

    double valid();

    double test();

    /// The oldest interactions of all people together are the training part.
    record GlobalTime(double train, double valid, double test) implements Split {
        public GlobalTime {
            requireShares(train, valid, test);
        }

        @Override
        public String toString() {
            return shares("time", this);
        }
    }

    /// Each person's own oldest interactions are in the training part.
    record PersonTime(double train, double valid, double test) implements Split {
        public PersonTime {
            requireShares(train, valid, test);
        }

        @Override
        public String toString() {
            return shares("person", this);
        }
    }

    /// Reads `time:0.7,0.1,0.2` or `global:0.7,0.1,0.2` (one cut for all) or `person:0.7,0.1,0.2` (per person).
    static Split parse(String text) {
        String[] nameAndShares = text.split(":", -1);
        String[] shares =
                nameAndShares.length == 2 ? nameAndShares[1].split(",", -1) : new String[0];
        if (shares.length == 3) {
            try {
                double train = Double.parseDouble(shares[0]);
                double valid = Double.parseDouble(shares[1]);
                double test = Double.parseDouble(shares[2]);
                switch (nameAndShares[0]) {
                    case "time", "global" -> {
                        return new GlobalTime(train, valid, test);
                    }
                    case "person" -> {
                        return new PersonTime(train, valid, test);
                    }
                    default -> {}
                }
            } catch (NumberFormatException e) {
                // Reported below, like any other text that is not a split.
            }
        }
        throw new IllegalArgumentException(
                "'%s' is not a split. Write time:0.7,0.1,0.2 to cut everything at two moments, or person:0.7,0.1,0.2 to cut each person's own history."
                        .formatted(text));
    }

    /// Cuts the edges. Edges of one moment keep their order.
    default SignedDataset cut(String name, SignedEdges edges) {
        int[] histories =
                switch (this) {
                    case GlobalTime ignored -> new int[] {0, edges.size()};
                    case PersonTime ignored -> startsOfPeople(edges);
                };
        int[] order = byTime(edges, histories);
        IntList[] parts = {new IntList(), new IntList(), new IntList()};
        for (int h = 0; h + 1 < histories.length; h++)
            deal(order, histories[h], histories[h + 1], parts);
        return new SignedDataset(
                name,
                edges.at(parts[0].toArray()),
                edges.at(parts[1].toArray()),
                edges.at(parts[2].toArray()));
    }

    private void deal(int[] order, int from, int to, IntList[] parts) {
        int n = to - from;
        int validFrom = from + (int) Math.floor(train() * n + 1e-9);
        int testFrom = from + (int) Math.floor((train() + valid()) * n + 1e-9);
        for (int k = from; k < to; k++)
            parts[k < validFrom ? 0 : k < testFrom ? 1 : 2].add(order[k]);
    }

    /// Where each person's edges begin when all are put in the order of the people, shape (people + 1).
    private static int[] startsOfPeople(SignedEdges edges) {
        int[] starts = new int[edges.people() + 1];
        for (int e = 0; e < edges.size(); e++) starts[edges.person(e) + 1]++;
        for (int p = 0; p < edges.people(); p++) starts[p + 1] += starts[p];
        return starts;
    }

    /// The positions of the edges, history after history, each from the oldest to the newest.
    ///
    /// @param histories where each begins, and the end: one of everybody or one a person
    private static int[] byTime(SignedEdges edges, int[] histories) {
        boolean oneEach = histories.length == edges.people() + 1;
        long[] moments = moments(edges);
        int[] next = histories.clone();
        // The rank of the time, then the position, in one number; so nothing is boxed.
        long[] keys = new long[edges.size()];
        for (int e = 0; e < keys.length; e++) {
            long rank = Arrays.binarySearch(moments, edges.time(e));
            keys[next[oneEach ? edges.person(e) : 0]++] = rank << 32 | e;
        }
        int[] order = new int[keys.length];
        for (int h = 0; h + 1 < histories.length; h++)
            Arrays.sort(keys, histories[h], histories[h + 1]);
        for (int k = 0; k < order.length; k++) order[k] = (int) keys[k];
        return order;
    }

    /// All times that occur, ascending.
    private static long[] moments(SignedEdges edges) {
        long[] times = new long[edges.size()];
        for (int e = 0; e < times.length; e++) times[e] = edges.time(e);
        Arrays.sort(times);
        int distinct = 0;
        for (long time : times)
            if (distinct == 0 || times[distinct - 1] != time) times[distinct++] = time;
        return Arrays.copyOf(times, distinct);
    }

    private static void requireShares(double train, double valid, double test) {
        if (!(train > 0 && valid >= 0 && test > 0) || Math.abs(train + valid + test - 1) > 1e-6)
            throw new IllegalArgumentException(
                    "The shares of a split are above 0 and add up to 1, got %s, %s and %s"
                            .formatted(train, valid, test));
    }

    private static String shares(String name, Split split) {
        return "%s:%s,%s,%s"
                .formatted(name, split.train(), split.valid(), split.test())
                .toLowerCase(Locale.ROOT);
    }
}
