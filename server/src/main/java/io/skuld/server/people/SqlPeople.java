package io.skuld.server.people;

import io.skuld.server.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The people in table `person`. What belongs to them goes with them by foreign keys.
public final class SqlPeople implements People {
    private final Database database;
    private final InstantSource clock;
    private final List<Consumer<PersonId>> beforeDelete = new CopyOnWriteArrayList<>();

    public SqlPeople(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Person> all() {
        return database.read(handle ->
                handle.createQuery("SELECT id, name, created FROM person ORDER BY created, id")
                        .map((row, context) -> person(row))
                        .list());
    }

    @Override
    public Optional<Person> find(PersonId id) {
        return database.read(handle ->
                handle.createQuery("SELECT id, name, created FROM person WHERE id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> person(row))
                        .findOne());
    }

    @Override
    public int ensure(Collection<PersonId> ids) {
        if (ids.isEmpty()) return 0;
        return database.write(handle -> {
            var insert =
                    handle.prepareBatch(
                            "INSERT INTO person (id, name, created) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
            long now = clock.millis();
            for (PersonId id : ids) insert.add(id.value(), id.value(), now);
            int added = 0;
            for (int count : insert.execute()) added += count;
            return added;
        });
    }

    @Override
    public Person save(PersonId id, String name) {
        Person asked = new Person(id, name.strip(), clock.instant());
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO person (id, name, created) VALUES (:id, :name, :created) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
                        .bind("id", id.value())
                        .bind("name", asked.name())
                        .bind("created", asked.created().toEpochMilli())
                        .execute());
        return find(id).orElse(asked);
    }

    @Override
    public void delete(PersonId id) {
        beforeDelete.forEach(listener -> listener.accept(id));
        database.change(handle ->
                handle.createUpdate("DELETE FROM person WHERE id = :id")
                        .bind("id", id.value())
                        .execute());
    }

    @Override
    public void beforeDelete(Consumer<PersonId> listener) {
        beforeDelete.add(listener);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                new PersonId(row.getString("id")),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created")));
    }
}
