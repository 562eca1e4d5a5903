package io.skuld.engine.model.hybrid;

import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.factors.Factors;
import java.util.Arrays;

/// Fitted factors as a recommender of their own, to compare their settings.
record FactorsOnly(Factors factors) implements Recommender {
    @Override
    public int people() {
        return factors.people();
    }

    @Override
    public int items() {
        return factors.items();
    }

    @Override
    public void score(int person, float[] scores) {
        Arrays.fill(scores, 0);
        factors.addScores(person, 1, scores);
    }
}
