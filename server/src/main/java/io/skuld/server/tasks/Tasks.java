package io.skuld.server.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Long work in the background. Each kind runs one task at a time, different kinds side by side. A task survives a
/// reload of the page, and its record a restart; work cut off by a restart is shown as interrupted. Thread-safe.
public interface Tasks {
    enum Status {
        QUEUED,
        RUNNING,
        PAUSED,
        DONE,
        FAILED,
        CANCELLED,
        INTERRUPTED
    }

    /// @param kind what sort of work, as `import` or `encode`; a message key
    /// @param title what it is about, as the file's name
    /// @param done units done
    /// @param total units in all, or 0 when not known
    /// @param message what is happening, or why it failed
    record Task(
            String id,
            String kind,
            String title,
            @Nullable String person,
            Status status,
            long done,
            long total,
            String message,
            Instant created,
            @Nullable Instant finished) {}

    /// What a running task may say and must ask.
    interface Progress {
        /// Tells how far it is; cheap enough to be called for every unit.
        void at(long done, long total, String message);

        /// Waits while paused.
        ///
        /// @throws CancelledException when someone cancelled the task; let it pass
        void checkpoint();
    }

    @FunctionalInterface
    interface Work {
        void run(Progress progress) throws Exception;
    }

    /// Thrown by [Progress#checkpoint].
    final class CancelledException extends RuntimeException {
        public CancelledException() {
            super("The task was cancelled");
        }
    }

    Task submit(String kind, String title, @Nullable String person, Work work);

    Optional<Task> find(String id);

    /// Newest first.
    List<Task> all(int limit);

    /// Those that belong to this person, newest first.
    List<Task> of(String person, int limit);

    /// When the first task of any kind was submitted; empty when there was none.
    Optional<Instant> first();

    /// When the last task of this kind that was done was submitted; empty when there was none.
    Optional<Instant> lastDone(String kind);

    /// These three return false when the task is past that.
    boolean pause(String id);

    boolean resume(String id);

    boolean cancel(String id);

    /// Calls back on every change of status and, at most a few times a second, of progress.
    void onChange(java.util.function.Consumer<Task> listener);
}
