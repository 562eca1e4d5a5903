package io.skuld.server.feedback;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.tasks.Tasks.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Exports that people ask for in the browser: made by a task, one for each person, and kept for a day under `exports` in
/// the data folder. Thread-safe.
public final class Exports {
    /// A copy of everything is not to lie about for longer than its person needs to fetch it.
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String KIND = "export";
    private static final int TASKS = 100;

    private final Path folder;
    private final PersonExport export;
    private final Tasks tasks;
    private final InstantSource clock;

    /// @param bytes its size
    public record Ready(Path file, long bytes, Instant written) {}

    public Exports(Path home, PersonExport export, Tasks tasks, InstantSource clock) {
        this.folder = home.resolve("exports");
        this.export = export;
        this.tasks = tasks;
        this.clock = clock;
    }

    /// Begins to write, in place of what was written before. Does nothing while one is being written.
    public synchronized void begin(Person person) {
        if (open(person.id()).isPresent()) return;
        discard(person.id());
        tasks.submit(
                KIND,
                person.name(),
                person.id().value(),
                progress -> {
                    Files.createDirectories(folder);
                    export.toFile(person.id(), file(person.id()), progress);
                    CompletableFuture.delayedExecutor(KEPT.toSeconds() + 1, SECONDS)
                            .execute(this::sweep);
                });
    }

    /// The task that writes it, or is about to.
    public Optional<Task> open(PersonId person) {
        return newest(person)
                .filter(task ->
                        switch (task.status()) {
                            case QUEUED, RUNNING, PAUSED -> true;
                            case DONE, FAILED, CANCELLED, INTERRUPTED -> false;
                        });
    }

    /// Why the last one failed; empty when it did not.
    public Optional<String> failure(PersonId person) {
        return newest(person)
                .filter(task -> task.status() == Tasks.Status.FAILED)
                .map(Task::message);
    }

    private Optional<Task> newest(PersonId person) {
        return tasks.of(person.value(), TASKS).stream()
                .filter(task -> task.kind().equals(KIND))
                .findFirst();
    }

    /// What can be fetched.
    public synchronized Optional<Ready> ready(PersonId person) {
        Path file = file(person);
        try {
            if (!Files.exists(file)) return Optional.empty();
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return isKept(file)
                    ? Optional.of(new Ready(file, Files.size(file), written))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isKept(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(KEPT).isAfter(clock.instant());
    }

    /// Deletes what was kept for its day, and what the end of a program cut off; to be called at the start.
    public synchronized void sweep() {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{zip,zip.part}")) {
            for (Path file : files) if (!isKept(file)) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what was written for this person.
    public synchronized void discard(PersonId person) {
        try {
            Files.deleteIfExists(file(person));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ids may differ in what a disk takes for the same name.
    private Path file(PersonId person) {
        byte[] id = person.value().getBytes(StandardCharsets.UTF_8);
        return folder.resolve(HexFormat.of().formatHex(id) + ".zip");
    }
}
