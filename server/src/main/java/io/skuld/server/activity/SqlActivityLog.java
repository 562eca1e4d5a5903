package io.skuld.server.activity;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import io.skuld.server.people.PersonId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The log in tables `activity_bucket`, `activity_event` and `activity_rule`.
public final class SqlActivityLog implements ActivityLog {
    private static final String ADD =
            """
            INSERT INTO activity_event (bucket, at, millis, app, title, url, audible, hidden, import_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (bucket, at) DO UPDATE SET millis = excluded.millis, app = excluded.app, title = excluded.title,
              url = excluded.url, audible = excluded.audible, hidden = excluded.hidden
            WHERE excluded.millis >= activity_event.millis
            """;

    /// What identifies an event.
    private record Start(Bucket bucket, Instant at) {}

    private record Numbered(long bucket, ActivityEvent event) {}

    private final Database database;

    public SqlActivityLog(Database database) {
        this.database = database;
    }

    @Override
    public Added add(PersonId person, @Nullable String importId, List<ActivityEvent> events) {
        if (events.isEmpty()) return Added.NONE;
        return database.write(handle -> add(handle, person, importId, events));
    }

    private static Added add(
            Handle handle, PersonId person, @Nullable String importId, List<ActivityEvent> events) {
        List<ActivityEvent> kept = kept(handle, person, events);
        Map<Bucket, Long> numbers =
                ensureBuckets(
                        handle,
                        person,
                        kept.stream().map(ActivityEvent::bucket).distinct().toList());
        Added added = count(handle, numbers, kept);
        List<Numbered> rows =
                kept.stream()
                        .map(event -> new Numbered(numbers.getOrDefault(event.bucket(), 0L), event))
                        .toList();
        for (List<Numbered> once : onceEach(rows))
            Rows.batch(handle, ADD, once, (statement, row) -> bind(statement, row, importId));
        return added;
    }

    /// In one statement no event may meet another of the same bucket and start; mostly this is one list.
    private static List<List<Numbered>> onceEach(List<Numbered> rows) {
        record Key(long bucket, Instant at) {}
        Map<Key, Integer> times = new HashMap<>();
        List<List<Numbered>> lists = new ArrayList<>();
        for (Numbered row : rows) {
            int before = times.merge(new Key(row.bucket(), row.event().at()), 1, Integer::sum) - 1;
            if (before == lists.size()) lists.add(new ArrayList<>());
            lists.get(before).add(row);
        }
        return lists;
    }

    @Override
    public Added keepUp(
            PersonId person, Bucket bucket, List<ActivityEvent> events, Instant readUntil) {
        return database.write(handle -> {
            Map<Bucket, Long> numbers = ensureBuckets(handle, person, List.of(bucket));
            Added added = add(handle, person, null, events);
            handle.createUpdate(
                            "UPDATE activity_bucket SET read_until = :until WHERE sequence = :bucket")
                    .bind("until", readUntil.toEpochMilli())
                    .bind("bucket", numbers.getOrDefault(bucket, 0L))
                    .execute();
            return added;
        });
    }

    @Override
    public Instant readUntil(PersonId person, Bucket bucket) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT read_until FROM activity_bucket WHERE person = :person AND machine = :machine AND name = :name")
                        .bind("person", person.value())
                        .bind("machine", bucket.machine())
                        .bind("name", bucket.name())
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli)
                        .orElse(Instant.EPOCH));
    }

    /// The event that was read last may still grow: when it is deleted, reading goes on behind its start.
    private static void readOnBehindDeleted(Handle handle, PersonId person) {
        handle.createUpdate(
                        "UPDATE activity_bucket SET read_until = read_until + 1 WHERE person = :person AND read_until > 0 AND NOT EXISTS (SELECT 1 FROM activity_event e WHERE e.bucket = activity_bucket.sequence AND e.at = activity_bucket.read_until)")
                .bind("person", person.value())
                .execute();
    }

    @Override
    public Added wouldAdd(PersonId person, List<ActivityEvent> events) {
        if (events.isEmpty()) return Added.NONE;
        return database.read(
                handle -> count(handle, buckets(handle, person), kept(handle, person, events)));
    }

    /// What may be stored of each, the longest of those with one start.
    private static List<ActivityEvent> kept(
            Handle handle, PersonId person, List<ActivityEvent> events) {
        PrivatePatterns.Compiled patterns = patterns(handle, person).compiled();
        Map<Start, ActivityEvent> longest = new LinkedHashMap<>();
        for (ActivityEvent event : events)
            longest.merge(
                    new Start(event.bucket(), event.at()),
                    patterns.applied(event),
                    (one, other) -> other.length().compareTo(one.length()) > 0 ? other : one);
        return List.copyOf(longest.values());
    }

    private static Added count(
            Handle handle, Map<Bucket, Long> numbers, List<ActivityEvent> events) {
        Map<Bucket, List<Long>> starts = new HashMap<>();
        long hidden = 0;
        for (ActivityEvent event : events) {
            starts.computeIfAbsent(event.bucket(), bucket -> new ArrayList<>())
                    .add(event.at().toEpochMilli());
            if (event.hidden()) hidden++;
        }
        long known = 0;
        for (Map.Entry<Bucket, List<Long>> some : starts.entrySet()) {
            Long number = numbers.get(some.getKey());
            if (number == null) continue;
            Set<Long> there =
                    new HashSet<>(
                            Rows.ofKeys(
                                    handle,
                                    "SELECT at FROM activity_event WHERE bucket = %d AND at IN (<keys>)"
                                            .formatted(number),
                                    some.getValue(),
                                    row -> row.getLong("at")));
            known += there.size();
        }
        return new Added(events.size() - known, known, hidden);
    }

    private static Map<Bucket, Long> ensureBuckets(
            Handle handle, PersonId person, List<Bucket> asked) {
        Rows.batch(
                handle,
                "INSERT INTO activity_bucket (person, machine, name, watcher) VALUES (?, ?, ?, ?) ON CONFLICT (person, machine, name) DO UPDATE SET watcher = excluded.watcher",
                asked,
                (statement, bucket) -> {
                    statement.setString(1, person.value());
                    statement.setString(2, bucket.machine());
                    statement.setString(3, bucket.name());
                    statement.setString(4, bucket.watcher().label());
                });
        return buckets(handle, person);
    }

    private static Map<Bucket, Long> buckets(Handle handle, PersonId person) {
        Map<Bucket, Long> numbers = new HashMap<>();
        handle.createQuery(
                        "SELECT sequence, machine, name, watcher FROM activity_bucket WHERE person = :person")
                .bind("person", person.value())
                .map((row, context) -> numbers.put(bucket(row), row.getLong("sequence")))
                .list();
        return numbers;
    }

    private static void bind(PreparedStatement statement, Numbered row, @Nullable String importId)
            throws SQLException {
        ActivityEvent event = row.event();
        statement.setLong(1, row.bucket());
        statement.setLong(2, event.at().toEpochMilli());
        statement.setLong(3, event.length().toMillis());
        statement.setString(4, event.app());
        statement.setString(5, event.title());
        statement.setString(6, event.url());
        statement.setInt(7, event.audible() ? 1 : 0);
        statement.setInt(8, event.hidden() ? 1 : 0);
        statement.setString(9, importId);
    }

    @Override
    public List<ActivityEvent> between(PersonId person, Instant from, Instant to) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT b.machine, b.name, b.watcher, e.* FROM activity_event e JOIN activity_bucket b ON b.sequence = e.bucket WHERE b.person = :person AND e.at >= :earliest AND e.at < :to AND e.at + e.millis > :from ORDER BY e.at, b.machine, b.name")
                        .bind("person", person.value())
                        .bind("earliest", from.minus(ActivityEvent.LONGEST).toEpochMilli())
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .map((row, context) -> event(row))
                        .list());
    }

    @Override
    public List<Holding> holdings(PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT b.machine, b.name, b.watcher, count(*) AS events, sum(e.hidden) AS hidden, min(e.at) AS first, max(e.at + e.millis) AS last FROM activity_bucket b JOIN activity_event e ON e.bucket = b.sequence WHERE b.person = :person GROUP BY b.machine, b.name, b.watcher ORDER BY b.machine, b.name")
                        .bind("person", person.value())
                        .map((row, context) ->
                                new Holding(
                                        bucket(row),
                                        row.getLong("events"),
                                        row.getLong("hidden"),
                                        Instant.ofEpochMilli(row.getLong("first")),
                                        Instant.ofEpochMilli(row.getLong("last"))))
                        .list());
    }

    @Override
    public int delete(PersonId person, Instant from, Instant to) {
        return database.write(handle -> {
            int events =
                    handle.createUpdate(
                                    """
                                    DELETE FROM activity_event WHERE at < :to AND (at >= :from OR at + millis > :from)
                                      AND bucket IN (SELECT sequence FROM activity_bucket WHERE person = :person
                                        AND (watcher <> 'afk' OR (activity_event.at >= :from
                                          AND activity_event.at + activity_event.millis <= :to)))
                                    """)
                            .bind("person", person.value())
                            .bind("from", from.toEpochMilli())
                            .bind("to", to.toEpochMilli())
                            .execute();
            readOnBehindDeleted(handle, person);
            return events;
        });
    }

    @Override
    public int deleteAll(PersonId person) {
        return database.write(handle -> {
            int events =
                    handle.createUpdate(
                                    "DELETE FROM activity_event WHERE bucket IN (SELECT sequence FROM activity_bucket WHERE person = :person)")
                            .bind("person", person.value())
                            .execute();
            readOnBehindDeleted(handle, person);
            return events;
        });
    }

    @Override
    public int forgetImport(String importId) {
        return database.write(handle ->
                handle.createUpdate("DELETE FROM activity_event WHERE import_id = :id")
                        .bind("id", importId)
                        .execute());
    }

    @Override
    public PrivatePatterns privatePatterns(PersonId person) {
        return database.read(handle -> patterns(handle, person));
    }

    @Override
    public int hide(PersonId person, PrivatePatterns patterns) {
        return database.write(handle -> {
            saveRules(handle, person, patterns, categories(handle, person));
            List<Numbered> caught = matching(handle, person, patterns.compiled());
            Rows.batch(
                    handle,
                    "UPDATE activity_event SET app = '', title = '', url = '', hidden = 1 WHERE bucket = ? AND at = ?",
                    caught,
                    (statement, row) -> {
                        statement.setLong(1, row.bucket());
                        statement.setLong(2, row.event().at().toEpochMilli());
                    });
            return caught.size();
        });
    }

    private static List<Numbered> matching(
            Handle handle, PersonId person, PrivatePatterns.Compiled patterns) {
        try (Stream<Numbered> rows =
                handle
                        .createQuery(
                                "SELECT b.machine, b.name, b.watcher, e.* FROM activity_event e JOIN activity_bucket b ON b.sequence = e.bucket WHERE b.person = :person AND e.hidden = 0")
                        .bind("person", person.value())
                        .setFetchSize(1000)
                        .map((row, context) -> new Numbered(row.getLong("bucket"), event(row)))
                        .stream()) {
            return rows.filter(row -> patterns.hides(row.event()))
                    .map(row -> new Numbered(row.bucket(), row.event().withoutTexts()))
                    .toList();
        }
    }

    @Override
    public Categories categories(PersonId person) {
        return database.read(handle -> categories(handle, person));
    }

    @Override
    public void categorise(PersonId person, Categories categories) {
        database.change(handle -> saveRules(handle, person, patterns(handle, person), categories));
    }

    private static PrivatePatterns patterns(Handle handle, PersonId person) {
        return rule(handle, person, "hidden")
                .map(PrivatePatterns::new)
                .orElse(PrivatePatterns.DEFAULTS);
    }

    private static Categories categories(Handle handle, PersonId person) {
        return rule(handle, person, "categories").map(Categories::new).orElse(Categories.NONE);
    }

    private static java.util.Optional<String> rule(Handle handle, PersonId person, String column) {
        return handle.createQuery(
                        "SELECT %s FROM activity_rule WHERE person = :person".formatted(column))
                .bind("person", person.value())
                .mapTo(String.class)
                .findOne();
    }

    private static void saveRules(
            Handle handle, PersonId person, PrivatePatterns patterns, Categories categories) {
        handle.createUpdate(
                        "INSERT INTO activity_rule (person, hidden, categories) VALUES (:person, :hidden, :categories) ON CONFLICT (person) DO UPDATE SET hidden = excluded.hidden, categories = excluded.categories")
                .bind("person", person.value())
                .bind("hidden", patterns.text())
                .bind("categories", categories.text())
                .execute();
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return new Bucket(
                row.getString("machine"),
                row.getString("name"),
                Watcher.of(row.getString("watcher")));
    }

    private static ActivityEvent event(ResultSet row) throws SQLException {
        return new ActivityEvent(
                bucket(row),
                Instant.ofEpochMilli(row.getLong("at")),
                Duration.ofMillis(row.getLong("millis")),
                row.getString("app"),
                row.getString("title"),
                row.getString("url"),
                row.getInt("audible") == 1,
                row.getInt("hidden") == 1);
    }
}
