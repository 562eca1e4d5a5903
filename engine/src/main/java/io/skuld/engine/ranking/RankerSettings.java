package io.skuld.engine.ranking;

import io.skuld.engine.model.hybrid.HybridSettings;

/// @param firstStage settings of the hybrid
/// @param hidden units of a network's hidden layer; 0 makes it linear
/// @param seeds networks whose scores are averaged with those of a linear one
/// @param learningRate of AdaGrad, for the steps taken online
/// @param folds tenths of the training edges that are held out in turn to learn from, at most; without times three do beside
///     validation edges, unless people are few
/// @param listsPerFold people whose held-out likes are learned from, in each fold at most
/// @param lists after this many lists with a liked candidate no further fold is held out
/// @param steps batches of lists that a network learns from, fewer when lists are few
/// @param caution weight of `log P(like | exposed)`; 0 is off
/// @param seed of folds, samples and initial weights
public record RankerSettings(
        HybridSettings firstStage,
        int hidden,
        int seeds,
        float learningRate,
        int folds,
        int listsPerFold,
        int lists,
        int steps,
        float caution,
        long seed) {
    public static final RankerSettings DEFAULTS =
            new RankerSettings(HybridSettings.DEFAULTS, 24, 2, .02f, 10, 4000, 9000, 2500, 0, 42);

    /// Where times are read a step online is smaller by this factor: there the second stage was taught what people come to like
    /// soon and later, and whole steps towards what comes next unlearn it.
    private static final float TIMED_STEP = .03f;

    public RankerSettings {
        if (hidden < 0 || hidden > 1024)
            throw new IllegalArgumentException("hidden lies in [0, 1024], got " + hidden);
        if (seeds < 1 || folds < 1 || folds > 10 || listsPerFold < 1 || lists < 1 || steps < 1)
            throw new IllegalArgumentException(
                    "seeds, lists, listsPerFold and steps are at least 1, folds lies in [1, 10]; got %d, %d, %d, %d, %d"
                            .formatted(seeds, lists, listsPerFold, steps, folds));
        if (!(learningRate > 0 && learningRate <= 1))
            throw new IllegalArgumentException("learningRate lies in (0, 1], got " + learningRate);
        if (!(caution >= 0 && caution < 1000))
            throw new IllegalArgumentException("caution lies in [0, 1000), got " + caution);
    }

    /// Of AdaGrad, for the steps taken online by a second stage that reads times or does not.
    float learningRate(boolean timed) {
        return timed ? TIMED_STEP * learningRate : learningRate;
    }

    public RankerSettings withFirstStage(HybridSettings settings) {
        return new RankerSettings(
                settings,
                hidden,
                seeds,
                learningRate,
                folds,
                listsPerFold,
                lists,
                steps,
                caution,
                seed);
    }

    public RankerSettings withHidden(int units) {
        return new RankerSettings(
                firstStage,
                units,
                seeds,
                learningRate,
                folds,
                listsPerFold,
                lists,
                steps,
                caution,
                seed);
    }

    public RankerSettings withSeed(long other) {
        return new RankerSettings(
                firstStage,
                hidden,
                seeds,
                learningRate,
                folds,
                listsPerFold,
                lists,
                steps,
                caution,
                other);
    }
}
