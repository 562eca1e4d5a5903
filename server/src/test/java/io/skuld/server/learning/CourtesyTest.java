package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// A turn takes no time here, so that it is always time to rest.
class CourtesyTest {
    private final List<Duration> slept = new ArrayList<>();

    /// @param loads that others make during each rest
    private Courtesy among(double... loads) {
        Queue<Double> measured = new ArrayDeque<>();
        for (double load : loads) {
            measured.add(1.0); // until the rest, the work itself
            measured.add(load);
        }
        return new Courtesy(measured::remove, slept::add, Duration.ZERO);
    }

    @Test
    void restsAsLongAsItWorked() {
        among(.1).afterWork(() -> false);
        assertThat(slept).hasSize(1);
    }

    @Test
    void waitsWhileOthersAreBusy() {
        among(.9, .8, .2).afterWork(() -> false);
        assertThat(slept).hasSize(3);
    }

    @Test
    void waitsNoLongerThanThereIsTime() {
        among(.9).afterWork(() -> true);
        assertThat(slept).hasSize(1);
    }

    @Test
    void doesNotRestBeforeItsTurnIsOver() {
        new Courtesy(() -> 1, slept::add, Duration.ofDays(1)).afterWork(() -> false);
        assertThat(slept).isEmpty();
    }
}
