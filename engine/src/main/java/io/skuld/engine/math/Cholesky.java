package io.skuld.engine.math;

/// Solves `A x = b` for a symmetric positive definite A of a few dozen rows, by `A = L Lᵀ`.
public final class Cholesky {
    private Cholesky() {}

    /// Costs dim³/6 multiply-adds and no allocation. A pivot that rounding made non-positive is raised to a small positive
    /// number, so that the result is finite whenever the input is.
    ///
    /// @param matrix shape (dim, dim), row-major; reads the lower triangle and overwrites it with L
    /// @param x length dim; holds b on entry and the solution on return
    public static void solve(float[] matrix, float[] x, int dim) {
        factor(matrix, dim);
        for (int r = 0; r < dim; r++)
            x[r] = (x[r] - Vectors.dot(matrix, r * dim, x, 0, r)) / matrix[r * dim + r];
        for (int r = dim - 1; r >= 0; r--) {
            x[r] /= matrix[r * dim + r];
            Vectors.axpy(-x[r], matrix, r * dim, x, 0, r);
        }
    }

    private static void factor(float[] matrix, int dim) {
        for (int r = 0; r < dim; r++) {
            int row = r * dim;
            for (int c = 0; c < r; c++) {
                float rest = matrix[row + c] - Vectors.dot(matrix, row, matrix, c * dim, c);
                matrix[row + c] = rest / matrix[c * dim + c];
            }
            float pivot = matrix[row + r] - Vectors.dot(matrix, row, matrix, row, r);
            matrix[row + r] = (float) Math.sqrt(Math.max(pivot, 1e-12f));
        }
    }
}
