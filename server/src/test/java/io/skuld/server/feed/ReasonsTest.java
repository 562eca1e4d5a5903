package io.skuld.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.feedback.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final double USUAL = 6;

    @Test
    void aHighRatingSpeaksForWhatIsLikeIt() {
        assertThat(Reasons.isUnlike(new Signal.Rated(9), .2, USUAL)).isFalse();
        assertThat(Reasons.isUnlike(new Signal.Rated(9), -.2, USUAL)).isTrue();
    }

    @Test
    void aLowRatingSpeaksForAnItemOnlyAsSomethingUnlikeIt() {
        assertThat(Reasons.isUnlike(new Signal.Rated(2), .2, USUAL)).isTrue();
        assertThat(Reasons.isUnlike(new Signal.Rated(2), -.2, USUAL)).isFalse();
    }

    @Test
    void soDoesADislike() {
        assertThat(Reasons.isUnlike(new Signal.Disliked(), .2, USUAL)).isTrue();
        assertThat(Reasons.isUnlike(new Signal.Disliked(), -.2, USUAL)).isFalse();
    }

    @Test
    void whatTwoItemsShareIsNamedOnceAndBriefly() {
        assertThat(
                        Reasons.named(
                                List.of(
                                        "alfred hitchcock",
                                        "suspense",
                                        "Alfred Hitchcock",
                                        "murder",
                                        "tense")))
                .isEqualTo("Alfred Hitchcock, suspense, murder");
        assertThat(Reasons.named(List.of())).isEmpty();
    }

    @Test
    void theDifferenceIsNamedInBothLanguages() {
        var reason =
                new Reason(
                        Reason.Kind.UNLIKE,
                        Map.of("title", "Friends", "value", "3.1"),
                        null,
                        null,
                        null,
                        .2);
        assertThat(ReasonText.of(reason, Locale.ENGLISH))
                .isEqualTo("Unlike Friends, which you rated 3.1");
        assertThat(ReasonText.of(reason, Locale.GERMAN))
                .isEqualTo("Anders als Friends, von dir mit 3,1 bewertet");
    }

    @Test
    void oneDayIsNotDays() {
        assertThat(fresh("0", Locale.ENGLISH)).isEqualTo("New: it has just appeared");
        assertThat(fresh("1", Locale.GERMAN)).isEqualTo("Neu: vor einem Tag erschienen");
        assertThat(fresh("2", Locale.GERMAN)).isEqualTo("Neu: vor 2 Tagen erschienen");
    }

    private static String fresh(String days, Locale locale) {
        var reason = new Reason(Reason.Kind.FRESH, Map.of("days", days), null, null, null, 0);
        return ReasonText.of(reason, locale);
    }
}
