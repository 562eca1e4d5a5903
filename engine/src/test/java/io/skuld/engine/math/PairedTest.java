package io.skuld.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairedTest {
    @Test
    void aDifferenceCountsBeyondOneStandardErrorOfItsMean() {
        // Differences 3, −1, mean 1, standard deviation 2: one standard error is 2/√n.
        assertThat(Paired.isBetter(new double[] {3, 0}, new double[] {0, 1})).isFalse();
        double[] a = {3, 0, 3, 0, 3, 0};
        double[] b = {0, 1, 0, 1, 0, 1};
        assertThat(Paired.isBetter(a, b)).isTrue();
        assertThat(Paired.isBetter(b, a)).isFalse();
    }

    @Test
    void equalsAndNobodyAreNotBetter() {
        assertThat(Paired.isBetter(new double[] {1, 2}, new double[] {1, 2})).isFalse();
        assertThat(Paired.isBetter(new double[0], new double[0])).isFalse();
    }
}
