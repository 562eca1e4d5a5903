package io.skuld.engine.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the CPU's vector registers. Sums are taken lane by lane, so they differ from the plain ones in the last
/// bits.
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    /// For matrices with a small multiple of eight columns.
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
    private static final int SIGN = 1 << 31;
    private static final int ROOT_OF_HALF = Float.floatToRawIntBits((float) Math.sqrt(.5));
    private static final float LOG_2 = (float) Math.log(2);

    /// Sizes beyond this are taken for it; nobody tells their logarithms apart.
    private static final float LARGEST_SIZE = 1e30f;

    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        int k = 0;
        float sum = 0;
        int whole = LANES.loopBound(n);
        if (whole > 0) {
            FloatVector sums = FloatVector.zero(LANES);
            for (; k < whole; k += LANES.length()) {
                FloatVector left = FloatVector.fromArray(LANES, a, aFrom + k);
                sums = left.fma(FloatVector.fromArray(LANES, b, bFrom + k), sums);
            }
            sum = sums.reduceLanes(VectorOperators.ADD);
        }
        for (; k < n; k++) sum += a[aFrom + k] * b[bFrom + k];
        return sum;
    }

    @Override
    public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
        int k = 0;
        int whole = LANES.loopBound(n);
        if (whole > 0) {
            FloatVector scale = FloatVector.broadcast(LANES, alpha);
            for (; k < whole; k += LANES.length()) {
                FloatVector old = FloatVector.fromArray(LANES, y, yFrom + k);
                FloatVector.fromArray(LANES, x, xFrom + k).fma(scale, old).intoArray(y, yFrom + k);
            }
        }
        for (; k < n; k++) y[yFrom + k] += alpha * x[xFrom + k];
    }

    @Override
    public void add4(float[] x, int xFrom, float[] y, int yFrom) {
        FloatVector.fromArray(FOUR_FLOATS, y, yFrom)
                .add(FloatVector.fromArray(FOUR_FLOATS, x, xFrom))
                .intoArray(y, yFrom);
    }

    @Override
    public void standardize(
            float[] x, int from, int n, float[] unit, float[] mean, float[] spread) {
        for (int k = 0; k < n; k += LANES.length()) {
            VectorMask<Float> here = LANES.indexInRange(k, n);
            FloatVector value = FloatVector.fromArray(LANES, x, from + k, here);
            FloatVector size =
                    value.abs()
                            .div(FloatVector.fromArray(LANES, unit, k, here), here)
                            .min(LARGEST_SIZE);
            FloatVector signed =
                    log1p(size)
                            .reinterpretAsInts()
                            .or(value.reinterpretAsInts().and(SIGN))
                            .reinterpretAsFloats();
            signed.sub(FloatVector.fromArray(LANES, mean, k, here))
                    .mul(FloatVector.fromArray(LANES, spread, k, here))
                    .max(-8)
                    .min(8)
                    .blend(0, value.test(VectorOperators.IS_FINITE).not())
                    .intoArray(x, from + k, here);
        }
    }

    /// `log(1 + x)` of numbers from 0 to [#LARGEST_SIZE]: with `1 + x = 2ᵉ·m`, m about 1, it is `e·log 2 + 2·artanh((m − 1)/(m + 1))`,
    /// whose series is cut where a float no longer shows it.
    private static FloatVector log1p(FloatVector x) {
        IntVector bits = x.add(1).reinterpretAsInts();
        IntVector exponent = bits.sub(ROOT_OF_HALF).lanewise(VectorOperators.ASHR, 23);
        FloatVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
        // Where nothing is taken out, m − 1 is x, which has not lost its last digits to the 1.
        VectorMask<Float> small = exponent.eq(0).cast(LANES);
        FloatVector s = m.sub(1).blend(x, small).div(m.add(1));
        FloatVector square = s.mul(s);
        FloatVector series = square.mul(2 / 9f).add(2 / 7f);
        series = series.fma(square, FloatVector.broadcast(LANES, 2 / 5f));
        series = series.fma(square, FloatVector.broadcast(LANES, 2 / 3f));
        series = series.fma(square, FloatVector.broadcast(LANES, 2));
        FloatVector whole = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        return whole.fma(FloatVector.broadcast(LANES, LOG_2), series.mul(s));
    }

    /// A row of the matrix is read and written once for all four, and up to the next whole register, so that there is
    /// nothing left over to do cell by cell.
    @Override
    public void addOuter4(
            float[] alpha, float[] x, int[] from, float[] matrix, int dim, int first) {
        int lanes = LANES.length();
        int whole = LANES.loopBound(dim);
        int begin = LANES.loopBound(first);
        for (int r = first; r < dim; r++) {
            float a = alpha[0] * x[from[0] + r];
            float b = alpha[1] * x[from[1] + r];
            float c = alpha[2] * x[from[2] + r];
            float d = alpha[3] * x[from[3] + r];
            int row = r * dim;
            int k = begin;
            for (; k <= r && k < whole; k += lanes) {
                FloatVector sum = FloatVector.fromArray(LANES, matrix, row + k);
                sum =
                        FloatVector.fromArray(LANES, x, from[0] + k)
                                .fma(FloatVector.broadcast(LANES, a), sum);
                sum =
                        FloatVector.fromArray(LANES, x, from[1] + k)
                                .fma(FloatVector.broadcast(LANES, b), sum);
                sum =
                        FloatVector.fromArray(LANES, x, from[2] + k)
                                .fma(FloatVector.broadcast(LANES, c), sum);
                sum =
                        FloatVector.fromArray(LANES, x, from[3] + k)
                                .fma(FloatVector.broadcast(LANES, d), sum);
                sum.intoArray(matrix, row + k);
            }
            for (k = Math.max(k, first); k <= r; k++)
                matrix[row + k] +=
                        a * x[from[0] + k]
                                + b * x[from[1] + k]
                                + c * x[from[2] + k]
                                + d * x[from[3] + k];
        }
    }

    /// Two sums side by side: one alone would wait for each addition.
    @Override
    public void dot4(double[] x, int xFrom, double[] y, int yFrom, int n, double[] sums) {
        DoubleVector even = DoubleVector.zero(FOUR);
        DoubleVector odd = DoubleVector.zero(FOUR);
        int k = 0;
        for (; k + 1 < n; k += 2) {
            even = DoubleVector.fromArray(FOUR, y, yFrom + 4 * k).fma(of(x, xFrom + k), even);
            odd = DoubleVector.fromArray(FOUR, y, yFrom + 4 * k + 4).fma(of(x, xFrom + k + 1), odd);
        }
        if (k < n)
            even = DoubleVector.fromArray(FOUR, y, yFrom + 4 * k).fma(of(x, xFrom + k), even);
        even.add(odd).intoArray(sums, 0);
    }

    @Override
    public void subtract4(double[] alpha, double[] x, int xFrom, double[] y, int yFrom, int n) {
        DoubleVector scale = DoubleVector.fromArray(FOUR, alpha, 0).neg();
        for (int k = 0; k < n; k++) {
            DoubleVector old = DoubleVector.fromArray(FOUR, y, yFrom + 4 * k);
            scale.fma(of(x, xFrom + k), old).intoArray(y, yFrom + 4 * k);
        }
    }

    /// Two registers wide, all eight sums in registers; the last ones reach into what may be overwritten.
    @Override
    public void subtractProduct4(
            float[] a,
            int aFrom,
            int aStride,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int stride,
            int inner,
            int columns,
            int room) {
        int k = 0;
        for (; k < columns && k + 2 * LANES.length() <= room; k += 2 * LANES.length())
            subtractTile(a, aFrom, aStride, b, bFrom + k, c, cFrom + k, stride, inner);
        for (; k < columns; k++)
            for (int r = 0; r < 4; r++) {
                float sum = 0;
                for (int j = 0; j < inner; j++)
                    sum += a[aFrom + r * aStride + j] * b[bFrom + j * stride + k];
                c[cFrom + r * stride + k] -= sum;
            }
    }

    private static void subtractTile(
            float[] a,
            int aFrom,
            int aStride,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int stride,
            int inner) {
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        for (int j = 0; j < inner; j++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bFrom + j * stride);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bFrom + j * stride + LANES.length());
            FloatVector a0 = FloatVector.broadcast(LANES, a[aFrom + j]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(LANES, a[aFrom + aStride + j]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(LANES, a[aFrom + 2 * aStride + j]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(LANES, a[aFrom + 3 * aStride + j]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        subtractAt(c, cFrom, s00, s01);
        subtractAt(c, cFrom + stride, s10, s11);
        subtractAt(c, cFrom + 2 * stride, s20, s21);
        subtractAt(c, cFrom + 3 * stride, s30, s31);
    }

    private static void subtractAt(float[] c, int at, FloatVector first, FloatVector second) {
        FloatVector.fromArray(LANES, c, at).sub(first).intoArray(c, at);
        int next = at + LANES.length();
        FloatVector.fromArray(LANES, c, next).sub(second).intoArray(c, next);
    }

    /// Four rows of `a` at once, so that a register of `b` is loaded once for all four and no sum waits for the one before.
    @Override
    public void addProduct(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int rows,
            int inner,
            int columns) {
        int whole = EIGHT.loopBound(columns);
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            int at = aFrom + r * inner;
            int to = cFrom + r * columns;
            for (int k = 0; k < whole; k += EIGHT.length(), to += EIGHT.length()) {
                FloatVector sum0 = FloatVector.fromArray(EIGHT, c, to);
                FloatVector sum1 = FloatVector.fromArray(EIGHT, c, to + columns);
                FloatVector sum2 = FloatVector.fromArray(EIGHT, c, to + 2 * columns);
                FloatVector sum3 = FloatVector.fromArray(EIGHT, c, to + 3 * columns);
                for (int j = 0; j < inner; j++) {
                    FloatVector row = FloatVector.fromArray(EIGHT, b, bFrom + j * columns + k);
                    sum0 = row.fma(of(a, at + j), sum0);
                    sum1 = row.fma(of(a, at + inner + j), sum1);
                    sum2 = row.fma(of(a, at + 2 * inner + j), sum2);
                    sum3 = row.fma(of(a, at + 3 * inner + j), sum3);
                }
                sum0.intoArray(c, to);
                sum1.intoArray(c, to + columns);
                sum2.intoArray(c, to + 2 * columns);
                sum3.intoArray(c, to + 3 * columns);
            }
        }
        for (; r < rows; r++)
            for (int k = 0; k < whole; k += EIGHT.length()) {
                int to = cFrom + r * columns + k;
                FloatVector sum = FloatVector.fromArray(EIGHT, c, to);
                for (int j = 0; j < inner; j++)
                    sum =
                            FloatVector.fromArray(EIGHT, b, bFrom + j * columns + k)
                                    .fma(of(a, aFrom + r * inner + j), sum);
                sum.intoArray(c, to);
            }
        for (int row = 0; row < rows && whole < columns; row++)
            for (int j = 0; j < inner; j++)
                for (int k = whole; k < columns; k++)
                    c[cFrom + row * columns + k] +=
                            a[aFrom + row * inner + j] * b[bFrom + j * columns + k];
    }

    /// Four rows at once, so that a register of `b` is loaded and stored once for all four.
    @Override
    public void addTransposedProduct(
            float[] a,
            int aFrom,
            float[] c,
            int cFrom,
            float[] b,
            int bFrom,
            int rows,
            int inner,
            int columns) {
        int whole = EIGHT.loopBound(columns);
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            int at = aFrom + r * inner;
            for (int k = 0; k < whole; k += EIGHT.length()) {
                int from = cFrom + r * columns + k;
                FloatVector row0 = FloatVector.fromArray(EIGHT, c, from);
                FloatVector row1 = FloatVector.fromArray(EIGHT, c, from + columns);
                FloatVector row2 = FloatVector.fromArray(EIGHT, c, from + 2 * columns);
                FloatVector row3 = FloatVector.fromArray(EIGHT, c, from + 3 * columns);
                for (int j = 0; j < inner; j++) {
                    int to = bFrom + j * columns + k;
                    FloatVector sum = FloatVector.fromArray(EIGHT, b, to);
                    sum = row0.fma(of(a, at + j), sum);
                    sum = row1.fma(of(a, at + inner + j), sum);
                    sum = row2.fma(of(a, at + 2 * inner + j), sum);
                    row3.fma(of(a, at + 3 * inner + j), sum).intoArray(b, to);
                }
            }
        }
        for (; r < rows; r++)
            for (int k = 0; k < whole; k += EIGHT.length()) {
                FloatVector row = FloatVector.fromArray(EIGHT, c, cFrom + r * columns + k);
                for (int j = 0; j < inner; j++) {
                    int to = bFrom + j * columns + k;
                    row.fma(of(a, aFrom + r * inner + j), FloatVector.fromArray(EIGHT, b, to))
                            .intoArray(b, to);
                }
            }
        for (int row = 0; row < rows && whole < columns; row++)
            for (int j = 0; j < inner; j++)
                for (int k = whole; k < columns; k++)
                    b[bFrom + j * columns + k] +=
                            a[aFrom + row * inner + j] * c[cFrom + row * columns + k];
    }

    private static FloatVector of(float[] x, int at) {
        return FloatVector.broadcast(EIGHT, x[at]);
    }

    private static DoubleVector of(double[] x, int at) {
        return DoubleVector.broadcast(FOUR, x[at]);
    }
}
