package io.skuld.engine.evaluation;

import io.skuld.engine.model.Recommender;
import java.util.SplittableRandom;

/// How many full rankings one thread makes in a second, for people in random order.
public final class RankingSpeed {
    private static final int PLACES = 20;
    private static final long LONGEST_NANOS = 500_000_000L;

    private RankingSpeed() {}

    /// Measures for half a second, after as much warming up as the first tenth of it.
    ///
    /// @param persons people to rank for, at least 1
    public static double perSecond(Recommender model, int[] persons, long seed) {
        if (persons.length == 0) throw new IllegalArgumentException("There is nobody to rank for");
        rank(model, persons, seed, LONGEST_NANOS / 10);
        return rank(model, persons, seed + 1, LONGEST_NANOS);
    }

    private static double rank(Recommender model, int[] persons, long seed, long nanos) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[model.items()];
        TopItems top = new TopItems(PLACES);
        long started = System.nanoTime();
        long rankings = 0;
        long taken;
        do {
            model.score(persons[random.nextInt(persons.length)], scores);
            top.rank(scores);
            rankings++;
            taken = System.nanoTime() - started;
        } while (taken < nanos);
        return rankings / (taken / 1e9);
    }
}
