package io.skuld.engine.model.baseline;

import io.skuld.engine.math.Vectors;
import io.skuld.engine.model.Recommender;

/// EASE with the item–item matrix B itself: a score is a sum of rows of B. For fewer items than people.
final class EaseByItems implements Recommender {
    private final Profiles profiles;
    private final PopularityPrior prior;
    private final float dislike;

    /// B, shape (items, items), row-major.
    private final float[] weights;

    private EaseByItems(Profiles profiles, PopularityPrior prior, float dislike, float[] weights) {
        this.profiles = profiles;
        this.prior = prior;
        this.dislike = dislike;
        this.weights = weights;
    }

    static EaseByItems fit(Profiles profiles, PopularityPrior prior, double l2, float dislike) {
        int n = profiles.columns();
        float[] matrix = profiles.gram(dislike);
        for (int i = 0; i < n; i++) matrix[i * n + i] += (float) l2;
        SymmetricInverse.invert(matrix, n);
        float[] diagonal = new float[n];
        for (int i = 0; i < n; i++) diagonal[i] = matrix[i * n + i];
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
                matrix[row * n + column] =
                        row == column ? 0 : -matrix[row * n + column] / diagonal[column];
        return new EaseByItems(profiles, prior, dislike, matrix);
    }

    @Override
    public int people() {
        return profiles.rows();
    }

    @Override
    public int items() {
        return prior.items();
    }

    @Override
    public void score(int person, float[] scores) {
        prior.writeTo(scores);
        if (!profiles.has(person)) return;
        int n = items();
        for (int k = profiles.from(person); k < profiles.to(person); k++) {
            Vectors.axpy(profiles.entry(k, dislike), weights, profiles.column(k) * n, scores, 0, n);
        }
    }
}
