package io.skuld.engine.ranking;

import io.skuld.engine.graph.SignedEdges;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Training edges cut into tenths that are held out in turn. With times the tenths are of everybody's own history, and held
/// out is all that came after a moment: first the newest two tenths, then the newest three, and so on. A ranker that is
/// asked what somebody will like learns from what they came to like, soon and later; from the very next signals alone it
/// would learn to guess those.
final class Folds {
    private static final int TENTHS = 10;

    /// Older tenths leave too little to learn from.
    private static final int MOST_ORDERED = 5;

    /// Tenths drawn at random are alike: beside validation edges a further one than so many teaches nothing new,
    private static final int ALIKE = 3;

    /// unless lists are fewer than this.
    private static final int FEW_LISTS = 1000;

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
        return train.isTimed()
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

    /// Whether there is such a fold and it is worth its time.
    ///
    /// @param lists that there are to learn from without it
    /// @param alone whether no validation edges are learned from beside folds
    boolean isWorthWhile(int fold, int lists, boolean alone) {
        return fold < count && (ordered || alone || fold < ALIKE || lists < FEW_LISTS);
    }

    SignedEdges heldOut(int fold) {
        return at(t -> ordered ? t <= fold + 1 : t == fold);
    }

    /// What may be known when the fold is asked for.
    SignedEdges before(int fold) {
        return at(t -> ordered ? t > fold + 1 : t != fold);
    }

    private SignedEdges at(IntPredicate wanted) {
        return train.at(
                IntStream.range(0, tenth.length).filter(e -> wanted.test(tenth[e])).toArray());
    }
}
