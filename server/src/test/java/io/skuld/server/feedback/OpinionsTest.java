package io.skuld.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpinionsTest {
    private static final ItemId ITEM = new ItemId("imdb", "tt1");
    private static int ids;

    static Feedback said(Signal signal, int second) {
        return said(signal, second, Provenance.HUMAN);
    }

    static Feedback said(Signal signal, int second, Provenance provenance) {
        return new Feedback(
                "id-" + ids++,
                PersonId.ME,
                ITEM,
                signal,
                Instant.ofEpochSecond(1_700_000_000L + second),
                ZoneOffset.UTC,
                provenance,
                null,
                Map.of());
    }

    static Opinion about(Feedback... said) {
        return Opinions.about(ITEM, List.of(said));
    }

    @Nested
    class AnExplicitWord {
        @Test
        void theNewestDecidesWhateverTheOrderOfArrival() {
            Feedback old = said(new Signal.Liked(), 1);
            Feedback newest = said(new Signal.Rated(2), 2);
            assertThat(about(newest, old)).isEqualTo(about(old, newest));
            assertThat(about(old, newest).rating()).isEqualTo(2);
            assertThat(about(old, newest).cause()).isEqualTo(newest.id());
            assertThat(about(old, newest).disliked()).isTrue();
        }

        @Test
        void winsOverWhatWasObservedLater() {
            Opinion opinion =
                    about(
                            said(new Signal.Rated(9), 1),
                            said(new Signal.Skipped(.05), 2),
                            said(new Signal.Skipped(.05), 3));
            assertThat(opinion.rating()).isEqualTo(9);
            assertThat(opinion.weight()).isPositive();
            assertThat(opinion.disliked()).isFalse();
        }

        @Test
        void aLikeAfterADislikeTakesTheDislikeBack() {
            assertThat(
                            about(said(new Signal.Disliked(), 1), said(new Signal.Liked(), 2))
                                    .disliked())
                    .isFalse();
        }

        @Test
        void zeroIsARating() {
            Opinion opinion = about(said(new Signal.Rated(0), 1));
            assertThat(opinion.rating()).isZero();
            assertThat(opinion.confidence()).isEqualTo(1);
            assertThat(opinion.weight()).isEqualTo(-1);
        }
    }

    @Nested
    class WithoutAWord {
        @Test
        void manyPlaysAreSurerThanOneButNeverAsSureAsALike() {
            Opinion one = about(said(new Signal.Played(1.0), 1));
            List<Feedback> plays = new ArrayList<>();
            for (int play = 0; play < 30; play++) plays.add(said(new Signal.Played(1.0), play));
            Opinion many = Opinions.about(ITEM, plays);
            assertThat(many.confidence())
                    .isGreaterThan(one.confidence())
                    .isLessThan(about(said(new Signal.Liked(), 1)).confidence());
            assertThat(many.weight()).isEqualTo(1);
        }

        @Test
        void aSkipAtTheVeryEndIsNotASkip() {
            Opinion opinion = about(said(new Signal.Skipped(.99), 1));
            assertThat(opinion.rating()).isGreaterThan(5);
            assertThat(opinion.finished()).isTrue();
        }

        @Test
        void onlyNotNowSaysNothingAboutTaste() {
            Opinion opinion = about(said(new Signal.NotNow(), 1));
            assertThat(opinion.confidence()).isZero();
            assertThat(opinion.weight()).isZero();
            assertThat(opinion.notNow()).isEqualTo(Instant.ofEpochSecond(1_700_000_001));
        }
    }

    @Nested
    class WhatIsNotShownAgain {
        @Test
        void whatWasDismissedThoughItWasLiked() {
            Opinion opinion = about(said(new Signal.Liked(), 1), said(new Signal.Dismissed(), 2));
            assertThat(opinion.dismissed()).isTrue();
            assertThat(opinion.disliked()).isFalse();
            assertThat(opinion.rating()).isEqualTo(8.5);
        }

        @Test
        void whatWasSeenToTheEndOrRatedButNotWhatIsOnlyWanted() {
            assertThat(about(said(new Signal.Played(.95), 1)).finished()).isTrue();
            assertThat(about(said(new Signal.Played(null), 1)).finished()).isTrue();
            assertThat(about(said(new Signal.Rated(6), 1)).finished()).isTrue();
            assertThat(about(said(new Signal.Played(.5), 1)).finished()).isFalse();
            assertThat(about(said(new Signal.Labelled(true), 1)).finished()).isFalse();
            assertThat(about(said(new Signal.Liked(), 1)).finished()).isFalse();
        }
    }

    @Nested
    class AGuess {
        @Test
        void ofARuleOrAModelTeachesNothing() {
            Opinion opinion =
                    about(
                            said(new Signal.Rated(9), 1),
                            said(new Signal.Rated(1), 2, Provenance.MODEL),
                            said(new Signal.Disliked(), 3, Provenance.RULE));
            assertThat(opinion.rating()).isEqualTo(9);
            assertThat(opinion.disliked()).isFalse();
            assertThat(about(said(new Signal.Rated(1), 2, Provenance.MODEL)).confidence()).isZero();
        }
    }

    @Property(tries = 200)
    void theOrderOfArrivalDoesNotMatter(
            @ForAll("entries") @NotEmpty List<Feedback> entries, @ForAll long seed) {
        List<Feedback> shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Opinions.about(ITEM, shuffled)).isEqualTo(Opinions.about(ITEM, entries));
    }

    @Property(tries = 200)
    void notNowNeverMovesTaste(
            @ForAll("entries") @NotEmpty List<Feedback> entries, @ForAll("moments") int second) {
        List<Feedback> more = new ArrayList<>(entries);
        more.add(said(new Signal.NotNow(), second));
        Opinion before = Opinions.about(ITEM, entries);
        Opinion after = Opinions.about(ITEM, more);
        assertThat(after.rating()).isEqualTo(before.rating());
        assertThat(after.confidence()).isEqualTo(before.confidence());
        assertThat(after.weight()).isEqualTo(before.weight());
        assertThat(after.disliked()).isEqualTo(before.disliked());
        assertThat(after.notNow()).isNotNull();
    }

    @Property(tries = 200)
    void guessesNeverMoveTaste(
            @ForAll("entries") @NotEmpty List<Feedback> entries,
            @ForAll("signals") Signal signal,
            @ForAll("moments") int second) {
        List<Feedback> more = new ArrayList<>(entries);
        more.add(said(signal, second, Provenance.MODEL));
        Opinion before = Opinions.about(ITEM, entries);
        Opinion after = Opinions.about(ITEM, more);
        assertThat(after.rating()).isEqualTo(before.rating());
        assertThat(after.weight()).isEqualTo(before.weight());
        assertThat(after.disliked()).isEqualTo(before.disliked());
    }

    @Property(tries = 200)
    void everythingStaysInItsRange(
            @ForAll("entries") @NotEmpty @Size(max = 60) List<Feedback> entries) {
        Opinion opinion = Opinions.about(ITEM, entries);
        assertThat(opinion.rating()).isBetween(0.0, 10.0);
        assertThat(opinion.confidence()).isBetween(0.0, 1.0);
        assertThat(opinion.weight()).isBetween(-1f, 1f);
        assertThat(entries).extracting(Feedback::id).contains(opinion.cause());
    }

    @Provide
    Arbitrary<List<Feedback>> entries() {
        return Combinators.combine(
                        signals(),
                        moments(),
                        Arbitraries.of(Provenance.HUMAN, Provenance.IMPLICIT, Provenance.IMPORT))
                .as(OpinionsTest::said)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Integer> moments() {
        return Arbitraries.integers().between(0, 5); // few, so that several things are said at once
    }

    @Provide
    Arbitrary<Signal> signals() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0, 1).injectNull(.1);
        return Arbitraries.oneOf(
                Arbitraries.integers()
                        .between(0, 100)
                        .map(tenths -> new Signal.Rated(tenths / 10.0)),
                share.map(Signal.Played::new),
                share.map(Signal.Skipped::new),
                Arbitraries.of(true, false).map(Signal.Labelled::new),
                Arbitraries.of(
                        new Signal.Liked(),
                        new Signal.Disliked(),
                        new Signal.Dismissed(),
                        new Signal.NotNow(),
                        new Signal.GoodTiming(),
                        new Signal.Removed()));
    }
}
