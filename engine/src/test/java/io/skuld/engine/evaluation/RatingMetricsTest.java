package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatingMetricsTest {
    @Test
    void errorsAreInTheUnitOfTheRatings() {
        RatingMetrics metrics = RatingMetrics.of(new double[] {7, 5, 2}, new double[] {8, 5, 4});
        assertThat(metrics.mae()).isEqualTo(1);
        assertThat(metrics.rmse()).isCloseTo(Math.sqrt(5 / 3.), within(1e-12));
    }

    @Test
    void concordanceIsTheShareOfPairsInTheRightOrder() {
        assertThat(RatingMetrics.of(new double[] {3, 2, 1}, new double[] {9, 5, 5}).concordance())
                .isEqualTo(1);
        assertThat(RatingMetrics.of(new double[] {2, 2, 1}, new double[] {9, 5, 4}).concordance())
                .isCloseTo(2.5 / 3, within(1e-12));
        assertThat(RatingMetrics.of(new double[] {1, 2}, new double[] {5, 5}).concordance())
                .isNaN();
    }

    @Test
    void aPredictionThatIsNotANumberIsRefused() {
        assertThatThrownBy(() -> RatingMetrics.of(new double[] {Double.NaN}, new double[] {1}))
                .hasMessageContaining("Rating 0");
        assertThatThrownBy(() -> RatingMetrics.of(new double[0], new double[0]))
                .hasMessageContaining("at least 1");
    }
}
