package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.database.Rows;
import io.skuld.server.feedback.FeedbackLog.Appended;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.UnknownPersonException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// One transaction on the log: what is appended and retracted in it, and what listeners will hear of it.
final class SqlLogChange {
    static final int ACTIVE = 1;
    static final int RETRACTED = 0;
    static final int UNDONE = -1;

    private record Stored(int number, ItemId id) {}

    /// @param item the number of its item
    private record Located(Feedback entry, int item) {}

    private final Handle handle;
    private final long now;
    private final List<Change> changes = new ArrayList<>();
    private final LogVersion before;

    SqlLogChange(Handle handle, long now) {
        this.handle = handle;
        this.now = now;
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
        LogVersion version = before;
        for (Change change : changes)
            version =
                    change.active()
                            ? version.with(change.feedback())
                            : version.without(change.feedback());
        handle.createUpdate("UPDATE log_version SET sum = :sum WHERE id = 1")
                .bind("sum", version.full())
                .execute();
    }

    List<Change> changes() {
        return changes;
    }

    Appended append(List<Feedback> entries) {
        requirePeople(entries);
        List<Located> located = locate(entries);
        int[] inserted = insert(located);
        int added = 0;
        List<Feedback> known = new ArrayList<>();
        for (int e = 0; e < inserted.length; e++) {
            Feedback entry = located.get(e).entry();
            if (inserted[e] == 1) {
                changes.add(new Change(entry, true));
                added++;
            } else known.add(entry);
        }
        int returned = bringBack(known);
        return new Appended(added + returned, entries.size() - added - returned);
    }

    /// The entries with the stored id and number of their item, by whatever name they call it.
    private List<Located> locate(List<Feedback> entries) {
        Map<ItemId, Stored> items = new HashMap<>();
        Rows.ofKeys(
                        handle,
                        "SELECT a.alias, i.number, i.id FROM alias a JOIN item i ON i.number = a.item WHERE a.alias IN (<keys>)",
                        entries.stream().map(entry -> entry.item().toString()).distinct().toList(),
                        row ->
                                Map.entry(
                                        ItemId.parse(row.getString(1)),
                                        new Stored(row.getInt(2), ItemId.parse(row.getString(3)))))
                .forEach(item -> items.put(item.getKey(), item.getValue()));
        List<Located> located = new ArrayList<>(entries.size());
        for (Feedback entry : entries) {
            Stored item = items.get(entry.item());
            if (item == null) throw new UnknownItemException(entry.item());
            located.add(new Located(withItem(entry, item.id()), item.number()));
        }
        return located;
    }

    private void requirePeople(List<Feedback> entries) {
        Set<String> people =
                entries.stream().map(entry -> entry.person().value()).collect(Collectors.toSet());
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

    private static Feedback withItem(Feedback entry, ItemId item) {
        return entry.item().equals(item)
                ? entry
                : new Feedback(
                        entry.id(),
                        entry.person(),
                        item,
                        entry.signal(),
                        entry.at(),
                        entry.zone(),
                        entry.provenance(),
                        entry.importId(),
                        entry.context());
    }

    private int[] insert(List<Located> entries) {
        return Rows.batch(
                handle,
                "INSERT INTO signal (id, person, item, type, value, at, zone, provenance, import_id, context, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING",
                entries,
                (statement, located) -> bind(statement, located.entry(), located.item()));
    }

    private static void bind(PreparedStatement statement, Feedback entry, int item)
            throws SQLException {
        statement.setString(1, entry.id());
        statement.setString(2, entry.person().value());
        statement.setInt(3, item);
        statement.setString(4, entry.signal().type());
        Rows.set(statement, 5, entry.signal().number());
        statement.setLong(6, entry.at().toEpochMilli());
        statement.setString(7, entry.zone().getId());
        statement.setString(8, entry.provenance().label());
        statement.setString(9, entry.importId());
        statement.setString(10, Rows.json(entry.context()));
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
        setState(back, ACTIVE);
        return back.size();
    }

    void retract(PersonId person, String id) {
        setState(
                entries("WHERE s.state = 1 AND s.id IN (<keys>)", List.of(id)).stream()
                        .map(FeedbackLog.Entry::feedback)
                        .filter(entry -> entry.person().equals(person))
                        .toList(),
                RETRACTED);
    }

    void undoImport(String importId) {
        setState(
                entries("WHERE s.state = 1 AND s.import_id IN (<keys>)", List.of(importId)).stream()
                        .map(FeedbackLog.Entry::feedback)
                        .toList(),
                UNDONE);
    }

    void forget(PersonId person) {
        entries("WHERE s.state = 1 AND s.person IN (<keys>)", List.of(person.value()))
                .forEach(entry -> changes.add(new Change(entry.feedback(), false)));
        handle.createUpdate("DELETE FROM signal WHERE person = :person")
                .bind("person", person.value())
                .execute();
    }

    private List<FeedbackLog.Entry> entries(String where, Collection<String> keys) {
        return Rows.ofKeys(
                handle,
                SqlFeedbackLog.SELECT + where + " ORDER BY s.sequence",
                keys,
                row -> SqlFeedbackLog.entry(row));
    }

    private void setState(List<Feedback> entries, int state) {
        Rows.batch(
                handle,
                "UPDATE signal SET state = ? WHERE id = ?",
                entries,
                (statement, entry) -> {
                    statement.setInt(1, state);
                    statement.setString(2, entry.id());
                });
        Rows.batch(
                handle,
                "INSERT INTO retraction (signal, person, at, state) VALUES (?, ?, ?, ?)",
                entries,
                (statement, entry) -> {
                    statement.setString(1, entry.id());
                    statement.setString(2, entry.person().value());
                    statement.setLong(3, now);
                    statement.setInt(4, state);
                });
        for (Feedback entry : entries) changes.add(new Change(entry, state == ACTIVE));
    }
}
