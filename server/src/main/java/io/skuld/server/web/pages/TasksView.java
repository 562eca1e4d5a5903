package io.skuld.server.web.pages;

import io.skuld.server.tasks.Tasks;
import java.util.List;

/// Long work: what runs or waits, and what is over.
public record TasksView(Shell shell, List<Row> open, List<Row> over, String emptyArt) {
    /// @param kind what sort of work, in words
    /// @param status in words
    /// @param progress how far it is, in words
    /// @param when when it began or ended
    public record Row(Tasks.Task task, String kind, String status, String progress, String when) {
        public boolean running() {
            return task.status() == Tasks.Status.RUNNING;
        }

        public boolean paused() {
            return task.status() == Tasks.Status.PAUSED;
        }

        public boolean failed() {
            return task.status() == Tasks.Status.FAILED;
        }
    }

    public TasksView {
        open = List.copyOf(open);
        over = List.copyOf(over);
    }
}
