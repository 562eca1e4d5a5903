package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private final Bootstrap bootstrap = new Bootstrap(1000, 42);

    private static double[] uniform(int n, long seed) {
        return new SplittableRandom(seed).doubles(n).toArray();
    }

    @Test
    void theIntervalIsAsWideAsTheoryWantsIt() {
        Interval ci = bootstrap.mean(uniform(2000, 1));
        double standardError = Math.sqrt(1 / 12.) / Math.sqrt(2000);
        assertThat(ci.high() - ci.low()).isCloseTo(2 * 1.96 * standardError, within(.003));
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTruth() {
        int held = 0;
        for (int trial = 0; trial < 200; trial++) {
            Interval ci = new Bootstrap(200, trial).mean(uniform(300, 1000 + trial));
            if (ci.low() <= .5 && .5 <= ci.high()) held++;
        }
        assertThat(held).isBetween(180, 198);
    }

    @Test
    void personsWithoutAValueAreLeftOut() {
        assertThat(bootstrap.mean(new double[] {.5, Double.NaN, .5}))
                .isEqualTo(new Interval(.5, .5));
        assertThat(bootstrap.mean(new double[] {Double.NaN})).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void aSmallButSteadyGainShowsOnlyWhenPaired() {
        double[] a = uniform(500, 3);
        double[] b = new double[a.length];
        for (int k = 0; k < a.length; k++) b[k] = a[k] + .01;
        Bootstrap.Difference gain = bootstrap.paired(a, b);
        assertThat(gain.mean()).isCloseTo(.01, within(1e-9));
        assertThat(gain.ci95().excludesZero()).isTrue();
        assertThat(bootstrap.mean(b).low()).isLessThan(bootstrap.mean(a).high());
    }

    @Test
    void noiseIsNotAGain() {
        assertThat(bootstrap.paired(uniform(500, 3), uniform(500, 4)).ci95().excludesZero())
                .isFalse();
    }

    @Test
    void valuesOfDifferentPersonsCannotBePaired() {
        assertThatThrownBy(() -> bootstrap.paired(new double[2], new double[3]))
                .hasMessageContaining("same persons");
    }
}
