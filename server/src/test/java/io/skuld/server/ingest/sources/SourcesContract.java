package io.skuld.server.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.outgoing.Validators;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the list of sources promises, on every database.
abstract class SourcesContract {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");
    static final Duration HOUR = Duration.ofHours(1);

    TestDatabase place;
    Database database;
    SqlPeople people;
    SqlSources sources;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        people = new SqlPeople(database, InstantSource.fixed(NOW));
        people.ensure(List.of(ANNA, BEN));
        sources =
                new SqlSources(
                        database, InstantSource.fixed(NOW), new SourcesSettings(HOUR, 3, ""));
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    static Subscription feed(String name) {
        return Subscription.at("https://example.org/" + name, name);
    }

    Source follow(String name) {
        return sources.add(ANNA, feed(name), HOUR, null).source();
    }

    static SourceRun read(int added) {
        return new SourceRun(
                NOW, NOW.plusSeconds(1), SourceRun.Outcome.READ, added, 0, 2, 0, null, "");
    }

    static Reading reading(String title, @Nullable String address) {
        return new Reading(
                false,
                title,
                address,
                new Validators("\"e\"", "yesterday"),
                HOUR,
                List.of(),
                0,
                "");
    }

    Source again(Source source) {
        return sources.find(source.id()).orElseThrow();
    }

    @Nested
    class ANewSource {
        @Test
        void isDueAtOnce() {
            Source source = follow("a");
            assertThat(source.state()).isEqualTo(Source.State.ACTIVE);
            assertThat(source.last()).isNull();
            assertThat(sources.due(NOW, 10)).containsExactly(source);
            assertThat(sources.nextDue()).contains(NOW);
            assertThat(sources.active()).isEqualTo(1);
        }

        @Test
        void isFollowedOnceByEachPerson() {
            Source source = follow("a");
            Sources.Added twice = sources.add(ANNA, feed("a"), HOUR, "import");
            assertThat(twice).isEqualTo(new Sources.Added(source, false));
            assertThat(sources.add(BEN, feed("a"), HOUR, null).added()).isTrue();
            assertThat(sources.of(ANNA)).hasSize(1);
        }

        @Test
        void hasASensibleRhythm() {
            assertThatThrownBy(() -> sources.add(ANNA, feed("a"), Duration.ofSeconds(1), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5 minutes");
            assertThat(sources.of(ANNA)).isEmpty();
        }
    }

    @Test
    void areListedByTheirNames() {
        follow("b");
        follow("C");
        follow("a");
        assertThat(sources.of(ANNA)).extracting(Source::name).containsExactly("a", "b", "C");
    }

    @Nested
    class AClaim {
        @Test
        void isGivenOnce() {
            Source source = follow("a");
            assertThat(sources.claim(source, NOW.plusSeconds(60))).isTrue();
            assertThat(sources.claim(source, NOW.plusSeconds(60))).isFalse();
            assertThat(sources.due(NOW, 10)).isEmpty();
        }

        @Test
        void runsOutWhenNobodyComesBack() {
            Source source = follow("a");
            sources.claim(source, NOW.plusSeconds(60));
            assertThat(sources.due(NOW.plusSeconds(60), 10)).hasSize(1);
        }

        @Test
        void isNotGivenForWhatWasPausedMeanwhile() {
            Source source = follow("a");
            sources.setState(source.id(), Source.State.PAUSED, NOW);
            assertThat(sources.claim(source, NOW.plusSeconds(60))).isFalse();
        }
    }

    @Nested
    class AfterAReading {
        @Test
        void theResultIsKept() {
            Source source = follow("a");
            sources.finished(source, reading("A's title", null), read(3), NOW.plus(HOUR));
            Source after = again(source);
            assertThat(after.name()).isEqualTo("A's title");
            assertThat(after.validators()).isEqualTo(new Validators("\"e\"", "yesterday"));
            assertThat(after.nextRun()).isEqualTo(NOW.plus(HOUR));
            assertThat(after.last()).isEqualTo(read(3));
            assertThat(after.failures()).isZero();
        }

        @Test
        void failuresAreCountedUntilItWorksAgain() {
            Source source = follow("a");
            SourceRun failed = SourceRun.failed(NOW, NOW, Trouble.TIMEOUT, "30 s");
            sources.finished(source, reading("A", null), read(1), NOW);
            source = again(source);
            sources.finished(source, Reading.nothing(source), failed, NOW);
            source = again(source);
            sources.finished(source, Reading.nothing(source), failed, NOW);
            source = again(source);
            assertThat(source.failures()).isEqualTo(2);
            assertThat(source.last()).isEqualTo(failed);
            assertThat(source.name()).isEqualTo("A");
            assertThat(source.validators()).isEqualTo(new Validators("\"e\"", "yesterday"));
            sources.finished(source, reading("", null), read(0), NOW);
            assertThat(again(source).failures()).isZero();
            assertThat(again(source).name()).isEqualTo("A");
        }

        @Test
        void whatThePersonChangedMeanwhileStays() {
            Source source = follow("a");
            sources.setState(source.id(), Source.State.PAUSED, NOW);
            sources.setEvery(source.id(), Duration.ofDays(1));
            sources.finished(source, reading("A", null), read(1), NOW.plus(HOUR));
            assertThat(again(source).state()).isEqualTo(Source.State.PAUSED);
            assertThat(again(source).every()).isEqualTo(Duration.ofDays(1));
        }

        @Test
        void whoPressedNowMeanwhileNeedNotWait() {
            Source source = follow("a");
            assertThat(sources.claim(source, NOW.plus(HOUR))).isTrue();
            Instant pressed = NOW.plusMillis(500);
            sources.hurry(source.id(), pressed);
            sources.finished(source, reading("A", null), read(1), NOW.plus(HOUR));
            assertThat(again(source).nextRun()).isEqualTo(pressed);
        }

        @Test
        void aNewAddressIsTakenUnlessItIsFollowedAlready() {
            Source moved = follow("a");
            sources.finished(moved, reading("A", "https://example.org/new"), read(1), NOW);
            assertThat(again(moved).subscription().address()).isEqualTo("https://example.org/new");
            Source other = follow("b");
            sources.finished(other, reading("B", "https://example.org/new"), read(1), NOW);
            assertThat(again(other).subscription().address()).isEqualTo("https://example.org/b");
        }

        @Test
        void theHistoryKeepsTheNewestRuns() {
            Source source = follow("a");
            for (int n = 0; n < 6; n++)
                sources.finished(again(source), reading("A", null), read(n), NOW);
            assertThat(sources.runs(source.id(), 10))
                    .extracting(SourceRun::added)
                    .containsExactly(5, 4, 3);
        }

        @Test
        void nothingIsKeptOfWhatIsGone() {
            Source source = follow("a");
            people.delete(ANNA);
            sources.finished(source, reading("A", null), read(1), NOW);
            assertThat(sources.find(source.id())).isEmpty();
            assertThat(sources.runs(source.id(), 10)).isEmpty();
        }
    }

    @Nested
    class TakenOut {
        @Test
        void itIsNeitherListedNorRead() {
            Source source = follow("a");
            sources.setState(source.id(), Source.State.REMOVED, NOW);
            assertThat(sources.of(ANNA)).isEmpty();
            assertThat(sources.due(NOW, 10)).isEmpty();
        }

        @Test
        void itComesBackAsItWas() {
            Source source = follow("a");
            sources.finished(source, reading("A", null), read(1), NOW.plus(HOUR));
            sources.setState(source.id(), Source.State.REMOVED, NOW);
            sources.setState(source.id(), Source.State.ACTIVE, NOW.plusSeconds(5));
            assertThat(sources.of(ANNA)).extracting(Source::name).containsExactly("A");
            assertThat(again(source).nextRun()).isEqualTo(NOW.plusSeconds(5));
        }

        @Test
        void addingItAgainBringsItBack() {
            Source source = follow("a");
            sources.setState(source.id(), Source.State.REMOVED, NOW);
            Sources.Added added = sources.add(ANNA, feed("a"), HOUR, null);
            assertThat(added.added()).isTrue();
            assertThat(added.source().id()).isEqualTo(source.id());
        }

        @Test
        void itIsForgottenAfterAWhile() {
            Source source = follow("a");
            sources.setState(source.id(), Source.State.REMOVED, NOW);
            sources.purge(NOW);
            assertThat(sources.find(source.id())).isPresent();
            sources.purge(NOW.plusSeconds(1));
            assertThat(sources.find(source.id())).isEmpty();
        }
    }

    @Test
    void whoIsInAHurryNeedNotWait() {
        Source source = follow("a");
        sources.finished(source, reading("A", null), read(1), NOW.plus(HOUR));
        assertThat(sources.due(NOW, 10)).isEmpty();
        sources.hurry(source.id(), NOW);
        assertThat(sources.due(NOW, 10)).hasSize(1);
    }

    @Nested
    class AnImport {
        private final List<Subscription> list = List.of(feed("a"), feed("b"));

        @Test
        void bringsWhatIsNotFollowedYet() {
            follow("a");
            assertThat(sources.wouldAdd(ANNA, list)).isEqualTo(new Count(1, 1));
            assertThat(sources.add(ANNA, list, "i1")).isEqualTo(new Count(1, 1));
            assertThat(sources.add(ANNA, list, "i2")).isEqualTo(new Count(0, 2));
            assertThat(sources.of(ANNA)).extracting(Source::name).containsExactly("a", "b");
        }

        @Test
        void isUndoneAndBroughtBack() {
            follow("a");
            sources.add(ANNA, list, "i1");
            assertThat(sources.forgetImport("i1")).isEqualTo(1);
            assertThat(sources.of(ANNA)).extracting(Source::name).containsExactly("a");
            assertThat(sources.add(ANNA, list, "i2")).isEqualTo(new Count(1, 1));
            assertThat(sources.forgetImport("i1")).isZero();
            assertThat(sources.of(ANNA)).hasSize(2);
        }
    }
}
