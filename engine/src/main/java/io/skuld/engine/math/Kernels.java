package io.skuld.engine.math;

/// The loops that every model spends its time in. Two implementations, held equal by tests.
interface Kernels {
    /// `Σ_k a[aFrom+k] · b[bFrom+k]`, k below n.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int n);

    /// `y[yFrom+k] += alpha · x[xFrom+k]`, k below n.
    void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n);

    /// `y[yFrom+k] += x[xFrom+k]`, k below 4.
    void add4(float[] x, int xFrom, float[] y, int yFrom);

    /// As [Vectors#standardize].
    void standardize(float[] x, int from, int n, float[] unit, float[] mean, float[] spread);

    /// `matrix[r·dim+k] += Σ_j alpha[j] · x[from[j]+r] · x[from[j]+k]`, j below 4, for each row r and k up to r, both
    /// from `first` on. Cells beyond r may be overwritten; where k is below `first`, x is 0 or not read.
    void addOuter4(float[] alpha, float[] x, int[] from, float[] matrix, int dim, int first);

    /// `sums[c] = Σ_k x[xFrom+k] · y[yFrom+4k+c]`, k below n, for the four columns c of y.
    void dot4(double[] x, int xFrom, double[] y, int yFrom, int n, double[] sums);

    /// `y[yFrom+4k+c] -= alpha[c] · x[xFrom+k]`, k below n, for the four columns c of y.
    void subtract4(double[] alpha, double[] x, int xFrom, double[] y, int yFrom, int n);

    /// As [Vectors#subtractProduct4].
    void subtractProduct4(
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
            int room);

    /// `c[cFrom+r·columns+k] += Σ_j a[aFrom+r·inner+j] · b[bFrom+j·columns+k]`, r below rows, j below inner, k below columns.
    void addProduct(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int rows,
            int inner,
            int columns);

    /// `b[bFrom+j·columns+k] += Σ_r a[aFrom+r·inner+j] · c[cFrom+r·columns+k]`, r below rows, j below inner, k below columns.
    void addTransposedProduct(
            float[] a,
            int aFrom,
            float[] c,
            int cFrom,
            float[] b,
            int bFrom,
            int rows,
            int inner,
            int columns);
}
