package io.skuld.server.ingest.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a source is read next. All moments are scattered a little, so that sources that were added together do not ask
/// their host together for ever.
final class Rhythm {
    static final Duration FASTEST = Duration.ofMinutes(5);
    static final Duration SLOWEST = Duration.ofDays(30);

    /// The first pause after a failure; each further one doubles it.
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    /// Hosts say `max-age` for years.
    private static final Duration LONGEST_FRESH = Duration.ofHours(12);

    private Rhythm() {}

    static void requireSensible(Duration every) {
        if (every.compareTo(FASTEST) < 0 || every.compareTo(SLOWEST) > 0)
            throw new IllegalArgumentException(
                    "A source is read every 5 minutes to every 30 days, got " + every);
    }

    /// @param freshFor for how long the host says that its answer holds
    static Instant afterSuccess(
            Instant now, Duration every, Duration freshFor, RandomGenerator random) {
        Duration fresh = freshFor.compareTo(LONGEST_FRESH) > 0 ? LONGEST_FRESH : freshFor;
        return now.plus(scattered(fresh.compareTo(every) > 0 ? fresh : every, .05, random));
    }

    /// @param failures how many in a row, this one included
    /// @param notBefore when the host wants to be asked again, or null
    static Instant afterFailure(
            Instant now, int failures, @Nullable Instant notBefore, RandomGenerator random) {
        int doublings = Math.clamp(failures - 1, 0, 20);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
        Instant at = now.plus(scattered(pause, .2, random));
        if (notBefore == null || at.isAfter(notBefore)) return at;
        return notBefore.plus(Duration.ofMillis(Math.round(random.nextDouble() * 30_000)));
    }

    private static Duration scattered(Duration middle, double share, RandomGenerator random) {
        double factor = 1 + share * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(middle.toMillis() * factor));
    }
}
