package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.evaluation.Interval;
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
import io.skuld.server.learning.LiftTuning.Outcome;
import io.skuld.server.learning.LiftTuning.Verdict;
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

/// Three hundred films of which nothing is known but who likes them: strangers of two camps. Dora and Emil are of the household.
abstract class LiftTuningContract {
    private static final PersonId DORA = new PersonId("dora");
    private static final PersonId EMIL = new PersonId("emil");
    private static final LiftSettings NOTHING = new LiftSettings(0, 1, 0, 0);

    private final Random random = new Random(42);
    private TestDatabase place;
    private Database database;
    private SqlPeople people;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private TunedLifts tuned;
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
        tuned = new SqlTunedLifts(database);
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

    private LiftTuning tuning() {
        return new LiftTuning(
                learning, log, people, tuned, Duration.ofMinutes(5), InstantSource.system());
    }

    private void liveIs(LiftSettings settings) {
        tuned.add(
                new TunedLifts.Tuned(Instant.ofEpochSecond(1), settings, 0, new Interval(0, 0), 1));
    }

    /// Cancels at a checkpoint, counted from 1; 0 for never.
    private static Progress cancelledAt(int checkpoint) {
        return new Progress() {
            private int passed;

            @Override
            public void at(long done, long total, String message) {}

            @Override
            public void checkpoint() {
                if (++passed == checkpoint) throw new CancelledException();
            }
        };
    }

    @Nested
    class WhenSomethingIsBetterBeyondDoubt {
        @Test
        void itIsLiveAtOnceAndAfterARestart() {
            speaks(DORA);
            liveIs(NOTHING);
            Outcome outcome = tuning().run(cancelledAt(0));
            assertThat(outcome.verdict()).isEqualTo(Verdict.CHANGED);
            assertThat(outcome.people()).isEqualTo(1);
            assertThat(outcome.gain().ci95().low()).isPositive();
            assertThat(outcome.live().community()).isPositive();
            assertThat(learning.lifts().settings()).isEqualTo(outcome.live());
            assertThat(tuned.live()).isEqualTo(outcome.live());
        }

        @Test
        void itCanBeRolledBack() {
            speaks(DORA);
            liveIs(NOTHING);
            LiftTuning tuning = tuning();
            tuning.run(cancelledAt(0));
            assertThat(tuning.rollBack()).isEqualTo(NOTHING);
            assertThat(learning.lifts().settings()).isEqualTo(NOTHING);
            assertThat(tuning.rollBack()).isEqualTo(LiftSettings.DEFAULTS);
            assertThat(tuning.rollBack()).isNull();
        }
    }

    @Nested
    class WhenNothingIs {
        @Test
        void everythingStays() {
            speaks(DORA);
            LiftTuning tuning = tuning();
            Outcome outcome = tuning.run(cancelledAt(0));
            assertThat(outcome.verdict()).isEqualTo(Verdict.KEPT);
            assertThat(tuned.all()).isEmpty();
            assertThat(learning.lifts().settings()).isEqualTo(LiftSettings.DEFAULTS);
        }

        @Test
        void normallyBecauseTooLittleWasSaid() {
            log.append(List.of(signal(DORA, 3, new Signal.Liked())));
            Outcome outcome = tuning().run(cancelledAt(0));
            assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_LITTLE_KNOWN);
            assertThat(outcome.gain()).isNull();
        }
    }

    @Test
    void theSameLogGivesTheSameOutcomeAndStrangersAreNotAsked() {
        speaks(DORA);
        speaks(EMIL);
        Outcome one = tuning().run(cancelledAt(0));
        assertThat(one.people()).isEqualTo(2);
        assertThat(tuning().run(cancelledAt(0))).isEqualTo(one);
    }

    @Test
    void aSearchThatWasCutOffGoesOnWhereItWas() {
        speaks(DORA);
        speaks(EMIL);
        LiftTuning tuning = tuning();
        assertThatThrownBy(() -> tuning.run(cancelledAt(2))).isInstanceOf(CancelledException.class);
        String run = log.version() + " " + learning.lifts().settings();
        PersonId first = tuned.part(run, DORA).isPresent() ? DORA : EMIL;
        assertThat(tuned.part(run, first)).isPresent();
        assertThat(tuned.part(run, first.equals(DORA) ? EMIL : DORA)).isEmpty();
        Outcome outcome = tuning.run(cancelledAt(0));
        assertThat(tuned.part(run, first)).isEmpty();
        assertThat(tuning.run(cancelledAt(0))).isEqualTo(outcome);
    }
}
