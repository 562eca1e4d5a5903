package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.evaluation.Interval;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PathSettings.AttributeSettings;
import io.skuld.engine.model.signed.SignWeights;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.encoders.WordEncoder;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.learning.GraphTuning.Outcome;
import io.skuld.server.learning.GraphTuning.Verdict;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three hundred films of which nothing is known but who likes them: strangers of two camps. Dora and Emil are of the household.
abstract class GraphTuningContract {
    private static final PersonId DORA = new PersonId("dora");
    private static final PersonId EMIL = new PersonId("emil");
    private static final GraphSettings NOTHING =
            GraphSettings.DEFAULTS.with(new LiftSettings(0, 1, 0, 0));

    private final Random random = new Random(42);
    private TestDatabase place;
    private Database database;
    private SqlPeople people;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private GraphVersions versions;
    private Learning learning;
    private int said;

    abstract TestDatabase place();

    @BeforeEach
    void open() throws InterruptedException {
        place = place();
        database = place.open();
        InstantSource clock = InstantSource.system();
        people = new SqlPeople(database, clock);
        catalog = new SqlCatalog(database, clock);
        log = new SqlFeedbackLog(database, clock);
        versions = new SqlGraphVersions(database);
        people.ensure(List.of(DORA, EMIL));
        catalog.add(
                IntStream.range(0, 300)
                        .mapToObj(n -> Described.of(Item.of(id(n), ItemKind.FILM, "film " + n)))
                        .toList());
        List<Feedback> all = new ArrayList<>();
        for (int s = 0; s < 30; s++) {
            PersonId stranger = new PersonId("s" + s);
            people.ensureCommunity(List.of(stranger));
            for (int film : some(s % 2, 60)) all.add(signal(stranger, film, new Signal.Liked()));
        }
        log.append(all);
        learning = Learning.of(catalog, log, people, LearningSettings.DEFAULTS, WordEncoder.DIM);
        catalog.follow(learning);
        learning.graph().start();
        learning.graph().awaitReady();
    }

    @AfterEach
    void close() {
        learning.close();
        database.close();
        place.close();
    }

    private static ItemId id(int n) {
        return new ItemId("test", "" + n);
    }

    /// Even films are one camp, odd ones the other.
    private int[] some(int camp, int count) {
        return random.ints(0, 150).distinct().limit(count).map(n -> 2 * n + camp).toArray();
    }

    private Feedback signal(PersonId person, int film, Signal signal) {
        return new Feedback(
                "signal" + said++,
                person,
                id(film),
                signal,
                Instant.ofEpochSecond(1_700_000_000 + said),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of());
    }

    /// Likes most of one camp, in any order.
    private void speaks(PersonId person) {
        List<Feedback> all = new ArrayList<>();
        for (int film : some(0, 110)) all.add(signal(person, film, new Signal.Liked()));
        log.append(all);
    }

    private GraphTuning tuning() {
        return tuning(InstantSource.system());
    }

    private GraphTuning tuning(InstantSource clock) {
        return new GraphTuning(learning, log, people, versions, Duration.ofMinutes(5), clock);
    }

    private void liveIs(GraphSettings settings) {
        versions.add(Instant.ofEpochSecond(1), settings, 0, new Interval(0, 0), 1);
    }

    private static Outcome run(GraphTuning tuning) {
        return tuning.run(new Checkpoints(0), Courtesy.NONE);
    }

    /// Counts checkpoints.
    private static class Checkpoints implements Progress {
        private final int cancelled;
        private int passed;

        /// @param cancelled cancels at this one, counted from 1; 0 for never
        Checkpoints(int cancelled) {
            this.cancelled = cancelled;
        }

        @Override
        public void at(long done, long total, String message) {}

        @Override
        public void checkpoint() {
            if (++passed == cancelled) throw new CancelledException();
        }
    }

    @Nested
    class WhenSomethingIsBetterBeyondDoubt {
        @Test
        void itIsLiveAtOnceAndAfterARestart() {
            speaks(DORA);
            liveIs(NOTHING);
            Outcome outcome = run(tuning());
            assertThat(outcome.verdict()).isEqualTo(Verdict.CHANGED);
            assertThat(outcome.people()).isEqualTo(1);
            assertThat(outcome.gain().ci95().low()).isPositive();
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.version()).isEqualTo("000002");
            GraphSettings live = learning.lifts().settings();
            assertThat(live.counts().community()).isPositive();
            assertThat(outcome.live()).isEqualTo(live.toMap());
            assertThat(versions.live().settings()).isEqualTo(live);
            assertThat(tuning().live().number()).isEqualTo(2);
        }

        @Test
        void itMayBeTheWalksThemselves() {
            speaks(DORA);
            SignWeights backwards = new SignWeights(-1, 2, 0, 0, .6f, -1, 0, 0);
            liveIs(GraphSettings.DEFAULTS.with(PathSettings.HOME.withWeights(backwards)));
            assertThat(run(tuning()).verdict()).isEqualTo(Verdict.CHANGED);
            assertThat(learning.lifts().settings().walks().weights().ppp()).isEqualTo(1);
        }

        @Test
        void whatSomebodyChoseMeanwhileStays() {
            speaks(DORA);
            liveIs(NOTHING);
            GraphTuning tuning = tuning();
            Checkpoints choosing =
                    new Checkpoints(0) {
                        @Override
                        public void checkpoint() {
                            tuning.activate("000000");
                        }
                    };
            Outcome outcome = tuning.run(choosing, Courtesy.NONE);
            assertThat(outcome.verdict()).isEqualTo(Verdict.KEPT);
            assertThat(outcome.version()).isEqualTo("000000");
            assertThat(learning.lifts().settings()).isEqualTo(GraphSettings.DEFAULTS);
        }

        @Test
        void itCanBeRolledBack() {
            speaks(DORA);
            liveIs(NOTHING);
            GraphTuning tuning = tuning();
            run(tuning);
            assertThat(tuning.rollBack().settings()).isEqualTo(NOTHING);
            assertThat(learning.lifts().settings()).isEqualTo(NOTHING);
            assertThat(tuning.rollBack().settings()).isEqualTo(GraphSettings.DEFAULTS);
            assertThat(tuning.rollBack()).isNull();
        }
    }

    @Nested
    class WhenNothingIs {
        @Test
        void everythingStays() {
            speaks(DORA);
            Outcome outcome = run(tuning());
            assertThat(outcome.verdict()).isEqualTo(Verdict.KEPT);
            assertThat(outcome.version()).isEqualTo("000000");
            assertThat(versions.all()).isEmpty();
            assertThat(learning.lifts().settings()).isEqualTo(GraphSettings.DEFAULTS);
        }

        @Test
        void normallyBecauseTooLittleWasSaid() {
            for (int film = 0; film < 39; film++)
                log.append(List.of(signal(DORA, film, new Signal.Liked())));
            Outcome outcome = run(tuning());
            assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_LITTLE_KNOWN);
            assertThat(outcome.people()).isZero();
            log.append(List.of(signal(DORA, 40, new Signal.Liked())));
            outcome = run(tuning());
            assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_LITTLE_KNOWN);
            assertThat(outcome.opinions()).isLessThan(GraphTuning.FEWEST_HELD_OUT);
            assertThat(outcome.tried()).isZero();
            assertThat(outcome.gain()).isNull();
        }
    }

    @Test
    void theSameLogGivesTheSameOutcomeAndStrangersAreNotAsked() {
        speaks(DORA);
        speaks(EMIL);
        Outcome one = run(tuning());
        assertThat(one.people()).isEqualTo(2);
        assertThat(run(tuning())).isEqualTo(one);
    }

    @Nested
    class ASearchThatWasCutOff {
        @Test
        void goesOnWhereItWas() {
            speaks(DORA);
            Checkpoints whole = new Checkpoints(0);
            Outcome outcome = tuning().run(whole, Courtesy.NONE);
            GraphTuning tuning = tuning();
            assertThat(tuning.isUnfinished()).isFalse();
            int late = whole.passed - 3;
            assertThatThrownBy(() -> tuning.run(new Checkpoints(late), Courtesy.NONE))
                    .isInstanceOf(CancelledException.class);
            GraphTuning restarted = tuning();
            assertThat(restarted.isUnfinished()).isTrue();
            Checkpoints rest = new Checkpoints(0);
            assertThat(restarted.run(rest, Courtesy.NONE)).isEqualTo(outcome);
            int people = 1 + 2 + 30; // asked each time; candidates are not
            assertThat(rest.passed).isLessThanOrEqualTo(people + 4);
            assertThat(restarted.isUnfinished()).isFalse();
        }

        @Test
        void beginsAnewWhenSomethingWasSaidMeanwhile() {
            speaks(DORA);
            GraphTuning tuning = tuning();
            assertThatThrownBy(() -> tuning.run(new Checkpoints(40), Courtesy.NONE))
                    .isInstanceOf(CancelledException.class);
            assertThat(tuning.isUnfinished()).isTrue();
            log.append(List.of(signal(EMIL, 3, new Signal.Liked())));
            assertThat(tuning.isUnfinished()).isFalse();
        }

        @Test
        void byItsBudgetDecidesWithWhatItHas() {
            speaks(DORA);
            liveIs(NOTHING);
            Instant[] now = {Instant.EPOCH};
            Outcome outcome = run(tuning(() -> now[0] = now[0].plusSeconds(61)));
            assertThat(outcome.complete()).isFalse();
            assertThat(outcome.tried()).isBetween(1, 10);
            assertThat(outcome.gain()).isNotNull();
        }
    }

    @Nested
    class Versions {
        @Test
        void areActivatedAndLeftAgain() {
            liveIs(NOTHING);
            liveIs(GraphSettings.DEFAULTS.with(new LiftSettings(1, 1, 1, 0)));
            GraphTuning tuning = tuning();
            tuning.activate("000001");
            assertThat(learning.lifts().settings()).isEqualTo(NOTHING);
            tuning.activate("000000");
            assertThat(learning.lifts().settings()).isEqualTo(GraphSettings.DEFAULTS);
            assertThat(tuning().live().number()).isZero(); // after a restart
            assertThat(tuning.rollBack().number()).isEqualTo(1);
            assertThat(tuning.rollBack().number()).isEqualTo(2);
            assertThatThrownBy(() -> tuning.activate("000009"))
                    .isInstanceOf(UnknownVersionException.class)
                    .hasMessageContaining("000000, 000001, 000002");
        }

        /// As `./skuld train --roll-back` beside a running server.
        @Test
        void thatAnotherProcessMakesLiveAreHeard() {
            liveIs(NOTHING);
            GraphTuning ours = tuning();
            GraphVersions theirs = new SqlGraphVersions(database);
            theirs.rollBack();
            ours.catchUp();
            assertThat(ours.live().number()).isZero();
            assertThat(learning.lifts().settings()).isEqualTo(GraphSettings.DEFAULTS);
            theirs.activate(Instant.EPOCH, 1);
            ours.catchUp();
            assertThat(ours.live().number()).isEqualTo(1);
            assertThat(learning.lifts().settings()).isEqualTo(NOTHING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "[]", "{\"community\":\"4\"}", "{\"community\":\"NaN\"}"})
        void damagedAreRefusedWithTheReasonAndTheOneBeforeAnswers(String settings) {
            liveIs(NOTHING);
            liveIs(GraphSettings.DEFAULTS);
            database.change(handle ->
                    handle.execute(
                            "UPDATE graph_version SET settings = ? WHERE sequence = 2", settings));
            GraphTuning tuning = tuning();
            assertThat(tuning.live().number()).isEqualTo(1);
            assertThat(tuning.live().refused().getFirst()).contains("000002", "passed over");
            assertThat(learning.lifts().settings()).isEqualTo(NOTHING);
            assertThatThrownBy(() -> tuning.activate("000002"))
                    .isInstanceOf(UnusableVersionException.class)
                    .hasMessageContaining("goes on answering");
            assertThat(tuning.live().number()).isEqualTo(1);
        }

        @Test
        void keepEverySetting() {
            GraphSettings other =
                    new GraphSettings(
                            new LiftSettings(1.5f, 2, .5f, .25f),
                            PathSettings.HOME
                                    .withWeights(new SignWeights(1, 2, 3, 4, -5, 6, 7, .8f))
                                    .withExponents(.1f, .2f, .3f)
                                    .withAttributes(new AttributeSettings(.4f, -.1f, 1.5f))
                                    .withHalfLife(Duration.ofDays(30)));
            liveIs(other);
            assertThat(versions.live().settings()).isEqualTo(other);
        }
    }
}
