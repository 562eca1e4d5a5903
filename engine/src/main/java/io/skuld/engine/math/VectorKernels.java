package io.skuld.engine.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the CPU's vector registers. Sums are taken lane by lane, so they differ from the plain ones in the last
/// bits.
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
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

    /// A row of the matrix is read and written once for all four, and up to the next whole register, so that there is
    /// nothing left over to do cell by cell.
    @Override
    public void addOuter4(float[] alpha, float[] x, int[] from, float[] matrix, int dim) {
        int lanes = LANES.length();
        int whole = LANES.loopBound(dim);
        for (int r = 0; r < dim; r++) {
            float a = alpha[0] * x[from[0] + r];
            float b = alpha[1] * x[from[1] + r];
            float c = alpha[2] * x[from[2] + r];
            float d = alpha[3] * x[from[3] + r];
            int row = r * dim;
            int k = 0;
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
            for (; k <= r; k++)
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

    private static DoubleVector of(double[] x, int at) {
        return DoubleVector.broadcast(FOUR, x[at]);
    }
}
