package io.skuld.engine.model.baseline;

import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TunableTrainer.Tuned;
import io.skuld.engine.model.TuningBudget;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tries each candidate on the validation part and keeps the one with the best NDCG@20. The first is tried whatever the
/// budget; the rest while time is left.
final class GridSearch {
    private GridSearch() {}

    static <T extends TunableTrainer> Tuned best(
            List<T> candidates,
            Function<T, Map<String, String>> settings,
            SignedEdges train,
            SignedEdges valid,
            TuningBudget budget) {
        RankingEvaluator evaluator = new RankingEvaluator(train, valid);
        long started = System.nanoTime();
        @Nullable Tuned best = null;
        for (T candidate : candidates) {
            boolean spent = System.nanoTime() - started > budget.limit().toNanos();
            if (best != null && spent) break;
            Recommender model = candidate.fit(train);
            double ndcg = evaluator.evaluate(model).mean(Metric.NDCG);
            // NaN, from a validation part without likes, never replaces what is there.
            if (best == null || ndcg > best.validationNdcg())
                best = new Tuned(candidate, model, settings.apply(candidate), ndcg);
        }
        if (best == null)
            throw new IllegalArgumentException("There is no candidate to choose from");
        return best;
    }
}
