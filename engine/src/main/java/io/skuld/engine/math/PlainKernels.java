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
}
