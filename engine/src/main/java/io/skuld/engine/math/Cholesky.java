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
        int first = 0;
        for (; first + PANEL < dim; first += PANEL) {
            factorTop(matrix, dim, first, first + PANEL);
            divideBelow(matrix, dim, first, columns);
            Vectors.addOuter4(MINUS, columns, from, matrix, dim, first + PANEL);
        }
        factorTop(matrix, dim, first, dim);
    }

    /// Rows and columns `first` to `next`, below what earlier columns have been subtracted from.
    private static void factorTop(float[] matrix, int dim, int first, int next) {
        for (int r = first; r < next; r++) {
            int row = r * dim;
            for (int c = first; c <= r; c++) {
                float rest = matrix[row + c];
                for (int k = first; k < c; k++) rest -= matrix[row + k] * matrix[c * dim + k];
                matrix[row + c] =
                        c < r
                                ? rest / matrix[c * dim + c]
                                : (float) Math.sqrt(Math.max(rest, 1e-12f));
            }
        }
    }

    /// The same four columns of all rows below.
    ///
    /// @param columns receives a copy of them, a column in a row, 0 above
    private static void divideBelow(float[] matrix, int dim, int first, float[] columns) {
        int a = first * dim + first;
        int b = a + dim;
        int c = b + dim;
        int d = c + dim;
        float perA = 1 / matrix[a];
        float perB = 1 / matrix[b + 1];
        float perC = 1 / matrix[c + 2];
        float perD = 1 / matrix[d + 3];
        float ba = matrix[b];
        float ca = matrix[c];
        float cb = matrix[c + 1];
        float da = matrix[d];
        float db = matrix[d + 1];
        float dc = matrix[d + 2];
        for (int j = 0; j < PANEL; j++)
            Arrays.fill(columns, j * dim + first, j * dim + first + PANEL, 0);
        for (int r = first + PANEL; r < dim; r++) {
            int at = r * dim + first;
            float w = matrix[at] * perA;
            float x = (matrix[at + 1] - w * ba) * perB;
            float y = (matrix[at + 2] - w * ca - x * cb) * perC;
            float z = (matrix[at + 3] - w * da - x * db - y * dc) * perD;
            matrix[at] = columns[r] = w;
            matrix[at + 1] = columns[dim + r] = x;
            matrix[at + 2] = columns[2 * dim + r] = y;
            matrix[at + 3] = columns[3 * dim + r] = z;
        }
    }
}
