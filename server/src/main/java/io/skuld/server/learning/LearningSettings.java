package io.skuld.server.learning;

import java.time.Duration;

/// How learning goes. Keys `learning.…`.
///
/// @param shareInHousehold whether what one person of the household said may move the feeds of the others; people who came
///     with the file of a community always count for everybody
/// @param tuneHour the hour of the local day, 0 to 23, at which to search how much the graph should count; -1 for never
/// @param tuneBudget how long that may take
public record LearningSettings(boolean shareInHousehold, int tuneHour, Duration tuneBudget) {
    public static final LearningSettings DEFAULTS =
            new LearningSettings(false, 3, Duration.ofMinutes(10));

    public LearningSettings {
        if (tuneHour < -1 || tuneHour > 23)
            throw new IllegalArgumentException(
                    "learning.tune-hour is from 0 to 23, or -1 for never, got " + tuneHour);
        if (tuneBudget.isNegative() || tuneBudget.isZero())
            throw new IllegalArgumentException(
                    "learning.tune-budget is above 0, got " + tuneBudget);
    }

    public LearningSettings sharing() {
        return new LearningSettings(true, tuneHour, tuneBudget);
    }
}
