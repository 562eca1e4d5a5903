package io.skuld.server.ingest.sources;

import io.skuld.server.database.Database;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.Subscriptions;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.outgoing.Validators;
import io.skuld.server.people.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The sources in tables `source` and `source_run`.
public final class SqlSources implements Sources, Subscriptions {
    /// A source with its last run, which has the greatest sequence.
    private static final String SELECT =
            """
            SELECT s.*, r.started, r.finished, r.outcome, r.added, r.known, r.withdrawn, r.skipped, r.trouble, r.detail
            FROM source s LEFT JOIN source_run r ON r.sequence = s.last_run
            """;

    private final Database database;
    private final InstantSource clock;
    private final SourcesSettings settings;

    public SqlSources(Database database, InstantSource clock, SourcesSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Added add(
            PersonId person, Subscription subscription, Duration every, @Nullable String importId) {
        Rhythm.requireSensible(every);
        return database.write(handle -> {
            database.exclusive(handle, "sources");
            return add(handle, person, subscription, every, importId);
        });
    }

    private Added add(
            Handle handle,
            PersonId person,
            Subscription subscription,
            Duration every,
            @Nullable String importId) {
        Source known = at(handle, person, subscription.address());
        if (known != null && known.state() != Source.State.REMOVED) return new Added(known, false);
        String id =
                known == null
                        ? insert(handle, person, subscription, every, importId)
                        : revive(handle, known, importId);
        return new Added(require(handle, id), true);
    }

    @Override
    public Count add(PersonId person, List<Subscription> subscriptions, String importId) {
        return database.write(handle -> {
            database.exclusive(handle, "sources");
            int added = 0;
            for (Subscription subscription : subscriptions)
                if (add(handle, person, subscription, settings.every(), importId).added()) added++;
            return new Count(added, subscriptions.size() - added);
        });
    }

    @Override
    public Count wouldAdd(PersonId person, List<Subscription> subscriptions) {
        Set<String> followed =
                of(person).stream()
                        .map(source -> source.subscription().address())
                        .collect(Collectors.toSet());
        int known =
                (int) subscriptions.stream().filter(s -> followed.contains(s.address())).count();
        return new Count(subscriptions.size() - known, known);
    }

    @Override
    public int forgetImport(String importId) {
        return database.write(handle ->
                handle.createUpdate(
                                "UPDATE source SET state = 'removed', changed = :now WHERE import_id = :import AND state <> 'removed'")
                        .bind("now", clock.millis())
                        .bind("import", importId)
                        .execute());
    }

    private String insert(
            Handle handle,
            PersonId person,
            Subscription subscription,
            Duration every,
            @Nullable String importId) {
        String id = UUID.randomUUID().toString();
        handle.createUpdate(
                        "INSERT INTO source (id, person, kind, address, title, state, every_ms, next_run, etag, last_modified, failures, import_id, created, changed) VALUES (:id, :person, :kind, :address, :title, 'active', :every, :now, '', '', 0, :import, :now, :now)")
                .bind("id", id)
                .bind("person", person.value())
                .bind("kind", subscription.kind().label())
                .bind("address", subscription.address())
                .bind("title", subscription.title())
                .bind("every", every.toMillis())
                .bind("now", clock.millis())
                .bind("import", importId)
                .execute();
        return id;
    }

    private String revive(Handle handle, Source known, @Nullable String importId) {
        handle.createUpdate(
                        "UPDATE source SET state = 'active', next_run = :now, failures = 0, import_id = :import, changed = :now WHERE id = :id")
                .bind("now", clock.millis())
                .bind("import", importId)
                .bind("id", known.id())
                .execute();
        return known.id();
    }

    private static Source require(Handle handle, String id) {
        return handle.createQuery(SELECT + "WHERE s.id = :id")
                .bind("id", id)
                .map((row, context) -> source(row))
                .one();
    }

    private static @Nullable Source at(Handle handle, PersonId person, String address) {
        return handle.createQuery(SELECT + "WHERE s.person = :person AND s.address = :address")
                .bind("person", person.value())
                .bind("address", address)
                .map((row, context) -> source(row))
                .findOne()
                .orElse(null);
    }

    @Override
    public Optional<Source> find(String id) {
        return database.read(handle ->
                handle.createQuery(SELECT + "WHERE s.id = :id")
                        .bind("id", id)
                        .map((row, context) -> source(row))
                        .findOne());
    }

    @Override
    public List<Source> of(PersonId person) {
        return database
                .read(handle ->
                        handle.createQuery(
                                        SELECT
                                                + "WHERE s.person = :person AND s.state <> 'removed'")
                                .bind("person", person.value())
                                .map((row, context) -> source(row))
                                .list())
                .stream()
                .sorted(
                        Comparator.comparing((Source s) -> s.name().toLowerCase(Locale.ROOT))
                                .thenComparing(Source::id))
                .toList();
    }

    @Override
    public Set<Subscription.Kind> kinds(PersonId person) {
        return database
                .read(handle ->
                        handle.createQuery(
                                        "SELECT DISTINCT kind FROM source WHERE person = :person AND state = 'active'")
                                .bind("person", person.value())
                                .mapTo(String.class)
                                .list())
                .stream()
                .map(Subscription.Kind::of)
                .collect(Collectors.toSet());
    }

    @Override
    public int active() {
        return database.read(handle ->
                handle.createQuery("SELECT COUNT(*) FROM source WHERE state = 'active'")
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<Source> due(Instant now, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE s.state = 'active' AND s.next_run <= :now ORDER BY s.next_run, s.id LIMIT :limit")
                        .bind("now", now.toEpochMilli())
                        .bind("limit", limit)
                        .map((row, context) -> source(row))
                        .list());
    }

    @Override
    public boolean claim(Source source, Instant until) {
        return database.write(handle ->
                handle.createUpdate(
                                        "UPDATE source SET next_run = :until WHERE id = :id AND state = 'active' AND next_run = :seen")
                                .bind("until", until.toEpochMilli())
                                .bind("id", source.id())
                                .bind("seen", source.nextRun().toEpochMilli())
                                .execute()
                        == 1);
    }

    @Override
    public void finished(Source source, Reading reading, SourceRun run, Instant nextRun) {
        database.change(handle -> {
            long sequence = insert(handle, source.id(), run);
            if (sequence < 0) return;
            update(handle, source, reading, run, sequence, nextRun);
            move(handle, source, reading.address());
            forgetOldRuns(handle, source.id(), sequence);
        });
    }

    /// @return -1 when the source is no more
    private static long insert(Handle handle, String source, SourceRun run) {
        Trouble trouble = run.trouble();
        int added =
                handle.createUpdate(
                                "INSERT INTO source_run (source, started, finished, outcome, added, known, withdrawn, skipped, trouble, detail) SELECT :source, :started, :finished, :outcome, :added, :known, :withdrawn, :skipped, :trouble, :detail FROM source WHERE id = :source")
                        .bind("source", source)
                        .bind("started", run.started().toEpochMilli())
                        .bind("finished", run.finished().toEpochMilli())
                        .bind("outcome", run.outcome().label())
                        .bind("added", run.added())
                        .bind("known", run.known())
                        .bind("withdrawn", run.withdrawn())
                        .bind("skipped", run.left())
                        .bind("trouble", trouble == null ? "" : trouble.label())
                        .bind("detail", run.detail())
                        .execute();
        if (added == 0) return -1;
        return handle.createQuery("SELECT MAX(sequence) FROM source_run WHERE source = :source")
                .bind("source", source)
                .mapTo(Long.class)
                .one();
    }

    /// A person who pressed "now" meanwhile is not made to wait: the time they set stays.
    private static void update(
            Handle handle,
            Source source,
            Reading reading,
            SourceRun run,
            long sequence,
            Instant nextRun) {
        boolean failed = run.outcome() == SourceRun.Outcome.FAILED;
        handle.createUpdate(
                        "UPDATE source SET title = CASE WHEN :title = '' THEN title ELSE :title END, etag = :etag, last_modified = :modified, failures = :failures, next_run = CASE WHEN next_run <> :seen AND next_run <= :finished THEN next_run ELSE :next END, last_run = :sequence WHERE id = :id")
                .bind(
                        "title",
                        new Subscription(
                                        source.subscription().kind(),
                                        source.subscription().address(),
                                        reading.title())
                                .title())
                .bind("etag", reading.validators().etag())
                .bind("modified", reading.validators().lastModified())
                .bind("failures", failed ? source.failures() + 1 : 0)
                .bind("seen", source.nextRun().toEpochMilli())
                .bind("finished", run.finished().toEpochMilli())
                .bind("next", nextRun.toEpochMilli())
                .bind("sequence", sequence)
                .bind("id", source.id())
                .execute();
    }

    /// Unless the person follows the new place already.
    private static void move(Handle handle, Source source, @Nullable String address) {
        if (address == null || address.equals(source.subscription().address())) return;
        if (at(handle, source.person(), address) != null) return;
        handle.createUpdate("UPDATE source SET address = :address WHERE id = :id")
                .bind("address", address)
                .bind("id", source.id())
                .execute();
    }

    private void forgetOldRuns(Handle handle, String source, long newest) {
        handle.createUpdate(
                        "DELETE FROM source_run WHERE source = :source AND sequence < :newest AND sequence NOT IN (SELECT sequence FROM source_run WHERE source = :source ORDER BY sequence DESC LIMIT :keep)")
                .bind("source", source)
                .bind("newest", newest)
                .bind("keep", settings.keepRuns())
                .execute();
    }

    @Override
    public void setState(String id, Source.State state, Instant now) {
        database.change(handle ->
                handle.createUpdate(
                                "UPDATE source SET state = :state, changed = :now, next_run = CASE WHEN :state = 'active' THEN :now ELSE next_run END WHERE id = :id AND state <> :state")
                        .bind("state", state.label())
                        .bind("now", now.toEpochMilli())
                        .bind("id", id)
                        .execute());
    }

    @Override
    public void setEvery(String id, Duration every) {
        Rhythm.requireSensible(every);
        database.change(handle ->
                handle.createUpdate("UPDATE source SET every_ms = :every WHERE id = :id")
                        .bind("every", every.toMillis())
                        .bind("id", id)
                        .execute());
    }

    @Override
    public void hurry(String id, Instant now) {
        database.change(handle ->
                handle.createUpdate(
                                "UPDATE source SET next_run = :now WHERE id = :id AND state = 'active'")
                        .bind("now", now.toEpochMilli())
                        .bind("id", id)
                        .execute());
    }

    @Override
    public List<SourceRun> runs(String id, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM source_run WHERE source = :id ORDER BY sequence DESC LIMIT :limit")
                        .bind("id", id)
                        .bind("limit", limit)
                        .map((row, context) -> run(row))
                        .list());
    }

    @Override
    public Optional<Instant> nextDue() {
        return database.read(handle ->
                        handle.createQuery(
                                        "SELECT MIN(next_run) FROM source WHERE state = 'active'")
                                .mapTo(Long.class)
                                .findOne())
                .map(Instant::ofEpochMilli);
    }

    @Override
    public void purge(Instant before) {
        int gone =
                database.read(handle ->
                        handle.createQuery(
                                        "SELECT COUNT(*) FROM source WHERE state = 'removed' AND changed < :before")
                                .bind("before", before.toEpochMilli())
                                .mapTo(Integer.class)
                                .one());
        if (gone > 0)
            database.change(handle ->
                    handle.createUpdate(
                                    "DELETE FROM source WHERE state = 'removed' AND changed < :before")
                            .bind("before", before.toEpochMilli())
                            .execute());
    }

    private static Source source(ResultSet row) throws SQLException {
        return new Source(
                row.getString("id"),
                new PersonId(row.getString("person")),
                new Subscription(
                        Subscription.Kind.of(row.getString("kind")),
                        row.getString("address"),
                        row.getString("title")),
                Source.State.of(row.getString("state")),
                Duration.ofMillis(row.getLong("every_ms")),
                Instant.ofEpochMilli(row.getLong("next_run")),
                new Validators(row.getString("etag"), row.getString("last_modified")),
                row.getInt("failures"),
                row.getString("outcome") == null ? null : run(row),
                row.getString("import_id"),
                Instant.ofEpochMilli(row.getLong("created")));
    }

    private static SourceRun run(ResultSet row) throws SQLException {
        String trouble = row.getString("trouble");
        return new SourceRun(
                Instant.ofEpochMilli(row.getLong("started")),
                Instant.ofEpochMilli(row.getLong("finished")),
                SourceRun.Outcome.of(row.getString("outcome")),
                row.getInt("added"),
                row.getInt("known"),
                row.getInt("withdrawn"),
                row.getInt("skipped"),
                trouble.isEmpty() ? null : Trouble.of(trouble),
                row.getString("detail"));
    }
}
