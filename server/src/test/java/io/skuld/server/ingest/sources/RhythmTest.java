package io.skuld.server.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Property
    void aSuccessIsRepeatedInTheSourcesRhythmALittleScattered(@ForAll long seed) {
        Instant next = Rhythm.afterSuccess(NOW, HOUR, Duration.ZERO, new Random(seed));
        assertThat(next)
                .isBetween(NOW.plus(Duration.ofMinutes(57)), NOW.plus(Duration.ofMinutes(63)));
    }

    @Test
    void anAnswerThatHoldsLongerIsNotAskedForBefore() {
        Instant next = Rhythm.afterSuccess(NOW, HOUR, Duration.ofHours(6), new Random(1));
        assertThat(next).isAfter(NOW.plus(Duration.ofHours(5)));
        Instant endless = Rhythm.afterSuccess(NOW, HOUR, Duration.ofDays(365), new Random(1));
        assertThat(endless).isBefore(NOW.plus(Duration.ofHours(13)));
    }

    @Property
    void failuresDoubleThePauseUpToADay(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll long seed) {
        Duration pause =
                Duration.between(NOW, Rhythm.afterFailure(NOW, failures, null, new Random(seed)));
        double minutes = Math.min(5 * Math.pow(2, failures - 1), 24 * 60);
        assertThat(pause.toMillis() / 60_000.0).isBetween(minutes * .8 - 1, minutes * 1.2 + 1);
    }

    @Property
    void theHostsOwnWordCountsWhenItIsLater(
            @ForAll @IntRange(max = 100_000) int seconds, @ForAll long seed) {
        Instant asked = NOW.plusSeconds(seconds);
        assertThat(Rhythm.afterFailure(NOW, 1, asked, new Random(seed)))
                .isAfterOrEqualTo(asked)
                .isAfter(NOW);
    }
}
