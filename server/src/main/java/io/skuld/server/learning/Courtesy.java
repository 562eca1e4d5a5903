package io.skuld.server.learning;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// Keeps long work out of the way of whoever uses the machine: it takes at most every other second of one processor, and
/// waits while anything else keeps more than half of them busy.
public final class Courtesy {
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final double BUSY = .5;

    /// For work that somebody is waiting for.
    public static final Courtesy NONE =
            new Courtesy(() -> 0, duration -> {}, Duration.ofDays(9999));

    private final DoubleSupplier load;
    private final Sleeper sleeper;
    private final Duration turn;
    private long since = System.nanoTime();

    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /// @param load of all processors since the last call, from 0 to 1
    /// @param turn how long to work, and then to rest
    Courtesy(DoubleSupplier load, Sleeper sleeper, Duration turn) {
        this.load = load;
        this.sleeper = sleeper;
        this.turn = turn;
    }

    public static Courtesy ofThisMachine() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? new Courtesy(machine::getCpuLoad, Thread::sleep, TURN)
                : new Courtesy(() -> 0, Thread::sleep, TURN);
    }

    /// To be called between pieces of work: rests when it is time for it.
    ///
    /// @param over whether there is no more time to wait for
    void afterWork(BooleanSupplier over) {
        if (System.nanoTime() - since < turn.toNanos()) return;
        try {
            do {
                var unused = load.getAsDouble(); // what was before, the own work included
                sleeper.sleep(turn);
            } while (load.getAsDouble() > BUSY && !over.getAsBoolean());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        since = System.nanoTime();
    }
}
