package io.skuld.engine.model.baseline;

import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TunableTrainer.Tuned;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A model on its way: more epochs can follow, and it can be looked at in between. The same epochs in other portions give
/// the same model.
interface Course {
    /// Between two looks about a third is added, so that the best number of epochs is not missed by much.
    int[] LOOKS = {5, 10, 15, 20, 30, 40, 55, 75, 100, 130, 175, 240, 320, 430, 570, 760, 1000};

    /// A course that has got no better for so many looks is over.
    int PATIENCE = 3;

    void run(int moreEpochs);

    /// Training on does not change it.
    Recommender model();

    /// Stops where ranking on the validation part is best, or where the time is up; the first look is always taken.
    ///
    /// @param at the trainer that runs so many epochs
    /// @param settings its settings by name
    default <T extends TunableTrainer> Tuned stoppedEarly(
            Validation validation, IntFunction<T> at, Function<T, Map<String, String>> settings) {
        @Nullable Tuned best = null;
        long started = System.nanoTime();
        int done = 0;
        int worse = 0;
        for (int look : LOOKS) {
            long perEpoch = done == 0 ? 0 : (System.nanoTime() - started) / done;
            if (best != null && !validation.hasTimeFor(perEpoch * (look - done))) break;
            run(look - done);
            done = look;
            Recommender model = model();
            double ndcg = validation.ndcg(model);
            if (best == null || ndcg > best.validationNdcg()) {
                T trainer = at.apply(done);
                best = new Tuned(trainer, model, settings.apply(trainer), ndcg);
                worse = 0;
            } else if (++worse == PATIENCE) break;
        }
        if (best == null) throw new IllegalStateException("The first look is always taken");
        return best;
    }
}
