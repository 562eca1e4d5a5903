package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import java.util.SplittableRandom;

/// A ranking by chance, another one for each person: what a number means when a model knows nothing.
public final class RandomScores implements Trainer {
    private final long seed;

    public RandomScores(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        return new Fitted(train.people(), train.items(), seed);
    }

    private record Fitted(int people, int items, long seed) implements Recommender {
        @Override
        public void score(int person, float[] scores) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + person);
            for (int i = 0; i < items; i++) scores[i] = random.nextFloat();
        }
    }
}
