package io.skuld.server.serving;

import io.skuld.engine.model.TuningBudget;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is to be served, and how it is made.
///
/// @param data a folder in the signed-graph protocol, see [io.skuld.engine.evaluation.SignedGraphFolder], or with MovieLens'
///     ratings, see [io.skuld.engine.evaluation.MovieLensRatings]
/// @param offset ratings of at least this are likes
/// @param home the data folder of this Skuld; the journal and the versions lie below it, see [ServedPlace]
/// @param tuning how long settings may be searched on the validation part; null takes the defaults
/// @param refit whether to fit anew although there is a version
public record DatasetPlan(
        Path data,
        double offset,
        ModelKind kind,
        Path home,
        @Nullable TuningBudget tuning,
        boolean refit) {}
