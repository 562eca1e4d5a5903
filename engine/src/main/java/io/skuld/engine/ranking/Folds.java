package io.skuld.engine.ranking;

import io.skuld.engine.graph.SignedEdges;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Training edges cut into tenths that are held out in turn. With times the newest tenth of everybody's own edges comes
/// first, then the tenth before it, and what is newer than a tenth is left out with it: a ranker that will be asked what
/// comes next learns from what came next.
final class Folds {
    private static final int TENTHS = 10;

    /// Older tenths leave too little to learn from.
    private static final int MOST_ORDERED = 3;

    private final SignedEdges train;

    /// Of each edge.
    private final int[] tenth;

    /// Whether tenths follow each other in time, the newest first.
    private final boolean ordered;

    private final int count;

    private Folds(SignedEdges train, int[] tenth, boolean ordered, int count) {
        this.train = train;
        this.tenth = tenth;
        this.ordered = ordered;
        this.count = count;
    }

    static Folds of(SignedEdges train, int most, long seed) {
        boolean timed =
                IntStream.range(0, train.size())
                        .allMatch(e -> train.time(e) != SignedEdges.NO_TIME);
        return timed
                ? new Folds(train, byOwnTime(train), true, Math.min(most, MOST_ORDERED))
                : new Folds(
                        train,
                        new Random(seed).ints(train.size(), 0, TENTHS).toArray(),
                        false,
                        Math.min(most, TENTHS));
    }

    private static int[] byOwnTime(SignedEdges train) {
        int[] order =
                IntStream.range(0, train.size())
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingInt(train::person)
                                        .thenComparing(
                                                Comparator.<Integer>comparingLong(train::time)
                                                        .reversed()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int[] tenth = new int[order.length];
        int from = 0;
        for (int k = 0; k <= order.length; k++) {
            boolean ends = k == order.length || train.person(order[k]) != train.person(order[from]);
            if (!ends) continue;
            for (int j = from; j < k; j++)
                tenth[order[j]] = (int) ((long) (j - from) * TENTHS / (k - from));
            from = k;
        }
        return tenth;
    }

    int count() {
        return count;
    }

    SignedEdges heldOut(int fold) {
        return at(t -> t == fold);
    }

    /// What may be known when the fold is asked for.
    SignedEdges before(int fold) {
        return at(t -> ordered ? t > fold : t != fold);
    }

    private SignedEdges at(IntPredicate wanted) {
        return train.at(
                IntStream.range(0, tenth.length).filter(e -> wanted.test(tenth[e])).toArray());
    }
}
