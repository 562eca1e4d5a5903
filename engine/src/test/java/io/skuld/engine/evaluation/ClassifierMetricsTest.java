package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClassifierMetricsTest {
    private static final double[] PROBABILITY = {.9, .8, .7, .4, .2};
    private static final boolean[] ACTUAL = {true, false, true, true, false};
    private final ClassifierMetrics metrics = ClassifierMetrics.of(PROBABILITY, ACTUAL, .5);

    @Test
    void theThresholdDividesYesFromNo() {
        assertThat(metrics.confusion()).isEqualTo(new ClassifierMetrics.Confusion(2, 1, 1, 1));
        assertThat(metrics.confusion().precision()).isCloseTo(2 / 3., within(1e-12));
        assertThat(metrics.confusion().recall()).isCloseTo(2 / 3., within(1e-12));
        assertThat(metrics.confusion().f1()).isCloseTo(2 / 3., within(1e-12));
        assertThat(metrics.confusion().accuracy()).isEqualTo(.6);
    }

    @Test
    void aucIsTheChanceThatAYesIsAboveANo() {
        assertThat(metrics.auc()).isCloseTo(4 / 6., within(1e-12));
    }

    @Test
    void averagePrecisionIsThePrecisionAtEachYes() {
        assertThat(metrics.averagePrecision()).isCloseTo((1 + 2 / 3. + 3 / 4.) / 3, within(1e-12));
    }

    @Test
    void brierAndLogLossReadTheProbabilities() {
        assertThat(metrics.brier()).isCloseTo((.01 + .64 + .09 + .36 + .04) / 5, within(1e-12));
        double likelihood = .9 * .2 * .7 * .4 * .8;
        assertThat(metrics.logLoss()).isCloseTo(-Math.log(likelihood) / 5, within(1e-12));
    }

    @Test
    void aSureAndRightForecastIsPerfectlyCalibrated() {
        ClassifierMetrics sure =
                ClassifierMetrics.of(new double[] {1, 0}, new boolean[] {true, false}, .5);
        assertThat(sure.calibrationError()).isZero();
        assertThat(sure.logLoss()).isCloseTo(0, within(1e-12));
    }

    @Test
    void calibrationErrorIsTheDistanceOfSaidAndSeen() {
        ClassifierMetrics half =
                ClassifierMetrics.of(new double[] {.72, .74}, new boolean[] {true, false}, .5);
        assertThat(half.calibration())
                .singleElement()
                .satisfies(bin -> assertThat(bin.observedShare()).isEqualTo(.5));
        assertThat(half.calibrationError()).isCloseTo(.23, within(1e-12));
    }

    @Test
    void tiedScoresCountHalfWhateverTheirOrder() {
        assertThat(ClassifierMetrics.auc(new double[] {1, 1}, new boolean[] {true, false}))
                .isEqualTo(.5);
        assertThat(
                        ClassifierMetrics.averagePrecision(
                                new double[] {1, 1}, new boolean[] {false, true}))
                .isEqualTo(.5);
    }

    @Test
    void withoutOneOfTheClassesThereIsNoArea() {
        ClassifierMetrics onlyNo =
                ClassifierMetrics.of(new double[] {.1, .2}, new boolean[] {false, false}, .5);
        assertThat(onlyNo.auc()).isNaN();
        assertThat(onlyNo.averagePrecision()).isNaN();
        assertThat(onlyNo.confusion().f1()).isZero();
        assertThat(onlyNo.confusion().precision()).isNaN();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> ClassifierMetrics.of(new double[] {1.1}, new boolean[] {true}, .5))
                .hasMessageContaining("[0, 1]");
    }

    @Property(tries = 100)
    void turningTheScoresRoundTurnsTheAucRound(
            @ForAll @Size(min = 2, max = 40) double @DoubleRange(min = 0, max = 1) [] scores) {
        boolean[] actual = new boolean[scores.length];
        double[] turned = new double[scores.length];
        for (int k = 0; k < scores.length; k++) {
            actual[k] = k % 3 == 0;
            turned[k] = -scores[k];
        }
        assertThat(ClassifierMetrics.auc(turned, actual))
                .isCloseTo(1 - ClassifierMetrics.auc(scores, actual), within(1e-9));
    }
}
