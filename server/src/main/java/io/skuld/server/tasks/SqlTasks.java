package io.skuld.server.tasks;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Tasks on virtual threads, one at a time of each kind, with their records in table `task`.
public final class SqlTasks implements Tasks, AutoCloseable {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, ExecutorService> kinds = new ConcurrentHashMap<>();
    private final Map<String, RunningTask> running = new ConcurrentHashMap<>();
    private final List<Consumer<Task>> listeners = new CopyOnWriteArrayList<>();

    /// Marks as interrupted what processes left unfinished that run no more.
    public SqlTasks(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        database.change(this::interruptOrphans);
    }

    private void interruptOrphans(Handle handle) {
        List<String> gone =
                handle
                        .createQuery(
                                "SELECT DISTINCT owner FROM task WHERE status IN ('queued', 'running', 'paused')")
                        .mapTo(String.class)
                        .stream()
                        .filter(owner -> !TaskOwner.parse(owner).mayBeAlive())
                        .toList();
        for (String owner : gone)
            handle.createUpdate(
                            "UPDATE task SET status = 'interrupted', finished = :now WHERE owner = :owner AND status IN ('queued', 'running', 'paused')")
                    .bind("now", clock.millis())
                    .bind("owner", owner)
                    .execute();
    }

    @Override
    public Task submit(String kind, String title, @Nullable String person, Work work) {
        Task task =
                new Task(
                        UUID.randomUUID().toString(),
                        kind,
                        title,
                        person,
                        Status.QUEUED,
                        0,
                        0,
                        "",
                        clock.instant(),
                        null);
        insert(task);
        RunningTask run = new RunningTask(task, work, clock, this::changed);
        running.put(task.id(), run);
        tell(task);
        kinds.computeIfAbsent(
                        kind,
                        name ->
                                Executors.newSingleThreadExecutor(
                                        Thread.ofVirtual().name("task-" + name).factory()))
                .execute(run);
        return task;
    }

    private void changed(Task task) {
        try {
            save(task);
        } finally {
            if (task.finished() != null) running.remove(task.id());
        }
        tell(task);
    }

    private void tell(Task task) {
        listeners.forEach(listener -> listener.accept(task));
    }

    @Override
    public Optional<Task> find(String id) {
        RunningTask run = running.get(id);
        if (run != null) return Optional.of(run.task());
        return database.read(handle ->
                handle.createQuery("SELECT * FROM task WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> task(row))
                        .findOne());
    }

    @Override
    public List<Task> all(int limit) {
        return database
                .read(handle ->
                        handle.createQuery("SELECT * FROM task ORDER BY sequence DESC LIMIT :limit")
                                .bind("limit", limit)
                                .map((row, context) -> task(row))
                                .list())
                .stream()
                .map(this::fresh)
                .toList();
    }

    @Override
    public List<Task> of(String person, int limit) {
        return database
                .read(handle ->
                        handle.createQuery(
                                        "SELECT * FROM task WHERE person = :person ORDER BY sequence DESC LIMIT :limit")
                                .bind("person", person)
                                .bind("limit", limit)
                                .map((row, context) -> task(row))
                                .list())
                .stream()
                .map(this::fresh)
                .toList();
    }

    @Override
    public Optional<Instant> first() {
        return database.read(handle ->
                handle.createQuery("SELECT created FROM task ORDER BY sequence LIMIT 1")
                        .map((row, context) -> Instant.ofEpochMilli(row.getLong("created")))
                        .findOne());
    }

    @Override
    public Optional<Instant> lastDone(String kind) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT created FROM task WHERE kind = :kind AND status = 'done' ORDER BY sequence DESC LIMIT 1")
                        .bind("kind", kind)
                        .map((row, context) -> Instant.ofEpochMilli(row.getLong("created")))
                        .findOne());
    }

    private Task fresh(Task stored) {
        RunningTask run = running.get(stored.id());
        return run == null ? stored : run.task();
    }

    @Override
    public boolean pause(String id) {
        RunningTask run = running.get(id);
        return run != null && run.pause();
    }

    @Override
    public boolean resume(String id) {
        RunningTask run = running.get(id);
        return run != null && run.resume();
    }

    @Override
    public boolean cancel(String id) {
        RunningTask run = running.get(id);
        return run != null && run.cancel();
    }

    @Override
    public void onChange(Consumer<Task> listener) {
        listeners.add(listener);
    }

    /// Cancels what runs and waits a moment for it; what does not stop is shown as interrupted at the next start.
    @Override
    public void close() {
        running.values().forEach(RunningTask::cancel);
        for (ExecutorService kind : kinds.values()) kind.shutdown();
        try {
            for (ExecutorService kind : kinds.values()) kind.awaitTermination(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void insert(Task task) {
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO task (id, kind, title, owner, person, status, done, total, message, created) VALUES (:id, :kind, :title, :owner, :person, :status, 0, 0, '', :created)")
                        .bind("id", task.id())
                        .bind("kind", task.kind())
                        .bind("title", task.title())
                        .bind("owner", TaskOwner.ME.toString())
                        .bind("person", task.person())
                        .bind("status", label(task.status()))
                        .bind("created", task.created().toEpochMilli())
                        .execute());
    }

    private void save(Task task) {
        Instant finished = task.finished();
        database.change(handle ->
                handle.createUpdate(
                                "UPDATE task SET status = :status, done = :done, total = :total, message = :message, finished = :finished WHERE id = :id")
                        .bind("status", label(task.status()))
                        .bind("done", task.done())
                        .bind("total", task.total())
                        .bind("message", task.message())
                        .bind("finished", finished == null ? null : finished.toEpochMilli())
                        .bind("id", task.id())
                        .execute());
    }

    private static String label(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Task task(ResultSet row) throws SQLException {
        Long finished = Rows.longOrNull(row, "finished");
        return new Task(
                row.getString("id"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("person"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("done"),
                row.getLong("total"),
                row.getString("message"),
                Instant.ofEpochMilli(row.getLong("created")),
                finished == null ? null : Instant.ofEpochMilli(finished));
    }
}
