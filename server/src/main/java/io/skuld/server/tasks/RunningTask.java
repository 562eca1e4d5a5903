package io.skuld.server.tasks;

import io.skuld.server.ActionableException;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Progress;
import io.skuld.server.tasks.Tasks.Status;
import io.skuld.server.tasks.Tasks.Task;
import io.skuld.server.tasks.Tasks.Work;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One task from its submission to its end. Its own thread works; any other may pause, resume or cancel it.
final class RunningTask implements Runnable, Progress {
    /// At least this long between two reports of progress.
    private static final long QUIET_MILLIS = 250;

    private static final System.Logger LOG = System.getLogger(RunningTask.class.getName());

    private final Work work;
    private final InstantSource clock;
    private final Consumer<Task> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();

    // Guarded by the lock for writing.
    private volatile Task task;
    private volatile boolean paused;
    private volatile boolean cancelled;
    private boolean started;
    private long reportedAt;

    RunningTask(Task task, Work work, InstantSource clock, Consumer<Task> changed) {
        this.task = task;
        this.work = work;
        this.clock = clock;
        this.changed = changed;
    }

    Task task() {
        return task;
    }

    @Override
    public void run() {
        try {
            checkpoint();
            start();
            work.run(this);
            become(Status.DONE, task.message());
        } catch (CancelledException e) {
            become(Status.CANCELLED, task.message());
        } catch (ActionableException e) {
            become(Status.FAILED, String.valueOf(e.getMessage()));
        } catch (Throwable e) { // whatever it is, the task must not look as if it still ran
            LOG.log(System.Logger.Level.ERROR, "Task '" + task.title() + "' failed", e);
            become(Status.FAILED, e.toString());
        }
    }

    private void start() {
        lock.lock();
        try {
            started = true;
            become(Status.RUNNING, task.message());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void at(long done, long total, String message) {
        lock.lock();
        try {
            set(task.status(), done, total, message);
            long now = System.nanoTime() / 1_000_000;
            if (now - reportedAt < QUIET_MILLIS) return;
            reportedAt = now;
            changed.accept(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void checkpoint() {
        if (!paused && !cancelled) return;
        lock.lock();
        try {
            while (paused && !cancelled) resumed.awaitUninterruptibly();
            if (cancelled) throw new CancelledException();
        } finally {
            lock.unlock();
        }
    }

    boolean pause() {
        lock.lock();
        try {
            if (isOver() || paused || cancelled) return false;
            paused = true;
            become(Status.PAUSED, task.message());
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean resume() {
        lock.lock();
        try {
            if (!paused || cancelled) return false;
            paused = false;
            become(started ? Status.RUNNING : Status.QUEUED, task.message());
            resumed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean cancel() {
        lock.lock();
        try {
            if (isOver() || cancelled) return false;
            cancelled = true;
            if (!started) become(Status.CANCELLED, task.message());
            resumed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return task.finished() != null;
    }

    /// The first end counts: a task cancelled while it waited does not end again.
    private void become(Status status, String message) {
        lock.lock();
        try {
            if (isOver()) return;
            set(status, task.done(), task.total(), message);
            changed.accept(task);
        } finally {
            lock.unlock();
        }
    }

    private void set(Status status, long done, long total, String message) {
        task =
                new Task(
                        task.id(),
                        task.kind(),
                        task.title(),
                        task.person(),
                        status,
                        done,
                        total,
                        message,
                        task.created(),
                        finished(status));
    }

    private @Nullable Instant finished(Status status) {
        return switch (status) {
            case QUEUED, RUNNING, PAUSED -> null;
            case DONE, FAILED, CANCELLED, INTERRUPTED -> clock.instant();
        };
    }
}
