package io.skuld.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Work that belongs into the hour from four on.
class NightsTest {
    private final AtomicReference<ZonedDateTime> now =
            new AtomicReference<>(at("2026-11-21T22:00"));
    private final Nights nights = new Nights(4, now::get);

    private static ZonedDateTime at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin"));
    }

    private boolean isDueAt(String local, Optional<Instant> lastDone) {
        now.set(at(local));
        return nights.isDue(lastDone);
    }

    private static Optional<Instant> done(String local) {
        return Optional.of(at(local).toInstant());
    }

    @Test
    void isDueAtItsHourOnceANight() {
        Optional<Instant> before = done("2026-11-21T04:00");
        assertThat(isDueAt("2026-11-21T22:00", before)).isFalse();
        assertThat(nights.untilNext()).isEqualTo(Duration.ofHours(6));
        assertThat(isDueAt("2026-11-22T03:59", before)).isFalse();
        assertThat(isDueAt("2026-11-22T04:00", before)).isTrue();
        assertThat(nights.untilNext()).isEqualTo(Duration.ofDays(1));
        assertThat(isDueAt("2026-11-22T04:05", before)).isFalse();
        assertThat(isDueAt("2026-11-23T04:00", done("2026-11-22T04:00"))).isTrue();
    }

    @Test
    void isMadeUpForWhenTheMachineWakes() {
        assertThat(isDueAt("2026-11-22T09:30", done("2026-11-21T04:00"))).isTrue();
        assertThat(isDueAt("2026-11-22T09:35", done("2026-11-21T04:00"))).isFalse();
        assertThat(isDueAt("2026-11-25T18:00", done("2026-11-22T09:30"))).isTrue();
    }

    @Test
    void isMadeUpForAtAStart() {
        assertThat(isDueAt("2026-11-21T22:00", done("2026-11-20T04:00"))).isTrue();
    }

    @Test
    void whoCancelsItIsLeftAloneForThatNight() {
        Optional<Instant> neverDone = done("2026-11-21T04:00");
        assertThat(isDueAt("2026-11-22T04:00", neverDone)).isTrue();
        assertThat(isDueAt("2026-11-22T23:00", neverDone)).isFalse();
        assertThat(isDueAt("2026-11-23T04:00", neverDone)).isTrue();
    }

    @Test
    void isNotDueBeforeTheFirstNight() {
        assertThat(isDueAt("2026-11-21T22:05", Optional.empty())).isFalse();
        assertThat(isDueAt("2026-11-22T04:00", Optional.empty())).isTrue();
    }

    @Test
    void anHourThatTheClockLeavesOutIsTheNextOne() {
        now.set(at("2027-03-27T12:00"));
        Nights early = new Nights(2, now::get);
        now.set(at("2027-03-28T03:00"));
        assertThat(early.isDue(done("2027-03-27T02:00"))).isTrue();
    }
}
