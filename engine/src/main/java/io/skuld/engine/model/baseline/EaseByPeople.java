package io.skuld.engine.model.baseline;

import io.skuld.engine.model.Recommender;
import java.util.Arrays;

/// EASE through the person–person matrix `M = (XXᵀ + l2·I)⁻¹`, for fewer people than items. By the push-through identity
/// `x_u·P = M_u·X` and `P_jj = (1 − x_jᵀ·M·x_j)/l2`, so that neither P nor B is ever formed:
///
/// `score(u,j) = x_uj − (M_u·X)_j / P_jj`
final class EaseByPeople implements Recommender {
    private final Profiles profiles;
    private final PopularityPrior prior;
    private final float dislike;

    /// M, shape (people, people), row-major.
    private final float[] matrix;

    /// 1 / P_jj, shape (items).
    private final float[] scale;

    private EaseByPeople(
            Profiles profiles,
            PopularityPrior prior,
            float dislike,
            float[] matrix,
            float[] scale) {
        this.profiles = profiles;
        this.prior = prior;
        this.dislike = dislike;
        this.matrix = matrix;
        this.scale = scale;
    }

    static EaseByPeople fit(Profiles profiles, PopularityPrior prior, double l2, float dislike) {
        int m = profiles.rows();
        Profiles byItem = profiles.transposed();
        float[] matrix = byItem.gram(dislike);
        for (int p = 0; p < m; p++) matrix[p * m + p] += (float) l2;
        SymmetricInverse.invert(matrix, m);
        float[] scale = new float[profiles.columns()];
        for (int j = 0; j < scale.length; j++)
            scale[j] = (float) (l2 / (1 - quadratic(byItem, j, matrix, m, dislike)));
        return new EaseByPeople(profiles, prior, dislike, matrix, scale);
    }

    /// x_jᵀ·M·x_j
    private static double quadratic(
            Profiles byItem, int item, float[] matrix, int m, float dislike) {
        double sum = 0;
        for (int a = byItem.from(item); a < byItem.to(item); a++) {
            int row = byItem.column(a) * m;
            double inner = 0;
            for (int b = byItem.from(item); b < byItem.to(item); b++)
                inner += matrix[row + byItem.column(b)] * byItem.entry(b, dislike);
            sum += inner * byItem.entry(a, dislike);
        }
        return sum;
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
        if (!profiles.has(person)) {
            prior.writeTo(scores);
            return;
        }
        Arrays.fill(scores, 0);
        int m = people();
        for (int p = 0; p < m; p++) {
            float weight = matrix[person * m + p];
            for (int k = profiles.from(p); k < profiles.to(p); k++)
                scores[profiles.column(k)] -= weight * profiles.entry(k, dislike);
        }
        for (int j = 0; j < scores.length; j++) scores[j] *= scale[j];
        for (int k = profiles.from(person); k < profiles.to(person); k++)
            scores[profiles.column(k)] += profiles.entry(k, dislike);
        prior.addTo(scores);
    }
}
