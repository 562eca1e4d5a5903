package io.skuld.engine.model;

import java.time.Duration;

/// How long a search for settings may take, and the seed that makes it repeatable.
///
/// @param limit wall-clock time for search and second stage together; the search stops at the best found so far
/// @param seed of every random choice: sampled people, folds, initial factors
public record TuningBudget(Duration limit, long seed) {
    public static final TuningBudget DEFAULT = new TuningBudget(Duration.ofSeconds(100), 42);

    public TuningBudget {
        if (limit.isNegative() || limit.isZero())
            throw new IllegalArgumentException(
                    "TuningBudget needs a limit above 0 seconds, got " + limit);
    }
}
