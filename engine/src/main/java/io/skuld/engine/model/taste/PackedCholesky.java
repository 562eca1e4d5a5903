package io.skuld.engine.model.taste;

import io.skuld.engine.math.Vectors;

/// The Cholesky factor L of a symmetric positive definite matrix, `A = L Lᵀ`, that follows A through rank-one changes.
/// Only the lower triangle is kept, column after column, so that each inner loop reads memory in order. In double
/// precision: thousands of changes must leave it equal to a fresh factor. Not thread-safe.
final class PackedCholesky {
    private final int dim;

    /// Entry (row, column) is at `start(column) + row`.
    private final double[] columns;

    private PackedCholesky(int dim, double[] columns) {
        this.dim = dim;
        this.columns = columns;
    }

    /// The factor of a diagonal matrix.
    static PackedCholesky ofDiagonal(double[] diagonal) {
        int dim = diagonal.length;
        var factor = new PackedCholesky(dim, new double[dim * (dim + 1) / 2]);
        for (int k = 0; k < dim; k++) factor.columns[factor.start(k) + k] = Math.sqrt(diagonal[k]);
        return factor;
    }

    /// Factors a matrix given by [SymmetricSum]; the sum's array becomes the factor's.
    ///
    /// Right-looking: dim³/6 multiply-adds.
    static PackedCholesky of(SymmetricSum sum) {
        var factor = new PackedCholesky(sum.dim(), sum.columns());
        double[] l = factor.columns;
        for (int k = 0; k < factor.dim; k++) {
            int column = factor.start(k);
            double pivot = Math.sqrt(l[column + k]);
            l[column + k] = pivot;
            for (int i = k + 1; i < factor.dim; i++) l[column + i] /= pivot;
            for (int j = k + 1; j < factor.dim; j++) {
                double scale = l[column + j];
                if (scale == 0) continue;
                int other = factor.start(j);
                for (int i = j; i < factor.dim; i++) l[other + i] -= scale * l[column + i];
            }
        }
        return factor;
    }

    PackedCholesky copy() {
        return new PackedCholesky(dim, columns.clone());
    }

    /// Position of the entry that column `k` would have in row 0.
    private int start(int k) {
        return k * dim - k * (k + 1) / 2;
    }

    /// Follows `A + x xᵀ`. Costs dim² multiply-adds.
    ///
    /// @param x shape (dim); overwritten
    void update(double[] x) {
        for (int k = 0; k < dim; k++) {
            if (x[k] == 0) continue; // a rotation by nothing
            int column = start(k);
            double pivot = columns[column + k];
            double raised = Math.hypot(pivot, x[k]);
            rotate(x, k, raised / pivot, x[k] / pivot, 1);
            columns[column + k] = raised;
        }
    }

    /// Follows `A - x xᵀ`.
    ///
    /// @param x shape (dim); overwritten
    /// @return false when the difference is not positive definite, as far as rounding can tell; the factor is then void
    boolean downdate(double[] x) {
        for (int k = 0; k < dim; k++) {
            if (x[k] == 0) continue;
            int column = start(k);
            double pivot = columns[column + k];
            double square = (pivot - x[k]) * (pivot + x[k]);
            if (!(square > 0)) return false;
            double lowered = Math.sqrt(square);
            rotate(x, k, lowered / pivot, x[k] / pivot, -1);
            columns[column + k] = lowered;
        }
        return true;
    }

    /// Turns column k and x against each other, which moves x[k] into the pivot.
    private void rotate(double[] x, int k, double cosine, double sine, int sign) {
        int column = start(k);
        double inverse = 1 / cosine;
        double signedSine = sign * sine;
        for (int i = k + 1; i < dim; i++) {
            double l = (columns[column + i] + signedSine * x[i]) * inverse;
            x[i] = cosine * x[i] - sine * l;
            columns[column + i] = l;
        }
    }

    /// Solves `A v = b`.
    ///
    /// @param b shape (dim); overwritten by v
    void solve(double[] b) {
        solveLower(b);
        solveUpper(b);
    }

    /// Solves `Lᵀ v = b`.
    ///
    /// @param b shape (dim); overwritten by v
    void solveUpper(double[] b) {
        for (int k = dim - 1; k >= 0; k--) {
            int column = start(k);
            b[k] = (b[k] - dot(column, b, k + 1)) / columns[column + k];
        }
    }

    /// Four sums side by side: one alone would wait for each addition.
    private double dot(int column, double[] b, int from) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < dim; i += 4) {
            s0 += columns[column + i] * b[i];
            s1 += columns[column + i + 1] * b[i + 1];
            s2 += columns[column + i + 2] * b[i + 2];
            s3 += columns[column + i + 3] * b[i + 3];
        }
        for (; i < dim; i++) s0 += columns[column + i] * b[i];
        return s0 + s1 + s2 + s3;
    }

    /// Solves `L v = b`; the squared length of v is `bᵀ A⁻¹ b`.
    ///
    /// @param b shape (dim); overwritten by v
    void solveLower(double[] b) {
        for (int k = 0; k < dim; k++) {
            if (b[k] == 0) continue;
            int column = start(k);
            double v = b[k] / columns[column + k];
            b[k] = v;
            for (int i = k + 1; i < dim; i++) b[i] -= v * columns[column + i];
        }
    }

    /// Solves `L v = b` for four b at once. The factor is more than a processor's near memory holds, so each of its numbers
    /// should serve as many as it can.
    ///
    /// @param b shape (dim, 4), row-major; overwritten by v
    void solveLower4(double[] b) {
        double[] v = new double[4];
        for (int k = 0; k < dim; k++) {
            int column = start(k);
            double pivot = columns[column + k];
            for (int c = 0; c < 4; c++) b[4 * k + c] = v[c] = b[4 * k + c] / pivot;
            Vectors.subtract4(v, columns, column + k + 1, b, 4 * (k + 1), dim - k - 1);
        }
    }

    /// Solves `Lᵀ v = b` for four b at once.
    ///
    /// @param b shape (dim, 4), row-major; overwritten by v
    void solveUpper4(double[] b) {
        double[] sums = new double[4];
        for (int k = dim - 1; k >= 0; k--) {
            int column = start(k);
            Vectors.dot4(columns, column + k + 1, b, 4 * (k + 1), dim - k - 1, sums);
            double pivot = columns[column + k];
            for (int c = 0; c < 4; c++) b[4 * k + c] = (b[4 * k + c] - sums[c]) / pivot;
        }
    }

    /// The lower triangle of a symmetric matrix as it grows from outer products, to be factored once.
    static final class SymmetricSum {
        private final int dim;
        private final double[] columns;

        SymmetricSum(double[] diagonal) {
            this.dim = diagonal.length;
            this.columns = new double[dim * (dim + 1) / 2];
            for (int k = 0; k < dim; k++) columns[k * dim - k * (k + 1) / 2 + k] = diagonal[k];
        }

        int dim() {
            return dim;
        }

        private double[] columns() {
            return columns;
        }

        /// Adds `x xᵀ`.
        ///
        /// @param x shape (dim); read only
        void add(double[] x) {
            for (int k = 0; k < dim; k++) {
                double scale = x[k];
                if (scale == 0) continue;
                int column = k * dim - k * (k + 1) / 2;
                for (int i = k; i < dim; i++) columns[column + i] += scale * x[i];
            }
        }
    }
}
