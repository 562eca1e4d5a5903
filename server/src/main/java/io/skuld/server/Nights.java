package io.skuld.server;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells when work that belongs into every night is due: once its hour has passed without it, also when the machine was off
/// or asleep then. Who cancels it is left alone until the next night or the next start. For one thread.
final class Nights {
    private final int hour;
    private final Supplier<ZonedDateTime> clock;
    private final Instant began;
    private @Nullable Instant asked;

    /// @param hour of the day, 0 to 23
    /// @param clock the time where the machine is
    Nights(int hour, Supplier<ZonedDateTime> clock) {
        this.hour = hour;
        this.clock = clock;
        began = clock.get().toInstant();
    }

    /// Whether to do it now; each night is answered with yes once.
    ///
    /// @param lastDone when it was begun the last time that it came to its end, or else when this home was first used;
    ///     empty when nothing ever happened
    boolean isDue(Optional<Instant> lastDone) {
        ZonedDateTime now = clock.get();
        Instant due = hourBefore(now).toInstant();
        Instant last = asked == null ? lastDone.orElse(began) : asked;
        if (!last.isBefore(due)) return false;
        asked = now.toInstant();
        return true;
    }

    /// The latest moment of this hour that is over.
    private ZonedDateTime hourBefore(ZonedDateTime now) {
        ZonedDateTime today = now.with(LocalTime.of(hour, 0));
        return today.isAfter(now) ? today.minusDays(1) : today;
    }

    /// Until the next hour.
    Duration untilNext() {
        ZonedDateTime now = clock.get();
        return Duration.between(now, hourBefore(now).plusDays(1));
    }
}
