package io.skuld.server.cli.evaluate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Says what is going on, and at intervals that it still is and since when, so that nobody mistakes long work for none.
final class StageClock implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("stage-clock").factory());

    private StageClock(String stage, PrintWriter terminal) {
        long started = System.nanoTime();
        say(terminal, stage + " …");
        ticks.scheduleAtFixedRate(
                () ->
                        say(
                                terminal,
                                "%s … %d s so far"
                                        .formatted(
                                                stage,
                                                Duration.ofNanos(System.nanoTime() - started)
                                                        .toSeconds())),
                EVERY.toSeconds(),
                EVERY.toSeconds(),
                TimeUnit.SECONDS);
    }

    /// Runs until it is closed.
    ///
    /// @param stage what is going on, such as `hybrid: fitting`
    static StageClock start(String stage, PrintWriter terminal) {
        return new StageClock(stage, terminal);
    }

    private static void say(PrintWriter terminal, String line) {
        terminal.println(line);
        terminal.flush();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
