package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.model.signed.Profile;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.encoders.WordEncoder;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Anna and Ben like the same films, Cara likes others; all three came with a file. Dora and Emil are of the household and
/// have said nothing yet.
class LiveGraphTest {
    private static final PersonId ANNA = new PersonId("anna");
    private static final PersonId BEN = new PersonId("ben");
    private static final PersonId CARA = new PersonId("cara");
    private static final PersonId DORA = new PersonId("dora");
    private static final PersonId EMIL = new PersonId("emil");
    private static final LearningSettings SHARING = LearningSettings.DEFAULTS.sharing();

    private final Home home = Home.temporary();
    private Database database;
    private SqlPeople people;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private final List<Learning> all = new ArrayList<>();
    private int said;

    @BeforeEach
    void open() {
        database = home.open();
        people = new SqlPeople(database, InstantSource.system());
        people.ensureCommunity(List.of(ANNA, BEN, CARA));
        people.ensure(List.of(DORA, EMIL));
        catalog = new SqlCatalog(database, InstantSource.system());
        log = new SqlFeedbackLog(database, InstantSource.system());
        catalog.add(IntStream.range(0, 12).mapToObj(n -> Described.of(film(n))).toList());
        for (int n = 0; n < 4; n++) {
            say(ANNA, new Signal.Liked(), n);
            say(BEN, new Signal.Liked(), n);
            say(CARA, new Signal.Liked(), n + 6);
        }
    }

    @AfterEach
    void close() {
        all.forEach(Learning::close);
        database.close();
        home.close();
    }

    private static Item film(int n) {
        return Item.of(id(n), ItemKind.FILM, "film " + n)
                .withCreator(n == 0 || n == 11 ? "Agnès" : "director " + n);
    }

    private static ItemId id(int n) {
        return new ItemId("test", "" + n);
    }

    private int number(int n) {
        return catalog.find(id(n)).orElseThrow().number();
    }

    private String say(PersonId person, Signal signal, int film) {
        String id = "signal" + said++;
        log.append(
                List.of(
                        new Feedback(
                                id,
                                person,
                                id(film),
                                signal,
                                Instant.ofEpochSecond(1_700_000_000 + said),
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of())));
        return id;
    }

    private Learning started(LearningSettings settings) throws InterruptedException {
        Learning learning = Learning.of(catalog, log, people, settings, WordEncoder.DIM);
        all.add(learning);
        catalog.follow(learning);
        learning.graph().start();
        learning.graph().awaitReady();
        return learning;
    }

    private Learning started() throws InterruptedException {
        return started(LearningSettings.DEFAULTS);
    }

    private static Lift lift(Learning learning, PersonId person) {
        return learning.lifts().of(person, learning.tastes().of(person));
    }

    private float lift(Learning learning, PersonId person, int film) {
        return lift(learning, person).of(number(film));
    }

    private float[] lifts(Learning learning, PersonId person) {
        Lift lift = lift(learning, person);
        float[] points = new float[12];
        for (int n = 0; n < 12; n++) points[n] = lift.of(number(n));
        return points;
    }

    @Test
    void whoHasTheIdOfSomebodyDeletedSharesOnlyWhatTheyMay() throws Exception {
        people.beforeDelete(log::forget);
        Learning learning = started();
        people.delete(BEN);
        people.ensure(List.of(BEN)); // of the household now
        for (int n = 0; n < 5; n++) say(BEN, new Signal.Liked(), n);
        assertThat(lift(learning, ANNA, 4)).isZero();
    }

    @Test
    void aLogThatCannotBeReadIsReadAgainUntilItCan() throws Exception {
        database.change(handle -> handle.execute("ALTER TABLE signal RENAME TO away"));
        Learning learning = Learning.of(catalog, log, people, SHARING, WordEncoder.DIM);
        all.add(learning);
        catalog.follow(learning);
        learning.graph().start();
        assertThat(learning.graph().awaitReady(LiveGraph.FIRST_RETRY.multipliedBy(2))).isFalse();
        database.change(handle -> handle.execute("ALTER TABLE away RENAME TO signal"));
        assertThat(learning.graph().awaitReady(Duration.ofSeconds(60))).isTrue();
        assertThat(learning.graph().fame()[number(1)]).isEqualTo(1);
    }

    @Nested
    class ACommunity {
        @Test
        void liftsWhatLikeMindedPeopleLike() throws Exception {
            Learning learning = started();
            assertThat(lift(learning, ANNA, 5)).isZero();
            say(BEN, new Signal.Liked(), 5);
            assertThat(lift(learning, ANNA, 5)).isPositive();
            assertThat(lift(learning, ANNA, 7)).isZero();
        }

        @Test
        void countsForThePeopleOfTheHousehold() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Rated(9), 1);
            assertThat(lift(learning, DORA, 2)).isPositive();
            assertThat(lift(learning, DORA, 7)).isZero();
        }

        @Test
        void ofOnePersonCountsLessThanOfTwo() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Liked(), 1);
            say(BEN, new Signal.Liked(), 5);
            Lift lift = lift(learning, DORA);
            assertThat(lift.support(number(5))).isEqualTo(1);
            assertThat(lift.support(number(2))).isEqualTo(2);
            assertThat(lift.of(number(2))).isGreaterThan(lift.of(number(5)));
        }

        @Test
        void pushesAwayWhatGoesWithADislike() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Disliked(), 1);
            assertThat(lift(learning, DORA, 2)).isNegative();
        }

        @Test
        void endsForSomebodyWhoIsTakenIntoTheHousehold() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Liked(), 7);
            assertThat(lift(learning, DORA, 8)).isPositive();
            people.save(CARA, "Cara");
            assertThat(lift(learning, DORA, 8)).isZero();
            say(CARA, new Signal.Liked(), 10);
            assertThat(lift(learning, DORA, 10)).isZero();
            assertThat(lift(started(), DORA, 8)).isZero();
        }

        @Test
        void tellsANewcomerWhatIsWellKnown() throws Exception {
            float[] fame = started().graph().fame();
            assertThat(fame[number(1)]).isEqualTo(1);
            assertThat(fame[number(7)]).isBetween(.1f, .9f);
        }
    }

    @Nested
    class Caution {
        private static final LiftSettings CAUTIOUS = LiftSettings.DEFAULTS.withCaution(1);

        @Test
        void liftsLessWhatFewOfThoseWhoMetItLikedClearly() throws Exception {
            Learning learning = started();
            for (int n = 4; n < 6; n++) say(BEN, new Signal.Liked(), n);
            say(ANNA, new Signal.Liked(), 5);
            say(ANNA, new Signal.Rated(6), 4); // fair, but no clear like
            say(DORA, new Signal.Liked(), 1);
            Lift bold = lift(learning, DORA);
            Lift cautious = bold.with(CAUTIOUS);
            float clear = cautious.of(number(5)) / bold.of(number(5));
            assertThat(cautious.of(number(4)) / bold.of(number(4))).isLessThan(clear);
        }

        @Test
        void leavesTheSharesAddingUpToTheLift() throws Exception {
            Learning learning = started();
            say(BEN, new Signal.Disliked(), 5);
            say(ANNA, new Signal.Liked(), 5);
            say(DORA, new Signal.Liked(), 1);
            say(DORA, new Signal.Disliked(), 7);
            Lift cautious = lift(learning, DORA).with(CAUTIOUS);
            for (int n = 0; n < 12; n++)
                assertThat(
                                cautious.explain(number(n), 99).stream()
                                        .mapToDouble(Lift.Share::points)
                                        .sum())
                        .isCloseTo(cautious.of(number(n)), within(1e-4));
        }
    }

    /// Nothing of what one says may be seen in the lift of another, to the last bit.
    @Nested
    class TwoPeopleOfAHousehold {
        @Test
        void shareNothingByDefault() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Liked(), 1);
            say(DORA, new Signal.Disliked(), 7);
            float[] before = lifts(learning, DORA);
            List<Lift.Share> why = lift(learning, DORA).explain(number(2), 99);
            for (int n = 0; n < 12; n++)
                say(EMIL, n % 2 == 0 ? new Signal.Liked() : new Signal.Disliked(), n);
            assertThat(lifts(learning, DORA)).isEqualTo(before);
            assertThat(lift(learning, DORA).explain(number(2), 99)).isEqualTo(why);
            assertThat(lifts(started(), DORA)).isEqualTo(before);
        }

        @Test
        void areACommunityWhenTheSettingSaysSo() throws Exception {
            Learning learning = started(SHARING);
            say(DORA, new Signal.Liked(), 4);
            assertThat(lift(learning, DORA, 5)).isZero();
            say(EMIL, new Signal.Liked(), 4);
            say(EMIL, new Signal.Liked(), 5);
            assertThat(lift(learning, DORA, 5)).isPositive();
            assertThat(lift(started(), DORA, 5)).isZero();
        }
    }

    /// One person alone: the walks go through what items have in common.
    @Nested
    class Attributes {
        @Test
        void liftAnotherWorkOfALikedCreator() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Liked(), 0);
            assertThat(lift(learning, DORA, 11)).isPositive();
            assertThat(lift(learning, DORA).explain(number(11), 99))
                    .singleElement()
                    .satisfies(share -> {
                        assertThat(share.item()).isEqualTo(number(0));
                        assertThat(share.shared()).containsExactly("Agnès");
                    });
            say(DORA, new Signal.Disliked(), 0);
            assertThat(lift(learning, DORA, 11)).isNegative();
        }

        @Test
        void followACorrectedItem() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Liked(), 0);
            catalog.correct(film(11).withCreator("somebody else"));
            assertThat(lift(learning, DORA, 11)).isZero();
        }
    }

    @Nested
    class HalfLife {
        private static final Duration DAY = Duration.ofDays(1);

        private Opinion opinion(Signal signal, int film, Instant at) {
            Feedback said =
                    new Feedback(
                            "s" + film,
                            DORA,
                            id(film),
                            signal,
                            at,
                            ZoneOffset.UTC,
                            Provenance.HUMAN,
                            null,
                            Map.of());
            return Opinions.of(List.of(said)).get(id(film));
        }

        @Test
        void forgetsWhatWasOnlyObservedAndRemembersWords() {
            Instant now = Instant.ofEpochSecond(1_700_000_000);
            Map<Integer, Opinion> opinions =
                    Map.of(
                            0, opinion(new Signal.Played(.8), 0, now),
                            1, opinion(new Signal.Played(.8), 1, now.minus(DAY)),
                            2, opinion(new Signal.Liked(), 2, now.minus(DAY.multipliedBy(9999))),
                            3, opinion(new Signal.Played(.8), 3, Instant.EPOCH));
            Profile fresh = Lifts.profile(opinions, Duration.ZERO);
            Profile aged = Lifts.profile(opinions, DAY);
            assertThat(aged.strength(0)).isEqualTo(fresh.strength(0));
            assertThat(aged.strength(1)).isCloseTo(fresh.strength(1) / 2, within(1e-6f));
            assertThat(aged.strength(2)).isEqualTo(1);
            assertThat(aged.strength(3)).isPositive().isLessThan(1e-5f);
        }
    }

    @Nested
    class Exactness {
        @Test
        void aRetractionLeavesTheLiftOfALogThatNeverHeldTheSignal() throws Exception {
            Learning learning = started();
            say(DORA, new Signal.Rated(8), 0);
            say(DORA, new Signal.Disliked(), 7);
            float[] before = lifts(learning, DORA);
            String id = say(DORA, new Signal.Liked(), 2);
            assertThat(lifts(learning, DORA)).isNotEqualTo(before);
            log.retract(DORA, id);
            assertThat(lifts(learning, DORA)).isEqualTo(before);
        }

        @Test
        void whatSomebodyElseTakesBackIsUnlearnedAtOnce() throws Exception {
            Learning learning = started();
            float[] before = lifts(learning, ANNA);
            String id = say(BEN, new Signal.Liked(), 5);
            log.retract(BEN, id);
            assertThat(lifts(learning, ANNA)).containsExactly(before, within(1e-6f));
        }

        @Test
        void aChangeOfMindReplacesTheEdge() throws Exception {
            Learning learning = started();
            say(BEN, new Signal.Liked(), 5);
            say(ANNA, new Signal.Liked(), 5);
            float liked = lift(learning, dora(), 5);
            say(BEN, new Signal.Disliked(), 5);
            assertThat(lift(learning, dora(), 5)).isLessThan(liked);
        }

        private PersonId dora() {
            if (log.count(DORA) == 0) say(DORA, new Signal.Liked(), 1);
            return DORA;
        }

        @Test
        void followingTheLogEqualsReadingItAnew() throws Exception {
            Learning followed = started(SHARING);
            followed.tastes().of(BEN);
            List<String> ids = new ArrayList<>();
            for (int n = 4; n < 11; n++) {
                ids.add(say(BEN, n % 3 == 0 ? new Signal.Disliked() : new Signal.Rated(n), n));
                say(CARA, new Signal.Skipped(.2), n);
                say(EMIL, new Signal.Played(.9), n - 2);
            }
            log.retract(BEN, ids.get(2));
            Learning fresh = started(SHARING);
            for (PersonId person : List.of(ANNA, BEN, CARA, EMIL))
                assertThat(lifts(followed, person))
                        .containsExactly(lifts(fresh, person), within(1e-4f));
        }

        @Test
        void theSharesOfThePersonsOwnItemsAddUp() throws Exception {
            Learning learning = started();
            say(BEN, new Signal.Liked(), 11);
            say(DORA, new Signal.Liked(), 0);
            say(DORA, new Signal.Rated(9), 2);
            say(DORA, new Signal.Disliked(), 3);
            Lift lift = lift(learning, DORA);
            List<Lift.Share> shares = lift.explain(number(11), 99);
            assertThat(shares)
                    .extracting(Lift.Share::item)
                    .containsOnly(number(0), number(2), number(3));
            assertThat((float) shares.stream().mapToDouble(Lift.Share::points).sum())
                    .isCloseTo(lift.of(number(11)), within(1e-4f));
        }
    }

    @Test
    void aPersonWhoSaidNothingGetsNothing() throws Exception {
        Learning learning = started();
        assertThat(lifts(learning, DORA)).containsOnly(0);
        assertThat(lift(learning, DORA).explain(number(5), 99)).isEmpty();
    }

    @Test
    void withoutAGraphThereIsNoLift() throws Exception {
        Learning learning = started().withLifts(LiftSettings.NONE);
        say(DORA, new Signal.Liked(), 0);
        assertThat(lifts(learning, DORA)).containsOnly(0);
    }

    @Test
    void untilTheLogIsReadItKnowsTheItems() {
        Learning learning =
                Learning.of(catalog, log, people, LearningSettings.DEFAULTS, WordEncoder.DIM);
        all.add(learning);
        catalog.follow(learning);
        say(DORA, new Signal.Liked(), 0);
        assertThat(lift(learning, DORA, 11)).isPositive();
        assertThat(lift(learning, DORA, 2)).isZero();
    }
}
