package io.skuld.server.feedback;

import static io.skuld.server.feedback.SignalMeaning.Polarity.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.server.feedback.Signal.*;
import io.skuld.server.feedback.SignalMeaning.Polarity;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalMeaningTest {
    @ParameterizedTest
    @CsvSource({
        "10, EXPLICIT_POSITIVE, 1",
        "8, EXPLICIT_POSITIVE, .6",
        "7.9, IMPLICIT_POSITIVE, .58",
        "6, IMPLICIT_POSITIVE, .2",
        "5.9, NEUTRAL, .18",
        "5, NEUTRAL, 0",
        "4.9, IMPLICIT_NEGATIVE, -.02",
        "3, IMPLICIT_NEGATIVE, -.4",
        "2.9, EXPLICIT_NEGATIVE, -.42",
        "0, EXPLICIT_NEGATIVE, -1",
    })
    void aRatingIsWhatItSays(double value, Polarity polarity, float weight) {
        SignalMeaning meaning = SignalMeaning.of(new Rated(value));
        assertThat(meaning.polarity()).isEqualTo(polarity);
        assertThat(meaning.weight()).isCloseTo(weight, within(1e-6f));
        assertThat(meaning.rating()).isEqualTo(value);
        assertThat(meaning.confidence()).isEqualTo(1);
    }

    @Property
    void aHigherRatingNeverMeansLess(
            @ForAll @DoubleRange(max = 10) double a, @ForAll @DoubleRange(max = 10) double b) {
        SignalMeaning low = SignalMeaning.of(new Rated(Math.min(a, b)));
        SignalMeaning high = SignalMeaning.of(new Rated(Math.max(a, b)));
        assertThat(high.weight()).isGreaterThanOrEqualTo(low.weight());
        assertThat(high.polarity()).isLessThanOrEqualTo(low.polarity());
    }

    @Test
    void wordsAreExplicitAndLessSureThanARating() {
        for (Signal yes : List.of(new Liked(), new Labelled(true))) {
            assertThat(SignalMeaning.of(yes).polarity()).isEqualTo(EXPLICIT_POSITIVE);
            assertThat(SignalMeaning.of(yes).weight()).isEqualTo(1);
            assertThat(SignalMeaning.of(yes).rating()).isGreaterThan(7.5);
            assertThat(SignalMeaning.of(yes).confidence()).isBetween(.5, .9);
        }
        for (Signal no : List.of(new Disliked(), new Labelled(false))) {
            assertThat(SignalMeaning.of(no).polarity()).isEqualTo(EXPLICIT_NEGATIVE);
            assertThat(SignalMeaning.of(no).weight()).isEqualTo(-1);
            assertThat(SignalMeaning.of(no).rating()).isLessThan(2.5);
            assertThat(SignalMeaning.of(no).confidence()).isBetween(.5, .9);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, IMPLICIT_POSITIVE, .7, 7.5",
        ".5, IMPLICIT_POSITIVE, .2, 6",
        ".4, NEUTRAL, .1, 5.7",
        ".2, NEUTRAL, 0, 5.1",
    })
    void theMoreWasPlayedTheBetter(double share, Polarity polarity, float weight, double rating) {
        SignalMeaning meaning = SignalMeaning.of(new Played(share));
        assertThat(meaning.polarity()).isEqualTo(polarity);
        assertThat(meaning.weight()).isCloseTo(weight, within(1e-6f));
        assertThat(meaning.rating()).isCloseTo(rating, within(1e-9));
        assertThat(meaning.confidence()).isEqualTo(.25);
    }

    @Test
    void aPlayOfUnknownLengthIsAWeakYesAndAGlanceSaysNothing() {
        assertThat(SignalMeaning.of(new Played(null)).polarity()).isEqualTo(IMPLICIT_POSITIVE);
        assertThat(SignalMeaning.of(new Played(null)).confidence()).isEqualTo(.15);
        assertThat(SignalMeaning.of(new Played(.05)).confidence()).isZero();
        assertThat(SignalMeaning.of(new Played(.05)).weight()).isZero();
    }

    @Test
    void anEarlySkipIsAStrongerNoThanALateOneAndOneAtTheEndIsAPlay() {
        SignalMeaning early = SignalMeaning.of(new Skipped(.05));
        SignalMeaning late = SignalMeaning.of(new Skipped(.8));
        assertThat(early.polarity()).isEqualTo(IMPLICIT_NEGATIVE);
        assertThat(early.weight()).isLessThan(late.weight()).isNegative();
        assertThat(late.weight()).isNegative();
        assertThat(SignalMeaning.of(new Skipped(.99))).isEqualTo(SignalMeaning.of(new Played(.99)));
        assertThat(SignalMeaning.of(new Skipped(null)))
                .isEqualTo(SignalMeaning.of(new Skipped(.3)));
    }

    @Test
    void toBeRidOfAnItemIsAWeakNo() {
        for (Signal away : List.of(new Dismissed(), new Removed())) {
            assertThat(SignalMeaning.of(away).polarity()).isEqualTo(IMPLICIT_NEGATIVE);
            assertThat(SignalMeaning.of(away).weight()).isEqualTo(-.3f);
            assertThat(SignalMeaning.of(away).confidence()).isLessThan(.25);
        }
    }

    @Test
    void whatIsAboutTheMomentSaysNothingAboutTaste() {
        for (Signal moment : List.of(new NotNow(), new GoodTiming())) {
            assertThat(SignalMeaning.of(moment).polarity()).isEqualTo(NEUTRAL);
            assertThat(SignalMeaning.of(moment).weight()).isZero();
            assertThat(SignalMeaning.of(moment).confidence()).isZero();
        }
    }
}
