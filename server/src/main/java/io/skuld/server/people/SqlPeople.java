package io.skuld.server.people;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The people in table `person`. What belongs to them goes with them by foreign keys.
public final class SqlPeople implements People {
    private static final String SELECT =
            "SELECT id, name, created, community.person AS community FROM person LEFT JOIN community ON community.person = person.id";

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Predicate<PersonId>> elsewhere = new ConcurrentSkipListMap<>();
    private final List<Consumer<PersonId>> beforeDelete = new CopyOnWriteArrayList<>();
    private final List<Consumer<Person>> onSave = new CopyOnWriteArrayList<>();

    public SqlPeople(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Person> all() {
        return database.read(handle ->
                handle.createQuery(SELECT + " ORDER BY created, id")
                        .map((row, context) -> person(row))
                        .list());
    }

    @Override
    public Optional<Person> find(PersonId id) {
        return database.read(handle ->
                handle.createQuery(SELECT + " WHERE id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> person(row))
                        .findOne());
    }

    @Override
    public int ensure(Collection<PersonId> ids) {
        if (ids.isEmpty()) return 0;
        return database.write(handle -> missing(handle, ids).size());
    }

    @Override
    public int ensureCommunity(Collection<PersonId> ids) {
        if (ids.isEmpty()) return 0;
        return database.write(handle -> {
            List<PersonId> added = missing(handle, ids);
            var insert = handle.prepareBatch("INSERT INTO community (person) VALUES (?)");
            for (PersonId id : added) insert.add(id.value());
            insert.execute();
            return added.size();
        });
    }

    /// Creates those who are not there and returns them.
    private List<PersonId> missing(Handle handle, Collection<PersonId> ids) {
        Set<String> known =
                new HashSet<>(
                        Rows.ofKeys(
                                handle,
                                "SELECT id FROM person WHERE id IN (<keys>)",
                                ids.stream().map(PersonId::value).toList(),
                                row -> row.getString(1)));
        List<PersonId> missing =
                ids.stream().distinct().filter(id -> !known.contains(id.value())).toList();
        if (missing.isEmpty()) return missing;
        var insert =
                handle.prepareBatch(
                        "INSERT INTO person (id, name, created) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
        long now = clock.millis();
        for (PersonId id : missing) insert.add(id.value(), id.value(), now);
        insert.execute();
        return missing;
    }

    @Override
    public Person save(PersonId id, String name) {
        Person asked = new Person(id, name.strip(), clock.instant());
        database.change(handle -> {
            handle.createUpdate(
                            "INSERT INTO person (id, name, created) VALUES (:id, :name, :created) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
                    .bind("id", id.value())
                    .bind("name", asked.name())
                    .bind("created", asked.created().toEpochMilli())
                    .execute();
            handle.execute("DELETE FROM community WHERE person = ?", id.value());
        });
        Person saved = find(id).orElse(asked);
        onSave.forEach(listener -> listener.accept(saved));
        return saved;
    }

    @Override
    public void onSave(Consumer<Person> listener) {
        onSave.add(listener);
    }

    @Override
    public List<String> delete(PersonId id) {
        List<String> left = new ArrayList<>();
        elsewhere.forEach((name, end) -> {
            if (!end.test(id)) left.add(name);
        });
        beforeDelete.forEach(listener -> listener.accept(id));
        database.change(handle ->
                handle.createUpdate("DELETE FROM person WHERE id = :id")
                        .bind("id", id.value())
                        .execute());
        return left;
    }

    @Override
    public void beforeDelete(Consumer<PersonId> listener) {
        beforeDelete.add(listener);
    }

    @Override
    public void endBeforeDelete(String name, Predicate<PersonId> end) {
        elsewhere.put(name, end);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                new PersonId(row.getString("id")),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created")),
                row.getString("community") != null);
    }
}
