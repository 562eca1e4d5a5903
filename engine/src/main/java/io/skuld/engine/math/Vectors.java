package io.skuld.engine.math;

import java.util.Arrays;

/// The façade of the kernels. Uses the Vector API where the JVM was started with `--add-modules jdk.incubator.vector`, and
/// plain loops otherwise or with `-Dskuld.kernels=plain`. Sizes are the caller's care: nothing is checked in the loops
/// beyond what arrays check themselves.
public final class Vectors {
    private static final Kernels KERNELS = choose();

    private Vectors() {}

    private static Kernels choose() {
        boolean available = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean plain = "plain".equals(System.getProperty("skuld.kernels"));
        return available && !plain ? new VectorKernels() : new PlainKernels();
    }

    /// `Σ_k a[aFrom+k] · b[bFrom+k]`, k below n.
    public static float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        return KERNELS.dot(a, aFrom, b, bFrom, n);
    }

    /// `y[yFrom+k] += alpha · x[xFrom+k]`, k below n.
    public static void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
        KERNELS.axpy(alpha, x, xFrom, y, yFrom, n);
    }

    /// `y[yFrom+k] += x[xFrom+k]`, k below 4: for sums kept side by side.
    public static void add4(float[] x, int xFrom, float[] y, int yFrom) {
        KERNELS.add4(x, xFrom, y, yFrom);
    }

    /// Brings numbers of very different spread to one: `x[k] ← (sign(x)·log(1 + |x|/unit[k]) − mean[k])·spread[k]`, at most 8
    /// either way; what is not finite becomes 0.
    ///
    /// @param x n numbers from `from` on; overwritten
    /// @param unit above 0, shape (n), as are mean and spread
    public static void standardize(
            float[] x, int from, int n, float[] unit, float[] mean, float[] spread) {
        KERNELS.standardize(x, from, n, unit, mean, spread);
    }

    /// `sums[c] = Σ_k x[xFrom+k] · y[yFrom+4k+c]`, k below n, for the four columns c of y: x is read once for all four.
    ///
    /// @param sums shape (4); overwritten
    public static void dot4(double[] x, int xFrom, double[] y, int yFrom, int n, double[] sums) {
        KERNELS.dot4(x, xFrom, y, yFrom, n, sums);
    }

    /// `y[yFrom+4k+c] -= alpha[c] · x[xFrom+k]`, k below n, for the four columns c of y.
    ///
    /// @param alpha shape (4)
    public static void subtract4(
            double[] alpha, double[] x, int xFrom, double[] y, int yFrom, int n) {
        KERNELS.subtract4(alpha, x, xFrom, y, yFrom, n);
    }

    /// `c[cFrom+r·stride+k] -= Σ_j a[aFrom+r·aStride+j] · b[bFrom+j·stride+k]` for four rows r, j below inner, k below columns.
    ///
    /// @param stride from row to row of b and of c
    /// @param room cells of each row of c from `columns` up to here may be overwritten, and those of b are there
    public static void subtractProduct4(
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
        KERNELS.subtractProduct4(
                a, aFrom, aStride, b, bFrom, c, cFrom, stride, inner, columns, room);
    }

    /// `C += A·B`.
    ///
    /// @param a shape (rows, inner), row-major from aFrom
    /// @param b shape (inner, columns), row-major from bFrom
    /// @param c shape (rows, columns), row-major from cFrom
    public static void addProduct(
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int rows,
            int inner,
            int columns) {
        KERNELS.addProduct(a, aFrom, b, bFrom, c, cFrom, rows, inner, columns);
    }

    /// `B += Aᵀ·C`, with the shapes of [#addProduct].
    public static void addTransposedProduct(
            float[] a,
            int aFrom,
            float[] c,
            int cFrom,
            float[] b,
            int bFrom,
            int rows,
            int inner,
            int columns) {
        KERNELS.addTransposedProduct(a, aFrom, c, cFrom, b, bFrom, rows, inner, columns);
    }

    /// Adds `alpha · x xᵀ` to the lower triangle of a symmetric matrix.
    ///
    /// @param x row of length dim at xFrom
    /// @param matrix shape (dim, dim), row-major; the part above the diagonal is left alone
    public static void addOuter(float alpha, float[] x, int xFrom, float[] matrix, int dim) {
        for (int r = 0; r < dim; r++)
            KERNELS.axpy(alpha * x[xFrom + r], x, xFrom, matrix, r * dim, r + 1);
    }

    /// Adds `Σ_j alpha[j] · x_j x_jᵀ` of four rows to the lower triangle of a symmetric matrix, half again as fast as one by
    /// one.
    ///
    /// @param alpha shape (4)
    /// @param from where the four rows of length dim begin in x, shape (4)
    /// @param matrix shape (dim, dim), row-major; the part above the diagonal may be overwritten
    public static void addOuter4(float[] alpha, float[] x, int[] from, float[] matrix, int dim) {
        KERNELS.addOuter4(alpha, x, from, matrix, dim, 0);
    }

    /// The same for rows and columns from `first` on.
    ///
    /// @param x 0 in each of the four rows below `first`, as far as back to the last multiple of 16
    static void addOuter4(
            float[] alpha, float[] x, int[] from, float[] matrix, int dim, int first) {
        KERNELS.addOuter4(alpha, x, from, matrix, dim, first);
    }

    /// Lower triangle of `Xᵀ X`, a Gramian.
    ///
    /// @param rows shape (count, dim), row-major
    /// @param gram shape (dim, dim); lower triangle overwritten
    public static void gram(float[] rows, int count, int dim, float[] gram) {
        Arrays.fill(gram, 0, dim * dim, 0);
        for (int r = 0; r < count; r++) addOuter(1, rows, r * dim, gram, dim);
    }
}
