package io.skuld.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.feedback.FeedbackLog.Appended;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.FeedbackLog.Entry;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.people.UnknownPersonException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the log promises, on every database.
abstract class FeedbackLogContract {
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");
    static final ItemId MATRIX = new ItemId("imdb", "tt0133093");
    static final ItemId MATRIX_TOO = new ItemId("tmdb", "603");
    static final ItemId ALIEN = new ItemId("imdb", "tt0078748");

    TestDatabase place;
    Database database;
    SqlPeople people;
    SqlFeedbackLog log;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        people = new SqlPeople(database, InstantSource.system());
        people.ensure(List.of(ANNA, BEN));
        new SqlCatalog(database, InstantSource.system())
                .add(
                        List.of(
                                Described.of(
                                        Item.of(MATRIX, ItemKind.FILM, "The Matrix"), MATRIX_TOO),
                                Described.of(Item.of(ALIEN, ItemKind.FILM, "Alien"))));
        log = new SqlFeedbackLog(database, InstantSource.system());
        people.beforeDelete(log::forget);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    static Feedback said(String id, PersonId person, ItemId item, Signal signal) {
        return said(id, person, item, signal, null);
    }

    static Feedback said(
            String id, PersonId person, ItemId item, Signal signal, @Nullable String importId) {
        return new Feedback(
                id,
                person,
                item,
                signal,
                Instant.ofEpochSecond(1_700_000_000),
                ZoneId.of("Europe/Oslo"),
                importId == null ? Provenance.HUMAN : Provenance.IMPORT,
                importId,
                Map.of("mode", "balanced"));
    }

    static Feedback liked(String id) {
        return said(id, ANNA, MATRIX, new Signal.Liked());
    }

    /// Two items that a source names both become one, and what was said about either is about the one.
    @Nested
    class AboutItemsThatBecomeOne {
        private final ItemId other = new ItemId("letterboxd", "alien");
        private final List<Change> heard = new ArrayList<>();
        private String emptyVersion = "";

        @BeforeEach
        void sayThingsAboutBoth() {
            emptyVersion = log.version();
            catalog().add(List.of(Described.of(Item.of(other, ItemKind.FILM, "Alien"))));
            log.append(
                    List.of(
                            said("a", ANNA, ALIEN, new Signal.Rated(8)),
                            said("b", ANNA, other, new Signal.Liked(), "import-1"),
                            said("c", BEN, other, new Signal.Disliked()),
                            said("d", ANNA, other, new Signal.NotNow()),
                            said("e", ANNA, MATRIX, new Signal.Liked())));
            log.retract(ANNA, "d");
            log.onChange(heard::addAll);
        }

        private SqlCatalog catalog() {
            return new SqlCatalog(database, InstantSource.system(), log);
        }

        private void merge() {
            catalog()
                    .add(
                            List.of(
                                    Described.of(
                                            Item.of(
                                                    new ItemId("trakt", "295"),
                                                    ItemKind.FILM,
                                                    "Alien"),
                                            ALIEN,
                                            other)));
        }

        @Test
        void nothingIsLostAndTheOrderStays() {
            List<Entry> before = log.of(ANNA, Long.MAX_VALUE, 10);
            merge();
            List<Entry> after = log.of(ANNA, Long.MAX_VALUE, 10);
            assertThat(after)
                    .extracting(entry -> entry.feedback().id(), Entry::active, Entry::sequence)
                    .isEqualTo(
                            before.stream()
                                    .map(entry ->
                                            tuple(
                                                    entry.feedback().id(),
                                                    entry.active(),
                                                    entry.sequence()))
                                    .toList());
            assertThat(after)
                    .extracting(entry -> entry.feedback().item())
                    .containsExactly(MATRIX, ALIEN, ALIEN, ALIEN);
            assertThat(log.active(BEN)).extracting(Feedback::item).containsExactly(ALIEN);
        }

        @Test
        void listenersHearItAsTakenBackAndSaidAgain() {
            merge();
            Feedback liked = said("b", ANNA, other, new Signal.Liked(), "import-1");
            Feedback disliked = said("c", BEN, other, new Signal.Disliked());
            assertThat(heard)
                    .containsExactly(
                            new Change(liked, false),
                            new Change(liked.withItem(ALIEN), true),
                            new Change(disliked, false),
                            new Change(disliked.withItem(ALIEN), true));
        }

        @Test
        void undoingTheImportOfEitherLeavesTheOther() {
            merge();
            assertThat(log.retractImport("import-1")).isEqualTo(1);
            assertThat(log.active(ANNA)).extracting(Feedback::id).containsExactly("a", "e");
            log.append(List.of(said("b", ANNA, other, new Signal.Liked(), "import-1")));
            assertThat(log.find("b").orElseThrow().feedback().item()).isEqualTo(ALIEN);
            assertThat(log.find("b").orElseThrow().active()).isTrue();
        }

        @Test
        void theVersionIsThatOfALogThatAlwaysKnew() {
            merge();
            for (String id : List.of("a", "b", "e")) log.retract(ANNA, id);
            log.retract(BEN, "c");
            assertThat(log.version()).isEqualTo(emptyVersion);
        }

        @Test
        void whatFailsChangesNothing() {
            String version = log.version();
            database.write(handle -> handle.execute("DROP TABLE item_merge"));
            assertThatThrownBy(this::merge).isInstanceOf(RuntimeException.class);
            assertThat(log.version()).isEqualTo(version);
            assertThat(log.active(BEN)).extracting(Feedback::item).containsExactly(other);
            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class Appending {
        @Test
        void keepsEveryFieldOfEveryTypeOfSignal() {
            List<Signal> signals =
                    List.of(
                            new Signal.Rated(0),
                            new Signal.Rated(7.3),
                            new Signal.Liked(),
                            new Signal.Disliked(),
                            new Signal.Played(.42),
                            new Signal.Played(null),
                            new Signal.Skipped(.1),
                            new Signal.Dismissed(),
                            new Signal.NotNow(),
                            new Signal.GoodTiming(),
                            new Signal.Labelled(true),
                            new Signal.Labelled(false),
                            new Signal.Removed());
            List<Feedback> entries = new ArrayList<>();
            for (Signal signal : signals)
                entries.add(said("s" + entries.size(), ANNA, ALIEN, signal, "import-1"));
            log.append(entries);
            assertThat(log.active(ANNA)).isEqualTo(entries);
        }

        @Test
        void theSameIdIsStoredOnce() {
            assertThat(log.append(List.of(liked("a")))).isEqualTo(new Appended(1, 0));
            assertThat(log.append(List.of(liked("a"), liked("b")))).isEqualTo(new Appended(1, 1));
            assertThat(log.append(List.of(liked("c"), liked("c")))).isEqualTo(new Appended(1, 1));
            assertThat(log.count(ANNA)).isEqualTo(3);
        }

        @Test
        void anAliasIsStoredAsTheItemItself() {
            log.append(List.of(said("a", ANNA, MATRIX_TOO, new Signal.Liked())));
            assertThat(log.active(ANNA)).extracting(Feedback::item).containsExactly(MATRIX);
        }

        @Test
        void anUnknownItemStoresNothingOfThatCall() {
            Feedback unknown = said("b", ANNA, new ItemId("imdb", "tt1"), new Signal.Liked());
            assertThatThrownBy(() -> log.append(List.of(liked("a"), unknown)))
                    .isInstanceOf(UnknownItemException.class)
                    .hasMessageContaining("imdb:tt1");
            assertThat(log.after(0, 10)).isEmpty();
        }

        @Test
        void anUnknownPersonStoresNothingOfThatCall() {
            Feedback stranger = said("b", new PersonId("eve"), MATRIX, new Signal.Liked());
            assertThatThrownBy(() -> log.append(List.of(liked("a"), stranger)))
                    .isInstanceOf(UnknownPersonException.class)
                    .hasMessageContaining("eve");
            assertThat(log.after(0, 10)).isEmpty();
        }

        @Test
        void whatWasAcknowledgedIsThereAfterReopening() {
            log.append(List.of(liked("a")));
            String version = log.version();
            database.close();
            database = place.open();
            log = new SqlFeedbackLog(database, InstantSource.system());
            assertThat(log.active(ANNA)).containsExactly(liked("a"));
            assertThat(log.version()).isEqualTo(version);
        }
    }

    @Nested
    class ManyAtOnce {
        @Test
        void eachCallGetsItsOwnAnswerAndABadOneFailsAlone() throws Exception {
            List<Future<Appended>> answers = new ArrayList<>();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int call = 0; call < 60; call++) {
                    ItemId item = call % 10 == 3 ? new ItemId("no", "such") : MATRIX;
                    Feedback entry = said("call-" + call, ANNA, item, new Signal.Liked());
                    answers.add(callers.submit(() -> log.append(List.of(entry))));
                }
            }
            for (int call = 0; call < 60; call++) {
                Future<Appended> answer = answers.get(call);
                if (call % 10 == 3)
                    assertThat(answer.exceptionNow()).isInstanceOf(UnknownItemException.class);
                else assertThat(answer.get()).isEqualTo(new Appended(1, 0));
            }
            assertThat(log.count(ANNA)).isEqualTo(54);
        }

        @Test
        void listenersHearEverythingOnceInTheOrderOfTheLog() {
            List<String> heard = new CopyOnWriteArrayList<>();
            log.onChange(changes -> changes.forEach(change -> heard.add(change.feedback().id())));
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int call = 0; call < 60; call++) {
                    Feedback entry = said("call-" + call, ANNA, MATRIX, new Signal.Liked());
                    callers.submit(() -> log.append(List.of(entry)));
                }
            }
            assertThat(heard)
                    .isEqualTo(
                            log.after(0, 100).stream().map(entry -> entry.feedback().id()).toList())
                    .hasSize(60);
        }
    }

    @Nested
    class WhenAListenerFails {
        @Test
        void whatWasStoredIsAcknowledgedAndTheOthersHearOfIt() {
            List<Change> heard = new ArrayList<>();
            log.onChange(changes -> {
                throw new IllegalStateException("This one cannot follow");
            });
            log.onChange(heard::addAll);
            assertThat(log.append(List.of(liked("a")))).isEqualTo(new Appended(1, 0));
            assertThat(log.retract(ANNA, "a")).isTrue();
            assertThat(heard)
                    .containsExactly(new Change(liked("a"), true), new Change(liked("a"), false));
        }
    }

    @Nested
    class TakingBack {
        @Test
        void aRetractedEntryIsKeptButNotActive() {
            log.append(List.of(liked("a")));
            assertThat(log.retract(ANNA, "a")).isTrue();
            assertThat(log.active(ANNA)).isEmpty();
            assertThat(log.find("a")).get().extracting(Entry::active).isEqualTo(false);
            assertThat(log.retract(ANNA, "a")).isFalse();
        }

        @Test
        void nobodyRetractsWhatAnotherSaid() {
            log.append(List.of(liked("a")));
            assertThat(log.retract(BEN, "a")).isFalse();
            assertThat(log.count(ANNA)).isEqualTo(1);
        }

        @Test
        void whatAPersonRetractedDoesNotComeBackByImportingAgain() {
            List<Feedback> entries = List.of(said("a", ANNA, MATRIX, new Signal.Liked(), "one"));
            log.append(entries);
            log.retract(ANNA, "a");
            assertThat(log.append(entries)).isEqualTo(new Appended(0, 1));
            assertThat(log.active(ANNA)).isEmpty();
        }

        @Test
        void theVersionGoesBackToWhatItWas() {
            String empty = log.version();
            log.append(List.of(liked("a")));
            String one = log.version();
            log.append(List.of(liked("b")));
            assertThat(log.version()).isNotEqualTo(one);
            log.retract(ANNA, "b");
            assertThat(log.version()).isEqualTo(one).isNotEqualTo(empty);
            log.retract(ANNA, "a");
            assertThat(log.version()).isEqualTo(empty);
        }

        @Test
        void listenersHearIt() {
            log.append(List.of(liked("a")));
            List<Change> heard = new ArrayList<>();
            log.onChange(heard::addAll);
            log.retract(ANNA, "a");
            log.retract(ANNA, "a");
            assertThat(heard).containsExactly(new Change(liked("a"), false));
        }
    }

    @Nested
    class UndoingAnImport {
        private final List<Feedback> first =
                List.of(
                        said("a", ANNA, MATRIX, new Signal.Rated(8), "one"),
                        said("b", BEN, ALIEN, new Signal.Rated(2), "one"));

        @Test
        void takesBackAllItBroughtAndNothingElse() {
            log.append(first);
            log.append(List.of(liked("c")));
            assertThat(log.retractImport("one")).isEqualTo(2);
            assertThat(log.active(ANNA)).containsExactly(liked("c"));
            assertThat(log.active(BEN)).isEmpty();
            assertThat(log.retractImport("one")).isZero();
        }

        @Test
        void importingAgainBringsItBackAsPartOfTheNewImport() {
            log.append(first);
            log.retractImport("one");
            List<Change> heard = new ArrayList<>();
            log.onChange(heard::addAll);
            Feedback again = said("a", ANNA, MATRIX, new Signal.Rated(8), "two");
            assertThat(log.append(List.of(again))).isEqualTo(new Appended(1, 0));
            assertThat(log.active(ANNA)).containsExactly(again);
            assertThat(heard).containsExactly(new Change(again, true));
            assertThat(log.retractImport("two")).isEqualTo(1);
        }

        @Test
        void whatWasRetractedBeforeStaysRetractedAfterwards() {
            log.append(first);
            log.retract(ANNA, "a");
            assertThat(log.retractImport("one")).isEqualTo(1);
            assertThat(log.append(first)).isEqualTo(new Appended(1, 1));
            assertThat(log.active(ANNA)).isEmpty();
        }
    }

    @Nested
    class Reading {
        @Test
        void aPersonsEntriesComeInPagesNewestFirst() {
            log.append(List.of(liked("a"), liked("b"), liked("c")));
            List<Entry> page = log.of(ANNA, Long.MAX_VALUE, 2);
            assertThat(page).extracting(entry -> entry.feedback().id()).containsExactly("c", "b");
            assertThat(log.of(ANNA, page.getLast().sequence(), 2))
                    .extracting(entry -> entry.feedback().id())
                    .containsExactly("a");
            assertThat(log.of(BEN, Long.MAX_VALUE, 2)).isEmpty();
        }

        @Test
        void activeEntriesComeInTheOrderTheyWereSaid() {
            Feedback later = liked("later");
            Feedback earlier =
                    new Feedback(
                            "earlier",
                            ANNA,
                            ALIEN,
                            new Signal.Rated(3.5),
                            later.at().minusSeconds(60),
                            later.zone(),
                            Provenance.HUMAN,
                            null,
                            Map.of());
            log.append(List.of(later, earlier));
            assertThat(log.active(ANNA)).containsExactly(earlier, later);
        }

        @Test
        void theWholeLogComesInPagesRetractedOnesIncluded() {
            log.append(List.of(liked("a"), said("b", BEN, ALIEN, new Signal.Disliked())));
            log.retract(ANNA, "a");
            List<Entry> all = log.after(0, 1);
            all = new ArrayList<>(all);
            all.addAll(log.after(all.getLast().sequence(), 10));
            assertThat(all).extracting(Entry::active).containsExactly(false, true);
        }
    }

    @Nested
    class DeletingAPerson {
        @Test
        void forgetsAllTheySaidAndNothingOfOthers() {
            Feedback bens = said("b", BEN, ALIEN, new Signal.Disliked());
            log.append(List.of(bens));
            String version = log.version();
            log.append(List.of(liked("a"), liked("a2")));
            log.retract(ANNA, "a2");
            List<Change> heard = new ArrayList<>();
            log.onChange(heard::addAll);

            people.delete(ANNA);

            assertThat(people.find(ANNA)).isEmpty();
            assertThat(log.after(0, 10)).extracting(Entry::feedback).containsExactly(bens);
            assertThat(heard).containsExactly(new Change(liked("a"), false));
            assertThat(log.version()).isEqualTo(version);
        }
    }

    /// From another log.
    @Nested
    class Moving {
        private final Instant then = Instant.ofEpochMilli(1_700_000_000_123L);

        private FeedbackLog.Turn turn(FeedbackLog.State state) {
            return new FeedbackLog.Turn(then, state);
        }

        @Test
        void keepsEntriesAsTheyStoodThere() {
            List<Change> heard = new ArrayList<>();
            log.onChange(heard::addAll);
            Appended answer =
                    log.move(
                            List.of(
                                    new FeedbackLog.Moved(liked("active"), List.of()),
                                    new FeedbackLog.Moved(
                                            liked("taken back"),
                                            List.of(turn(FeedbackLog.State.RETRACTED))),
                                    new FeedbackLog.Moved(
                                            liked("back again"),
                                            List.of(
                                                    turn(FeedbackLog.State.UNDONE),
                                                    turn(FeedbackLog.State.ACTIVE)))));
            assertThat(answer).isEqualTo(new Appended(3, 0));
            assertThat(log.of(ANNA, Long.MAX_VALUE, 10).reversed())
                    .extracting(entry -> entry.feedback().id() + " " + entry.active())
                    .containsExactly("active true", "taken back false", "back again true");
            assertThat(heard)
                    .describedAs("what is not active was never active here")
                    .extracting(change -> change.feedback().id())
                    .containsExactly("active", "back again");
            assertThat(log.retract(ANNA, "taken back")).isFalse();
        }

        @Test
        void countsForTheVersionAsIfOnlyTheActiveHadBeenSaidHere() {
            log.append(List.of(liked("a")));
            String version = log.version();
            log.move(
                    List.of(
                            new FeedbackLog.Moved(
                                    liked("b"), List.of(turn(FeedbackLog.State.UNDONE)))));
            assertThat(log.version()).isEqualTo(version);
        }

        @Test
        void twiceIsOnceAndAnUndoneImportStaysUndone() {
            Feedback brought = said("a", ANNA, MATRIX, new Signal.Liked(), "run");
            var undone = new FeedbackLog.Moved(brought, List.of(turn(FeedbackLog.State.UNDONE)));
            assertThat(log.move(List.of(undone))).isEqualTo(new Appended(1, 0));
            assertThat(log.move(List.of(undone))).isEqualTo(new Appended(0, 1));
            assertThat(log.active(ANNA)).isEmpty();
            assertThat(log.append(List.of(brought)))
                    .describedAs("importing the file again brings it back, here as there")
                    .isEqualTo(new Appended(1, 0));
        }
    }

    @Test
    void knowsWhatOnlyOthersSpokeOf() {
        log.append(
                List.of(
                        said("a", ANNA, MATRIX, new Signal.Liked()),
                        said("b", BEN, MATRIX, new Signal.Liked()),
                        said("c", BEN, ALIEN, new Signal.Liked())));
        assertThat(log.onlyOfOthers(ANNA)).containsExactly(ALIEN);
        assertThat(log.onlyOfOthers(BEN)).isEmpty();
    }
}
