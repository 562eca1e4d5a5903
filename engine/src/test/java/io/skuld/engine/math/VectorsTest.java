package io.skuld.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private final Kernels plain = new PlainKernels();
    private final Kernels vector = new VectorKernels();

    @Property(tries = 200)
    void vectorAndPlainDotAgree(
            @ForAll @IntRange(max = 513) int dim,
            @ForAll @IntRange(max = 7) int offset,
            @ForAll long seed) {
        float[] a = random(dim + offset, seed);
        float[] b = random(dim + 2 * offset, seed + 1);
        assertThat(vector.dot(a, offset, b, 2 * offset, dim))
                .isCloseTo(plain.dot(a, offset, b, 2 * offset, dim), within(1e-5f * (1 + dim)));
    }

    @Property(tries = 200)
    void vectorAndPlainAxpyAgreeAndTouchNothingElse(
            @ForAll @IntRange(max = 513) int dim,
            @ForAll @IntRange(max = 7) int offset,
            @ForAll long seed) {
        float[] x = random(dim + offset, seed);
        float[] byPlain = random(dim + 2 * offset + 3, seed + 1);
        float[] byVector = byPlain.clone();
        plain.axpy(0.7f, x, offset, byPlain, 2 * offset, dim);
        vector.axpy(0.7f, x, offset, byVector, 2 * offset, dim);
        for (int k = 0; k < byPlain.length; k++)
            assertThat(byVector[k]).isCloseTo(byPlain[k], within(1e-5f));
    }

    @Property(tries = 200)
    void vectorAndPlainStandardizeAlike(
            @ForAll @IntRange(max = 67) int n,
            @ForAll @IntRange(max = 7) int offset,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] byPlain = random(n + offset + 3, seed);
        float[] unit = new float[n];
        for (int k = 0; k < n; k++) {
            byPlain[offset + k] *= (float) Math.exp(random.nextInt(60) - 30);
            unit[k] = (float) Math.exp(random.nextInt(20) - 10);
        }
        if (n > 2) byPlain[offset + 2] = 0;
        float[] byVector = byPlain.clone();
        float[] mean = random(n, seed + 1);
        float[] spread = random(n, seed + 2);
        plain.standardize(byPlain, offset, n, unit, mean, spread);
        vector.standardize(byVector, offset, n, unit, mean, spread);
        assertThat(byVector).containsExactly(byPlain, within(1e-5f));
    }

    @Test
    void whatIsNotFiniteIsStandardizedToTheMean() {
        float[] one = {1, 1, 1, 1};
        for (Kernels kernels : List.of(plain, vector)) {
            float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f};
            kernels.standardize(x, 0, 4, one, one, one);
            assertThat(x).containsExactly(0, 0, 0, 8);
        }
    }

    @Property(tries = 50)
    void fourSumsSideBySideGrowAndNothingElse(
            @ForAll @IntRange(max = 7) int offset, @ForAll long seed) {
        float[] x = random(4 + offset, seed);
        float[] byPlain = random(4 + 2 * offset + 3, seed + 1);
        float[] byVector = byPlain.clone();
        plain.add4(x, offset, byPlain, 2 * offset);
        vector.add4(x, offset, byVector, 2 * offset);
        assertThat(byVector).isEqualTo(byPlain);
    }

    @Property(tries = 200)
    void vectorAndPlainAgreeOnFourColumnsAtOnce(
            @ForAll @IntRange(max = 67) int n,
            @ForAll @IntRange(max = 7) int offset,
            @ForAll long seed) {
        double[] x = doubles(n + offset, seed);
        double[] y = doubles(4 * n + offset + 3, seed + 1);
        double[] sums = new double[4];
        double[] expected = new double[4];
        plain.dot4(x, offset, y, offset, n, expected);
        vector.dot4(x, offset, y, offset, n, sums);
        assertThat(sums).containsExactly(expected, within(1e-12));

        double[] byPlain = y.clone();
        double[] byVector = y.clone();
        double[] alpha = {.5, -2, 0, 1.25};
        plain.subtract4(alpha, x, offset, byPlain, offset, n);
        vector.subtract4(alpha, x, offset, byVector, offset, n);
        assertThat(byVector).containsExactly(byPlain, within(1e-12));
    }

    @Property(tries = 200)
    void fourOuterProductsAtOnceAreTheirSumOneByOne(
            @ForAll @IntRange(min = 1, max = 67) int dim, @ForAll long seed) {
        float[] x = random(6 * dim, seed);
        int[] from = {2 * dim, 0, 5 * dim, dim};
        float[] alpha = {.5f, -2, 0, 1.25f};
        float[] expected = random(dim * dim, seed + 1);
        float[] byPlain = expected.clone();
        float[] byVector = expected.clone();
        for (int j = 0; j < 4; j++) Vectors.addOuter(alpha[j], x, from[j], expected, dim);
        plain.addOuter4(alpha, x, from, byPlain, dim, 0);
        vector.addOuter4(alpha, x, from, byVector, dim, 0);
        for (int r = 0; r < dim; r++)
            for (int c = 0; c <= r; c++) {
                assertThat(byPlain[r * dim + c]).isCloseTo(expected[r * dim + c], within(1e-5f));
                assertThat(byVector[r * dim + c]).isCloseTo(expected[r * dim + c], within(1e-5f));
            }
    }

    @Property(tries = 200)
    void vectorAndPlainProductsAgreeAndTouchNothingElse(
            @ForAll @IntRange(max = 11) int rows,
            @ForAll @IntRange(max = 45) int inner,
            @ForAll @IntRange(max = 35) int columns,
            @ForAll @IntRange(max = 3) int offset,
            @ForAll long seed) {
        float[] a = random(rows * inner + offset, seed);
        float[] b = random(inner * columns + offset, seed + 1);
        float[] c = random(rows * columns + offset + 3, seed + 2);
        float[] byPlain = c.clone();
        float[] byVector = c.clone();
        plain.addProduct(a, offset, b, offset, byPlain, offset, rows, inner, columns);
        vector.addProduct(a, offset, b, offset, byVector, offset, rows, inner, columns);
        assertThat(byVector).containsExactly(byPlain, within(1e-4f));
        float[] transposedByPlain = Arrays.copyOf(b, b.length + 3);
        float[] transposedByVector = transposedByPlain.clone();
        plain.addTransposedProduct(
                a, offset, c, offset, transposedByPlain, offset, rows, inner, columns);
        vector.addTransposedProduct(
                a, offset, c, offset, transposedByVector, offset, rows, inner, columns);
        assertThat(transposedByVector).containsExactly(transposedByPlain, within(1e-4f));
    }

    @Property(tries = 200)
    void vectorAndPlainSubtractFourRowsOfAProductAlike(
            @ForAll @IntRange(max = 9) int inner,
            @ForAll @IntRange(max = 67) int columns,
            @ForAll @IntRange(max = 40) int more,
            @ForAll long seed) {
        int stride = columns + more;
        float[] a = random(4 * 9 + 2, seed);
        float[] b = random(9 * stride + 1, seed + 1);
        float[] byPlain = random(4 * stride + 3, seed + 2);
        float[] byVector = byPlain.clone();
        float[] before = byPlain.clone();
        plain.subtractProduct4(a, 2, 9, b, 1, byPlain, 3, stride, inner, columns, columns + more);
        vector.subtractProduct4(a, 2, 9, b, 1, byVector, 3, stride, inner, columns, columns + more);
        for (int r = 0; r < 4; r++)
            for (int k = 0; k < columns; k++) {
                int at = 3 + r * stride + k;
                double sum = before[at];
                for (int j = 0; j < inner; j++)
                    sum -= (double) a[2 + r * 9 + j] * b[1 + j * stride + k];
                assertThat((double) byPlain[at]).isCloseTo(sum, within(1e-4));
                assertThat((double) byVector[at]).isCloseTo(sum, within(1e-4));
            }
        assertThat(Arrays.copyOf(byVector, 3)).containsExactly(Arrays.copyOf(before, 3));
    }

    @Test
    void aProductIsRowsTimesColumns() {
        float[] c = {1, 0, 0, 0};
        Vectors.addProduct(new float[] {1, 2, 3, 4}, 0, new float[] {5, 6, 7, 8}, 0, c, 0, 2, 2, 2);
        assertThat(c).containsExactly(20, 22, 43, 50);
        float[] b = new float[2];
        Vectors.addTransposedProduct(
                new float[] {1, 2, 3, 4}, 0, new float[] {1, 10}, 0, b, 0, 2, 2, 1);
        assertThat(b).containsExactly(31, 42);
    }

    @Property(tries = 200)
    void fourOuterProductsFromARowOnLeaveTheColumnsBeforeItAlone(
            @ForAll @IntRange(min = 1, max = 67) int dim,
            @ForAll @IntRange(max = 66) int first,
            @ForAll long seed) {
        float[] x = random(4 * dim, seed);
        int[] from = {2 * dim, 0, 3 * dim, dim};
        for (int start : from) Arrays.fill(x, start, start + Math.min(first, dim), 0);
        float[] alpha = {-1, .5f, 2, -.25f};
        float[] before = random(dim * dim, seed + 1);
        float[] byPlain = before.clone();
        float[] byVector = before.clone();
        plain.addOuter4(alpha, x, from, byPlain, dim, first);
        vector.addOuter4(alpha, x, from, byVector, dim, first);
        for (int r = 0; r < dim; r++)
            for (int c = 0; c <= r; c++) {
                double sum = before[r * dim + c];
                if (r >= first && c >= first)
                    for (int j = 0; j < 4; j++)
                        sum += (double) alpha[j] * x[from[j] + r] * x[from[j] + c];
                assertThat((double) byPlain[r * dim + c]).isCloseTo(sum, within(1e-5));
                assertThat((double) byVector[r * dim + c]).isCloseTo(sum, within(1e-5));
            }
    }

    private static double[] doubles(int n, long seed) {
        return new Random(seed).doubles(n, -1, 1).toArray();
    }

    @Test
    void gramIsTheSumOfOuterProducts() {
        float[] rows = {1, 2, 3, 4, 5, 6};
        float[] gram = new float[4];
        Vectors.gram(rows, 3, 2, gram);
        assertThat(gram).containsExactly(35, 0, 44, 56);
    }

    @Property(tries = 100)
    void choleskySolvesPositiveDefiniteSystems(
            @ForAll @IntRange(min = 1, max = 65) int dim, @ForAll long seed) {
        float[] rows = random(2 * dim * dim, seed);
        float[] matrix = new float[dim * dim];
        Vectors.gram(rows, 2 * dim, dim, matrix);
        for (int r = 0; r < dim; r++) matrix[r * dim + r] += 1;
        float[] expected = random(dim, seed + 7);
        float[] x = new float[dim];
        for (int r = 0; r < dim; r++)
            for (int c = 0; c < dim; c++)
                x[r] += (c <= r ? matrix[r * dim + c] : matrix[c * dim + r]) * expected[c];
        Cholesky.solve(matrix, x, dim);
        for (int r = 0; r < dim; r++) assertThat(x[r]).isCloseTo(expected[r], within(5e-3f));
    }

    @Test
    void choleskyOfASingularMatrixStaysFinite() {
        float[] x = {1, 1};
        Cholesky.solve(new float[] {1, 1, 1, 1}, x, 2);
        assertThat(Float.isFinite(x[0]) && Float.isFinite(x[1])).isTrue();
    }

    static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int k = 0; k < n; k++) values[k] = random.nextFloat() * 2 - 1;
        return values;
    }
}
