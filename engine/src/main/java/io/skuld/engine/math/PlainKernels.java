package io.skuld.engine.math;

/// The kernels as one would write them on paper: the explanation and the oracle.
final class PlainKernels implements Kernels {
    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        float sum = 0;
        for (int k = 0; k < n; k++) sum += a[aFrom + k] * b[bFrom + k];
        return sum;
    }

    @Override
    public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
        for (int k = 0; k < n; k++) y[yFrom + k] += alpha * x[xFrom + k];
    }

    @Override
    public void add4(float[] x, int xFrom, float[] y, int yFrom) {
        for (int k = 0; k < 4; k++) y[yFrom + k] += x[xFrom + k];
    }

    @Override
    public void standardize(
            float[] x, int from, int n, float[] unit, float[] mean, float[] spread) {
        for (int k = 0; k < n; k++) {
            float value = x[from + k];
            // Not log1p: it is ten times as slow, and a float does not show the difference.
            double size = Math.log(1 + (double) Math.abs(value) / unit[k]);
            float scaled = (float) ((Math.copySign(size, value) - mean[k]) * spread[k]);
            x[from + k] = Float.isFinite(value) ? Math.clamp(scaled, -8, 8) : 0;
        }
    }

    @Override
    public void addOuter4(
            float[] alpha, float[] x, int[] from, float[] matrix, int dim, int first) {
        for (int j = 0; j < 4; j++)
            for (int r = first; r < dim; r++)
                axpy(
                        alpha[j] * x[from[j] + r],
                        x,
                        from[j] + first,
                        matrix,
                        r * dim + first,
                        r + 1 - first);
    }

    @Override
    public void dot4(double[] x, int xFrom, double[] y, int yFrom, int n, double[] sums) {
        for (int c = 0; c < 4; c++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += x[xFrom + k] * y[yFrom + 4 * k + c];
            sums[c] = sum;
        }
    }

    @Override
    public void subtract4(double[] alpha, double[] x, int xFrom, double[] y, int yFrom, int n) {
        for (int k = 0; k < n; k++)
            for (int c = 0; c < 4; c++) y[yFrom + 4 * k + c] -= alpha[c] * x[xFrom + k];
    }

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
        for (int r = 0; r < 4; r++)
            for (int j = 0; j < inner; j++)
                axpy(
                        -a[aFrom + r * aStride + j],
                        b,
                        bFrom + j * stride,
                        c,
                        cFrom + r * stride,
                        columns);
    }

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
        for (int r = 0; r < rows; r++)
            for (int j = 0; j < inner; j++) {
                float x = a[aFrom + r * inner + j];
                axpy(x, b, bFrom + j * columns, c, cFrom + r * columns, columns);
            }
    }

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
        for (int r = 0; r < rows; r++)
            for (int j = 0; j < inner; j++) {
                float x = a[aFrom + r * inner + j];
                axpy(x, c, cFrom + r * columns, b, bFrom + j * columns, columns);
            }
    }
}
