package io.skuld.engine.math;

import java.util.Arrays;

/// Solves `A x = b` for a symmetric positive definite A of a few dozen rows, by `A = L Lᵀ`.
public final class Cholesky {
    private static final int PANEL = 4;
    private static final float[] MINUS = {-1, -1, -1, -1};

    private Cholesky() {}

    /// Costs dim³/6 multiply-adds. A pivot that rounding made non-positive is raised to a small positive
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

    /// Four columns at a time, so that the rest of the matrix is gone through a quarter as often.
    private static void factor(float[] matrix, int dim) {
        float[] columns = new float[PANEL * dim];
        int[] from = {0, dim, 2 * dim, 3 * dim};
        for (int first = 0; first < dim; first += PANEL) {
            int next = Math.min(first + PANEL, dim);
            factorPanel(matrix, dim, first, next);
            if (next == dim) return;
            for (int j = 0; j < PANEL; j++) {
                Arrays.fill(columns, j * dim + first, j * dim + next, 0);
                for (int r = next; r < dim; r++) columns[j * dim + r] = matrix[r * dim + first + j];
            }
            Vectors.addOuter4(MINUS, columns, from, matrix, dim, next);
        }
    }

    /// Columns `first` to `next` of L, below what earlier columns have been subtracted from.
    private static void factorPanel(float[] matrix, int dim, int first, int next) {
        float[] inverse = new float[PANEL];
        for (int r = first; r < dim; r++) {
            int row = r * dim;
            for (int c = first; c < next && c <= r; c++) {
                float rest = matrix[row + c];
                for (int k = first; k < c; k++) rest -= matrix[row + k] * matrix[c * dim + k];
                if (c < r) {
                    matrix[row + c] = rest * inverse[c - first];
                } else {
                    matrix[row + c] = (float) Math.sqrt(Math.max(rest, 1e-12f));
                    inverse[c - first] = 1 / matrix[row + c];
                }
            }
        }
    }
}
