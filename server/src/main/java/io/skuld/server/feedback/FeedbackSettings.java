package io.skuld.server.feedback;

import java.time.Duration;

/// What may come into the log from outside. Keys `feedback.…`.
///
/// @param maxSignalsPerRequest most signals in one `POST /api/v1/signals`
/// @param clockTolerance how far ahead of ours the clock of whoever sends a signal may be
public record FeedbackSettings(int maxSignalsPerRequest, Duration clockTolerance) {
    public static final FeedbackSettings DEFAULTS =
            new FeedbackSettings(5_000, Duration.ofMinutes(5));

    public FeedbackSettings {
        if (maxSignalsPerRequest < 1)
            throw new IllegalArgumentException(
                    "feedback.max-signals-per-request is at least 1, got " + maxSignalsPerRequest);
        if (clockTolerance.isNegative())
            throw new IllegalArgumentException(
                    "feedback.clock-tolerance is 0 or more, got " + clockTolerance);
    }
}
