package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import io.skuld.server.catalog.SqlItemUse;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.database.Rows;
import io.skuld.server.feedback.FeedbackLog.Appended;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.FeedbackLog.Moved;
import io.skuld.server.feedback.FeedbackLog.State;
import io.skuld.server.feedback.FeedbackLog.Turn;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.UnknownPersonException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// One transaction on the log: what is appended and retracted in it, and what listeners will hear of it.
final class SqlLogChange {
    private record Stored(int number, String id) {}

    /// @param item the number of its item
    private record Located(Feedback entry, int item, State state) {}

    private final Handle handle;
    private final long now;
    private final boolean countsBatches;
    private final List<Change> changes = new ArrayList<>();
    private final LogVersion before;

    /// @param countsBatches see [io.skuld.server.database.Dialect#countsBatches]
    SqlLogChange(Handle handle, long now, boolean countsBatches) {
        this.handle = handle;
        this.now = now;
        this.countsBatches = countsBatches;
        before = version(handle);
    }

    static LogVersion version(Handle handle) {
        return LogVersion.parse(
                handle.createQuery("SELECT sum FROM log_version WHERE id = 1")
                        .mapTo(String.class)
                        .one());
    }

    void keepVersion() {
        if (changes.isEmpty()) return;
        handle.createUpdate("UPDATE log_version SET sum = :sum WHERE id = 1")
                .bind("sum", before.after(changes).full())
                .execute();
    }

    List<Change> changes() {
        return changes;
    }

    Appended append(List<Feedback> entries) {
        return move(entries.stream().map(entry -> new Moved(entry, List.of())).toList());
    }

    /// What was said and taken back elsewhere comes as it ended there: listeners never hear of what is not active.
    Appended move(List<Moved> entries) {
        requirePeople(entries);
        List<Located> located = locate(entries);
        boolean[] inserted = insert(located);
        int added = 0;
        List<Feedback> known = new ArrayList<>();
        List<Moved> turned = new ArrayList<>();
        for (int e = 0; e < inserted.length; e++) {
            Feedback entry = located.get(e).entry();
            boolean active = located.get(e).state() == State.ACTIVE;
            if (inserted[e]) {
                if (active) changes.add(new Change(entry, true));
                if (!entries.get(e).turns().isEmpty()) turned.add(entries.get(e));
                added++;
            } else if (active) known.add(entry);
        }
        keepTurns(turned);
        int returned = bringBack(known);
        return new Appended(added + returned, entries.size() - added - returned);
    }

    private void keepTurns(List<Moved> entries) {
        record Row(Feedback entry, Turn turn) {}
        keepTurns(
                entries.stream()
                        .flatMap(moved ->
                                moved.turns().stream().map(turn -> new Row(moved.feedback(), turn)))
                        .toList(),
                Row::entry,
                Row::turn);
    }

    private <T> void keepTurns(List<T> rows, Function<T, Feedback> entry, Function<T, Turn> turn) {
        Rows.batch(
                handle,
                "INSERT INTO retraction (signal, person, at, state) VALUES (?, ?, ?, ?)",
                rows,
                (statement, row) -> {
                    statement.setString(1, entry.apply(row).id());
                    statement.setString(2, entry.apply(row).person().value());
                    statement.setLong(3, turn.apply(row).at().toEpochMilli());
                    statement.setInt(4, turn.apply(row).state().code());
                });
    }

    /// The entries with the stored id and number of their item, by whatever name they call it.
    private List<Located> locate(List<Moved> entries) {
        List<String> names =
                entries.stream()
                        .map(moved -> moved.feedback().item().toString())
                        .distinct()
                        .toList();
        Map<String, Stored> items = HashMap.newHashMap(names.size());
        // Nearly all are called by their own ids, which the index of those answers alone.
        find("SELECT id, number, id FROM item WHERE id IN (<keys>)", names, items);
        List<String> others = names.stream().filter(name -> !items.containsKey(name)).toList();
        find(
                "SELECT a.alias, i.number, i.id FROM alias a JOIN item i ON i.number = a.item WHERE a.alias IN (<keys>)",
                others,
                items);
        List<Located> located = new ArrayList<>(entries.size());
        for (Moved moved : entries) {
            Feedback entry = moved.feedback();
            String name = entry.item().toString();
            Stored item = items.get(name);
            if (item == null) throw new UnknownItemException(entry.item());
            Feedback stored =
                    item.id().equals(name) ? entry : entry.withItem(ItemId.parse(item.id()));
            located.add(new Located(stored, item.number(), moved.state()));
        }
        return located;
    }

    /// @param sql gives a name of an item, its number and its id
    private void find(String sql, List<String> names, Map<String, Stored> items) {
        Rows.ofKeys(
                        handle,
                        sql,
                        names,
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Stored(row.getInt(2), row.getString(3))))
                .forEach(item -> items.put(item.getKey(), item.getValue()));
    }

    private void requirePeople(List<Moved> entries) {
        Set<String> people =
                entries.stream()
                        .map(moved -> moved.feedback().person().value())
                        .collect(Collectors.toSet());
        Set<String> known =
                new HashSet<>(
                        Rows.ofKeys(
                                handle,
                                "SELECT id FROM person WHERE id IN (<keys>)",
                                people,
                                row -> row.getString(1)));
        for (String person : people)
            if (!known.contains(person)) throw new UnknownPersonException(new PersonId(person));
    }

    /// @return for each entry whether it is new
    private boolean[] insert(List<Located> entries) {
        boolean[] isNew = new boolean[entries.size()];
        Set<String> known = countsBatches ? Set.of() : known(entries);
        int[] counts = insertAll(entries);
        for (int e = 0; e < isNew.length; e++)
            isNew[e] = countsBatches ? counts[e] == 1 : known.add(entries.get(e).entry().id());
        return isNew;
    }

    private Set<String> known(List<Located> entries) {
        return new HashSet<>(
                Rows.ofKeys(
                        handle,
                        "SELECT id FROM signal WHERE id IN (<keys>)",
                        entries.stream().map(located -> located.entry().id()).distinct().toList(),
                        row -> row.getString(1)));
    }

    private int[] insertAll(List<Located> entries) {
        return Rows.batch(
                handle,
                "INSERT INTO signal (id, person, item, type, value, at, zone, provenance, import_id, context, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                entries,
                SqlLogChange::bind);
    }

    private static void bind(PreparedStatement statement, Located located) throws SQLException {
        Feedback entry = located.entry();
        statement.setString(1, entry.id());
        statement.setString(2, entry.person().value());
        statement.setInt(3, located.item());
        statement.setString(4, entry.signal().type());
        Rows.set(statement, 5, entry.signal().number());
        statement.setLong(6, entry.at().toEpochMilli());
        statement.setString(7, entry.zone().getId());
        statement.setString(8, entry.provenance().label());
        statement.setString(9, entry.importId());
        statement.setString(10, Rows.json(entry.context()));
        statement.setInt(11, located.state().code());
    }

    /// Entries whose import was undone come back with the import that brings them again. What a person retracted
    /// themselves stays retracted.
    private int bringBack(List<Feedback> known) {
        Map<String, Feedback> again = new HashMap<>();
        for (Feedback entry : known) if (entry.importId() != null) again.put(entry.id(), entry);
        List<Feedback> back =
                entries("WHERE s.state = -1 AND s.id IN (<keys>)", again.keySet()).stream()
                        .map(entry -> Objects.requireNonNull(again.get(entry.feedback().id())))
                        .toList();
        Rows.batch(
                handle,
                "UPDATE signal SET import_id = ? WHERE id = ?",
                back,
                (statement, entry) -> {
                    statement.setString(1, entry.importId());
                    statement.setString(2, entry.id());
                });
        setState(back, State.ACTIVE);
        return back.size();
    }

    void retract(PersonId person, String id) {
        setState(
                entries("WHERE s.state = 1 AND s.id IN (<keys>)", List.of(id)).stream()
                        .map(FeedbackLog.Entry::feedback)
                        .filter(entry -> entry.person().equals(person))
                        .toList(),
                State.RETRACTED);
    }

    void undoImport(String importId) {
        setState(
                entries("WHERE s.state = 1 AND s.import_id IN (<keys>)", List.of(importId)).stream()
                        .map(FeedbackLog.Entry::feedback)
                        .toList(),
                State.UNDONE);
    }

    void withdraw(Collection<String> ids) {
        setState(
                entries("WHERE s.state = 1 AND s.id IN (<keys>)", ids).stream()
                        .map(FeedbackLog.Entry::feedback)
                        .toList(),
                State.UNDONE);
    }

    <T> T merging(SqlItemUse.Work<T> work) {
        return work.in(handle, this::moveToKept);
    }

    /// The table has no index by item, so that an import writes half as much: all that is merged is looked for at once.
    private void moveToKept(List<Merged> merged) {
        Map<ItemId, Merged> byGone = new HashMap<>();
        for (Merged one : merged) byGone.put(one.goneId(), one);
        List<FeedbackLog.Entry> entries =
                entries("WHERE s.item IN (<keys>)", merged.stream().map(Merged::gone).toList());
        Rows.batch(
                handle,
                "UPDATE signal SET item = ? WHERE id = ?",
                entries,
                (statement, entry) -> {
                    ItemId item = entry.feedback().item();
                    statement.setInt(1, Objects.requireNonNull(byGone.get(item)).kept());
                    statement.setString(2, entry.feedback().id());
                });
        for (FeedbackLog.Entry entry : entries) {
            if (!entry.active()) continue;
            Merged one = Objects.requireNonNull(byGone.get(entry.feedback().item()));
            changes.add(new Change(entry.feedback(), false));
            changes.add(new Change(entry.feedback().withItem(one.keptId()), true));
        }
    }

    /// What listeners have to hear when items were merged before now: more than that does no harm.
    static List<Change> asMoved(Handle handle, List<Merged> merged) {
        Map<ItemId, List<ItemId>> gone = new HashMap<>();
        for (Merged one : merged)
            gone.computeIfAbsent(one.keptId(), kept -> new ArrayList<>()).add(one.goneId());
        List<Feedback> said =
                Rows.ofKeys(
                        handle,
                        SqlFeedbackLog.SELECT + "WHERE s.state = 1 AND s.item IN (<keys>)",
                        merged.stream().map(Merged::kept).distinct().toList(),
                        SqlFeedbackLog::feedback);
        List<Change> changes = new ArrayList<>();
        for (Feedback entry : said) {
            for (ItemId name : gone.getOrDefault(entry.item(), List.of()))
                changes.add(new Change(entry.withItem(name), false));
            changes.add(new Change(entry, true));
        }
        return changes;
    }

    void forget(PersonId person) {
        entries("WHERE s.state = 1 AND s.person IN (<keys>)", List.of(person.value()))
                .forEach(entry -> changes.add(new Change(entry.feedback(), false)));
        handle.createUpdate("DELETE FROM signal WHERE person = :person")
                .bind("person", person.value())
                .execute();
    }

    private List<FeedbackLog.Entry> entries(String where, Collection<?> keys) {
        return Rows.ofKeys(
                handle,
                SqlFeedbackLog.SELECT + where + " ORDER BY s.sequence",
                keys,
                row -> SqlFeedbackLog.entry(row));
    }

    private void setState(List<Feedback> entries, State state) {
        Rows.batch(
                handle,
                "UPDATE signal SET state = ? WHERE id = ?",
                entries,
                (statement, entry) -> {
                    statement.setInt(1, state.code());
                    statement.setString(2, entry.id());
                });
        Turn turn = new Turn(Instant.ofEpochMilli(now), state);
        keepTurns(entries, entry -> entry, entry -> turn);
        for (Feedback entry : entries) changes.add(new Change(entry, state == State.ACTIVE));
    }
}
