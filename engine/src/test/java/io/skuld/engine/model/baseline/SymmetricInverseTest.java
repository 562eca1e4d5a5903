package io.skuld.engine.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 63, 64, 65, 127, 130, 193, 600})
    void aMatrixTimesItsInverseIsTheIdentity(int n) {
        float[] a = positiveDefinite(n, 42 + n);
        float[] inverse = a.clone();
        SymmetricInverse.invert(inverse, n);
        for (int row = 0; row < n; row += Math.max(1, n / 20))
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += a[row * n + k] * (double) inverse[k * n + column];
                assertThat(sum).isCloseTo(row == column ? 1 : 0, within(1e-3));
            }
    }

    @Test
    void theUpperTriangleIsNotRead() {
        float[] a = positiveDefinite(70, 1);
        float[] lower = a.clone();
        for (int row = 0; row < 70; row++)
            for (int column = row + 1; column < 70; column++) lower[row * 70 + column] = Float.NaN;
        SymmetricInverse.invert(a, 70);
        SymmetricInverse.invert(lower, 70);
        assertThat(lower).containsExactly(a);
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsRefused() {
        assertThatThrownBy(() -> SymmetricInverse.invert(new float[] {1, 2, 2, 1}, 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("pivot 1");
    }

    private static float[] positiveDefinite(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[n * n];
        for (int k = 0; k < x.length; k++) x[k] = random.nextFloat() - 0.5f;
        float[] a = new float[n * n];
        for (int row = 0; row < n; row++)
            for (int column = 0; column <= row; column++) {
                float sum = row == column ? 5 : 0;
                for (int k = 0; k < n; k++) sum += x[row * n + k] * x[column * n + k];
                a[row * n + column] = sum;
                a[column * n + row] = sum;
            }
        return a;
    }
}
