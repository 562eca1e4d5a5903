package io.skuld.server.ingest;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import io.skuld.server.people.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The history in tables `import_run` and `import_skip`.
public final class SqlImportHistory implements ImportHistory {
    private final Database database;

    public SqlImportHistory(Database database) {
        this.database = database;
    }

    @Override
    public void save(ImportRun run) {
        PersonId person = run.person();
        Instant finished = run.finished();
        String counts = KeptReport.of(run).write();
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO import_run (id, person, format, file_name, status, counts, started, finished) VALUES (:id, :person, :format, :fileName, :status, :counts, :started, :finished) ON CONFLICT (id) DO UPDATE SET status = excluded.status, counts = excluded.counts, finished = excluded.finished")
                        .bind("id", run.id())
                        .bind("person", person == null ? null : person.value())
                        .bind("format", run.format())
                        .bind("fileName", run.fileName())
                        .bind("status", run.status().label())
                        .bind("counts", counts)
                        .bind("started", run.started().toEpochMilli())
                        .bind("finished", finished == null ? null : finished.toEpochMilli())
                        .execute());
    }

    @Override
    public void interruptUnfinished() {
        database.change(handle ->
                handle.createUpdate(
                                "UPDATE import_run SET status = :interrupted WHERE status = :running")
                        .bind("interrupted", ImportRun.Status.INTERRUPTED.label())
                        .bind("running", ImportRun.Status.RUNNING.label())
                        .execute());
    }

    @Override
    public void addSkipped(String importId, List<Skipped> lines) {
        database.change(handle ->
                Rows.batch(
                        handle,
                        "INSERT INTO import_skip (import_id, part, line, reason, text) VALUES (?, ?, ?, ?, ?)",
                        lines,
                        (statement, line) -> {
                            statement.setString(1, importId);
                            statement.setString(2, line.part());
                            statement.setLong(3, line.line());
                            statement.setString(4, line.reason().label());
                            statement.setString(5, line.detail());
                        }));
    }

    @Override
    public Optional<ImportRun> find(String id) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM import_run WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> run(row))
                        .findOne());
    }

    @Override
    public List<ImportRun> all(int limit) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM import_run ORDER BY started DESC, id LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> run(row))
                        .list());
    }

    @Override
    public List<ImportRun> of(PersonId person, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM import_run WHERE person = :person ORDER BY started DESC, id LIMIT :limit")
                        .bind("person", person.value())
                        .bind("limit", limit)
                        .map((row, context) -> run(row))
                        .list());
    }

    @Override
    public List<ImportRun> within(String id) {
        return all(Integer.MAX_VALUE).stream().filter(run -> id.equals(run.within())).toList();
    }

    @Override
    public void eachSkipped(String importId, Consumer<Skipped> reader) {
        database.read(handle -> {
            handle.createQuery(
                            "SELECT part, line, reason, text FROM import_skip WHERE import_id = :id ORDER BY part, line")
                    .bind("id", importId)
                    .map((row, context) -> skipped(row))
                    .forEach(reader);
            return true;
        });
    }

    private static Skipped skipped(ResultSet row) throws SQLException {
        return new Skipped(
                row.getString("part"),
                row.getLong("line"),
                SkipReason.of(row.getString("reason")),
                row.getString("text"));
    }

    private static ImportRun run(ResultSet row) throws SQLException {
        KeptReport kept = KeptReport.parse(row.getString("counts"));
        String person = row.getString("person");
        Long finished = Rows.longOrNull(row, "finished");
        return new ImportRun(
                row.getString("id"),
                person == null ? null : new PersonId(person),
                row.getString("format"),
                row.getString("file_name"),
                ImportRun.Status.of(row.getString("status")),
                kept.report(),
                kept.message(),
                Instant.ofEpochMilli(row.getLong("started")),
                finished == null ? null : Instant.ofEpochMilli(finished),
                kept.within());
    }
}
