package io.skuld.server.cli;

import io.skuld.server.tasks.Tasks.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Progress of a command as a bar on the error stream, where one looks at it; nothing when the output goes to a file.
final class TerminalProgress implements Progress, AutoCloseable {
    private static final long MEGABYTE = 1 << 20;

    private final @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /// Of reading files, in bytes.
    ///
    /// @param wanted whether to show anything at all
    static TerminalProgress reading(boolean wanted) {
        return of(wanted, new ProgressBarBuilder().setTaskName("Reading").setUnit(" MB", MEGABYTE));
    }

    /// Of work whose steps are counted.
    static TerminalProgress of(boolean wanted, String work) {
        return of(wanted, new ProgressBarBuilder().setTaskName(work));
    }

    private static TerminalProgress of(boolean wanted, ProgressBarBuilder bar) {
        if (!wanted || System.console() == null || !System.console().isTerminal())
            return new TerminalProgress(null);
        return new TerminalProgress(
                bar.setStyle(ProgressBarStyle.ASCII).clearDisplayOnFinish().build());
    }

    @Override
    public void at(long done, long total, String message) {
        if (bar == null) return;
        bar.maxHint(total);
        bar.stepTo(done);
    }

    @Override
    public void checkpoint() {
        // A command is stopped with Ctrl-C; what is in stays in and can be undone.
    }

    @Override
    public void close() {
        if (bar != null) bar.close();
    }
}
