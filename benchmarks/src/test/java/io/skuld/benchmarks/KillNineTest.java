package io.skuld.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short version of the drill: `./skuld bench kill-9` does it fifty times.
class KillNineTest {
    @Test
    void whatWasAcknowledgedOutlivesThreeKills(@TempDir Path home) throws Exception {
        KillNine.Outcome outcome = KillNine.drill(home, 3, 150);
        assertThat(outcome.acknowledged()).isPositive();
        assertThat(outcome.cutOff()).as("kills in the middle of writing").isPositive();
        assertThat(outcome.missing()).isEmpty();
    }
}
