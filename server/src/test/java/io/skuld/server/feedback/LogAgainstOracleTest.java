package io.skuld.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.FeedbackLog.Entry;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/// Any sequence of appends, retractions and undone imports leaves the log with the entries that a map in memory has.
class LogAgainstOracleTest {
    private static final ItemId ITEM = new ItemId("t", "1");
    private static final InstantSource CLOCK = InstantSource.system();

    sealed interface Step {
        record Append(int id, @Nullable String importId) implements Step {}

        record Retract(int id) implements Step {}

        record UndoImport(String importId) implements Step {}
    }

    /// The rules of the log in their shortest form.
    static final class Oracle {
        enum State {
            ACTIVE,
            RETRACTED,
            UNDONE
        }

        private record Known(State state, @Nullable String importId) {}

        private final Map<String, Known> entries = new HashMap<>();

        void apply(Step step, String prefix) {
            switch (step) {
                case Step.Append(int id, String importId) ->
                        entries.merge(
                                prefix + id,
                                new Known(State.ACTIVE, importId),
                                (old, again) ->
                                        old.state() == State.UNDONE && again.importId() != null
                                                ? again
                                                : old);
                case Step.Retract(int id) ->
                        entries.computeIfPresent(
                                prefix + id,
                                (key, old) ->
                                        old.state() == State.ACTIVE
                                                ? new Known(State.RETRACTED, old.importId())
                                                : old);
                case Step.UndoImport(String importId) ->
                        entries.replaceAll((key, old) ->
                                old.state() == State.ACTIVE && importId.equals(old.importId())
                                        ? new Known(State.UNDONE, importId)
                                        : old);
            }
        }

        Set<String> active() {
            Set<String> active = new HashSet<>();
            entries.forEach((id, known) -> {
                if (known.state() == State.ACTIVE) active.add(id);
            });
            return active;
        }
    }

    private @Nullable TestDatabase place;
    private @Nullable Database database;
    private int round;

    @BeforeProperty
    void open() {
        place = TestDatabase.sqlite();
        database = place.open();
        new SqlCatalog(database, CLOCK)
                .add(List.of(Described.of(Item.of(ITEM, ItemKind.OTHER, "Item"))));
    }

    @AfterProperty
    void close() {
        database.close();
        place.close();
    }

    @Property(tries = 60)
    void theLogHasWhatTheOracleHas(@ForAll("steps") List<Step> steps) {
        PersonId person = new PersonId("person-" + round++);
        String prefix = person.value() + "/";
        new SqlPeople(database, CLOCK).ensure(List.of(person));
        SqlFeedbackLog log = new SqlFeedbackLog(database, CLOCK);
        String versionBefore = log.version();
        Set<String> heard = new HashSet<>();
        log.onChange(changes -> changes.forEach(change -> follow(heard, change)));
        Oracle oracle = new Oracle();

        for (Step step : steps) {
            apply(log, person, prefix, step);
            oracle.apply(inOwnImports(step, prefix), prefix);
        }

        Set<String> active = new HashSet<>();
        log.active(person).forEach(entry -> active.add(entry.id()));
        assertThat(active).isEqualTo(oracle.active());
        assertThat(heard).as("what listeners heard").isEqualTo(oracle.active());
        assertThat(log.count(person)).isEqualTo(active.size());
        assertThat(log.of(person, Long.MAX_VALUE, 1000))
                .as("nothing is ever removed")
                .hasSize(oracle.entries.size())
                .filteredOn(Entry::active)
                .hasSize(active.size());
        assertThat(log.version().equals(versionBefore)).isEqualTo(active.isEmpty());
    }

    private static void follow(Set<String> heard, Change change) {
        String id = change.feedback().id();
        assertThat(change.active() ? heard.add(id) : heard.remove(id)).isTrue();
    }

    private static void apply(FeedbackLog log, PersonId person, String prefix, Step step) {
        switch (inOwnImports(step, prefix)) {
            case Step.Append(int id, String importId) ->
                    log.append(List.of(liked(prefix + id, person, importId)));
            case Step.Retract(int id) -> log.retract(person, prefix + id);
            case Step.UndoImport(String importId) -> log.retractImport(importId);
        }
    }

    /// Rounds share a database, so each has imports of its own.
    private static Step inOwnImports(Step step, String prefix) {
        return switch (step) {
            case Step.Append(int id, String importId) ->
                    new Step.Append(id, importId == null ? null : prefix + importId);
            case Step.Retract retract -> retract;
            case Step.UndoImport(String importId) -> new Step.UndoImport(prefix + importId);
        };
    }

    private static Feedback liked(String id, PersonId person, @Nullable String importId) {
        return new Feedback(
                id,
                person,
                ITEM,
                new Signal.Liked(),
                Instant.EPOCH,
                ZoneOffset.UTC,
                importId == null ? Provenance.HUMAN : Provenance.IMPORT,
                importId,
                Map.of());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 4);
        Arbitrary<String> imports = Arbitraries.of("one", "two");
        Arbitrary<Step> append =
                Combinators.combine(ids, imports.injectNull(.3)).as(Step.Append::new);
        Arbitrary<Step> retract = ids.map(Step.Retract::new);
        Arbitrary<Step> undo = imports.map(Step.UndoImport::new);
        return Arbitraries.frequencyOf(Tuple.of(4, append), Tuple.of(2, retract), Tuple.of(2, undo))
                .list()
                .ofMaxSize(14);
    }
}
