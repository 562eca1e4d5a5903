package io.skuld.engine.model.baseline;

import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Shuffle;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TunableTrainer.Tuned;
import io.skuld.engine.model.TuningBudget;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The people that a baseline's settings are chosen on, and the time there is for it.
final class Validation {
    /// More would sharpen the choice less than the trials would be missed that their rankings take the time of.
    private static final int MOST_PEOPLE = 4000;

    private final RankingEvaluator evaluator;
    private final long deadline;
    private long longest;

    Validation(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        deadline = System.nanoTime() + budget.limit().toNanos();
        evaluator =
                new RankingEvaluator(train, valid)
                        .forPersons(
                                Shuffle.sample(
                                        people(valid), MOST_PEOPLE, new Random(budget.seed())));
    }

    private static int[] people(SignedEdges valid) {
        return IntStream.range(0, valid.size())
                .filter(valid::liked)
                .map(valid::person)
                .distinct()
                .sorted()
                .toArray();
    }

    /// NaN when nobody likes anything in the validation part.
    double ndcg(Recommender model) {
        return evaluator.evaluate(model).mean(Metric.NDCG);
    }

    <T extends TunableTrainer> Tuned judged(
            T trainer, Function<T, Map<String, String>> settings, SignedEdges train) {
        Recommender model = trainer.fit(train);
        return new Tuned(trainer, model, settings.apply(trainer), ndcg(model));
    }

    /// Whether there is time for what takes so long.
    boolean hasTimeFor(long nanos) {
        return System.nanoTime() + nanos < deadline;
    }

    /// Whether a trial as long as the longest so far would end in time.
    boolean hasTimeForAnother() {
        return hasTimeFor(longest);
    }

    <T> T timed(Supplier<T> trial) {
        long started = System.nanoTime();
        T result = trial.get();
        longest = Math.max(longest, System.nanoTime() - started);
        return result;
    }
}
