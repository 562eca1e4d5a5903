package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.ItemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A few items whose ratings would tell the most about a person nothing is known of.
///
/// Each next item is the one that lowers the summed variance of all expected ratings most, given those chosen before
/// (greedy A-optimal design; Settles, "Active learning literature survey", 2009, §3.5). Works that people know come
/// first, since a rating nobody can give tells nothing, and no kind of item crowds the others out.
public final class OnboardingSample {
    /// Items looked at: enough to cover a catalogue, few enough to compare each with each.
    private static final int POOL = 400;

    /// What a further item of a kind already chosen is worth against the first.
    private static final double SAME_KIND = .8;

    private final ItemFeatures features;

    public OnboardingSample(ItemFeatures features) {
        this.features = features;
    }

    /// The same candidates and seed give the same sample.
    ///
    /// @param candidates items to choose from
    /// @param familiarity how likely a person knows the item, above 0; only the proportions count
    /// @param count how many to choose; fewer when there are fewer
    /// @return the most telling first
    public List<Numbered> choose(
            List<Numbered> candidates,
            ToDoubleFunction<Numbered> familiarity,
            int count,
            long seed) {
        List<Candidate> pool = pool(candidates, familiarity, new SplittableRandom(seed));
        double[][] covariance = covariance(pool);
        Map<ItemKind, Integer> kinds = new EnumMap<>(ItemKind.class);
        List<Numbered> chosen = new ArrayList<>();
        boolean[] taken = new boolean[pool.size()];
        while (chosen.size() < Math.min(count, pool.size())) {
            int best = mostTelling(pool, covariance, taken, kinds);
            taken[best] = true;
            Numbered item = pool.get(best).item();
            chosen.add(item);
            kinds.merge(item.item().kind(), 1, Integer::sum);
            learn(covariance, best);
        }
        return chosen;
    }

    private record Candidate(Numbered item, TasteFeatures row, double known, double lot) {}

    /// Familiar items more often than others: the largest of `log(uniform) / familiarity` (Efraimidis and Spirakis,
    /// "Weighted random sampling with a reservoir", 2006).
    private List<Candidate> pool(
            List<Numbered> candidates,
            ToDoubleFunction<Numbered> familiarity,
            SplittableRandom random) {
        List<Candidate> all = new ArrayList<>();
        for (Numbered item : candidates) {
            double known = familiarity.applyAsDouble(item);
            if (!(known > 0))
                throw new IllegalArgumentException("Familiarity is above 0, got " + known);
            double lot = Math.log(1 - random.nextDouble()) / known;
            @Nullable TasteFeatures row = features.of(item.number());
            if (row != null) all.add(new Candidate(item, row, known, lot));
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Candidate::lot).reversed())
                .limit(POOL)
                .toList();
    }

    /// What the ratings of two items have in common before the first one: shape (pool, pool).
    private static double[][] covariance(List<Candidate> pool) {
        TasteSettings prior = TasteSettings.DEFAULTS;
        double[][] covariance = new double[pool.size()][pool.size()];
        for (int a = 0; a < pool.size(); a++) {
            for (int b = 0; b <= a; b++) {
                TasteFeatures one = pool.get(a).row();
                TasteFeatures other = pool.get(b).row();
                covariance[a][b] =
                        prior.textVariance() * one.textSimilarity(other)
                                + prior.attributeVariance() * one.attributeSimilarity(other);
                covariance[b][a] = covariance[a][b];
            }
        }
        return covariance;
    }

    private static int mostTelling(
            List<Candidate> pool,
            double[][] covariance,
            boolean[] taken,
            Map<ItemKind, Integer> kinds) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (taken[j]) continue;
            Candidate candidate = pool.get(j);
            int alike = kinds.getOrDefault(candidate.item().item().kind(), 0);
            double worth =
                    removedVariance(covariance[j], j)
                            * candidate.known()
                            * Math.pow(SAME_KIND, alike);
            if (worth > most) {
                most = worth;
                best = j;
            }
        }
        return best;
    }

    /// By how much a rating of item j lowers the variances of all: `Σ_i K_ij² / (K_jj + noise)`.
    private static double removedVariance(double[] row, int j) {
        double squares = 0;
        for (double k : row) squares += k * k;
        return squares / (row[j] + TasteSettings.DEFAULTS.noiseVariance());
    }

    /// The covariance after a rating of item j: `K − K_j K_jᵀ / (K_jj + noise)`.
    private static void learn(double[][] covariance, int j) {
        double[] row = covariance[j].clone();
        double scale = 1 / (row[j] + TasteSettings.DEFAULTS.noiseVariance());
        for (int a = 0; a < row.length; a++)
            for (int b = 0; b < row.length; b++) covariance[a][b] -= scale * row[a] * row[b];
    }
}
