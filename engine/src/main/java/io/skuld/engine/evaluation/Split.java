package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;
import java.util.Comparator;
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

    /// Reads `time:0.7,0.1,0.2` (global) or `person:0.7,0.1,0.2` (per person).
    static Split parse(String text) {
        String[] nameAndShares = text.split(":", -1);
        String[] shares =
                nameAndShares.length == 2 ? nameAndShares[1].split(",", -1) : new String[0];
        if (shares.length == 3) {
            try {
                double train = Double.parseDouble(shares[0]);
                double valid = Double.parseDouble(shares[1]);
                double test = Double.parseDouble(shares[2]);
                if (nameAndShares[0].equals("time")) return new GlobalTime(train, valid, test);
                if (nameAndShares[0].equals("person")) return new PersonTime(train, valid, test);
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
        Integer[] order = new Integer[edges.size()];
        for (int e = 0; e < order.length; e++) order[e] = e;
        int[] bounds =
                switch (this) {
                    case GlobalTime ignored -> {
                        Arrays.sort(order, Comparator.comparingLong(edges::time));
                        yield new int[] {0, edges.size()};
                    }
                    case PersonTime ignored -> {
                        Arrays.sort(
                                order,
                                Comparator.<Integer>comparingInt(edges::person)
                                        .thenComparingLong(edges::time));
                        yield startsOfPeople(edges, order);
                    }
                };
        IntList[] parts = {new IntList(), new IntList(), new IntList()};
        for (int b = 0; b + 1 < bounds.length; b++) deal(order, bounds[b], bounds[b + 1], parts);
        return new SignedDataset(
                name,
                edges.at(parts[0].toArray()),
                edges.at(parts[1].toArray()),
                edges.at(parts[2].toArray()));
    }

    private void deal(Integer[] order, int from, int to, IntList[] parts) {
        int n = to - from;
        int validFrom = from + (int) Math.floor(train() * n + 1e-9);
        int testFrom = from + (int) Math.floor((train() + valid()) * n + 1e-9);
        for (int k = from; k < to; k++)
            parts[k < validFrom ? 0 : k < testFrom ? 1 : 2].add(order[k]);
    }

    private static int[] startsOfPeople(SignedEdges edges, Integer[] order) {
        IntList starts = new IntList();
        for (int k = 0; k < order.length; k++)
            if (k == 0 || edges.person(order[k]) != edges.person(order[k - 1])) starts.add(k);
        starts.add(order.length);
        return starts.toArray();
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
