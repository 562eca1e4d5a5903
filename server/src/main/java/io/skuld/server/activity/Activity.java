package io.skuld.server.activity;

import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;

/// What someone was just doing, for whoever wants to know what suits the moment. Asks the log each time, so that rules
/// that were changed and events that were deleted count at once. Thread-safe.
public final class Activity {
    private final ActivityLog log;

    public Activity(ActivityLog log) {
        this.log = log;
    }

    /// What the person did in this long before the instant: `[instant - length, instant)`, never anything of later.
    public Timeline before(PersonId person, Instant instant, Duration length) {
        return between(person, instant.minus(length), instant);
    }

    /// As [#before], under other rules than those that are saved.
    public Timeline before(
            PersonId person, Instant instant, Duration length, Categories categories) {
        Instant from = instant.minus(length);
        return CanonicalEvents.timeline(
                log.between(person, from, instant), categories.rules(), from, instant);
    }

    /// What the person did from `from` up to `to`.
    public Timeline between(PersonId person, Instant from, Instant to) {
        return before(person, to, Duration.between(from, to), log.categories(person));
    }
}
