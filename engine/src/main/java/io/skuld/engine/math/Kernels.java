package io.skuld.engine.math;

/// The loops that every model spends its time in. Two implementations, held equal by tests.
interface Kernels {
    /// `Σ_k a[aFrom+k] · b[bFrom+k]`, k below n.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int n);

    /// `y[yFrom+k] += alpha · x[xFrom+k]`, k below n.
    void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n);
}
