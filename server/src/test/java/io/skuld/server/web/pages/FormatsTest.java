package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.feed.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private final Formats english = new Formats(Messages.in("en"), ZoneOffset.UTC);
    private final Formats german = new Formats(Messages.in("de"), ZoneOffset.UTC);

    @Test
    void anEstimateCarriesItsUncertainty() {
        assertThat(english.estimate(new Prediction(7.84, .92))).isEqualTo("7.8 ± 0.9");
        assertThat(german.estimate(new Prediction(7.84, .92))).isEqualTo("7,8 ± 0,9");
    }

    @Test
    void aChangeCarriesItsSign() {
        assertThat(english.change(.416)).isEqualTo("+0.42");
        assertThat(english.change(-.1)).isEqualTo("−0.10");
    }

    @Test
    void aLengthIsInTheUnitsThatPeopleSay() {
        assertThat(english.length(Duration.ofSeconds(45))).isEqualTo("45\u00A0s");
        assertThat(english.length(Duration.ofSeconds(250))).isEqualTo("4\u00A0min");
        assertThat(english.length(Duration.ofMinutes(136))).isEqualTo("2\u00A0h\u00A016\u00A0min");
        assertThat(english.length(Duration.ofHours(3))).isEqualTo("3\u00A0h");
        // Rounding must not make sixty minutes of an hour.
        assertThat(english.length(Duration.ofSeconds(3599))).isEqualTo("1\u00A0h");
    }

    @Test
    void thePastIsToldRoughlyAndLongAgoAsADate() {
        assertThat(english.ago(NOW.minusSeconds(20), NOW)).isEqualTo("just now");
        assertThat(english.ago(NOW.minus(Duration.ofMinutes(5)), NOW)).isEqualTo("5 minutes ago");
        assertThat(english.ago(NOW.minus(Duration.ofHours(30)), NOW)).isEqualTo("yesterday");
        assertThat(english.ago(NOW.minus(Duration.ofDays(80)), NOW)).isEqualTo("Sep 2, 2026");
        assertThat(german.ago(NOW.minus(Duration.ofDays(80)), NOW)).isEqualTo("02.09.2026");
        assertThat(english.ago(NOW.plusSeconds(86_400), NOW)).isEqualTo("Nov 22, 2026");
    }
}
