package io.skuld.engine.model.baseline;

import io.skuld.engine.math.Vectors;
import java.util.stream.IntStream;

/// Inverts a symmetric positive definite matrix in place, by sweeping blocks of pivots (Beaton, "The use of special matrix
/// operators in statistical calculus", 1964, taken blockwise). With K the rows and columns of a block and D its inverse,
/// a sweep does, for I and J outside K,
///
/// `A_IJ ← A_IJ − A_IK·D·A_KJ`, `A_IK ← A_IK·D`, `A_KK ← −D`
///
/// and after all blocks A has become −A⁻¹. The matrix stays symmetric, so only the lower triangle is kept up: n³/2
/// multiply-adds, nearly all of them in one kernel that all cores share by rows.
final class SymmetricInverse {
    /// Pivots per sweep: a panel of this many rows and COLUMNS columns stays in the second-level cache.
    private static final int BLOCK = 64;

    private static final int ROWS = 4;
    private static final int COLUMNS = 512;

    private final float[] a;
    private final int n;

    /// The columns of the block for all rows, transposed, shape (BLOCK, n).
    private final float[] panel;

    /// panel · D, shape (n, BLOCK).
    private final float[] gain;

    private SymmetricInverse(float[] a, int n) {
        this.a = a;
        this.n = n;
        panel = new float[BLOCK * n];
        gain = new float[n * BLOCK];
    }

    /// @param a symmetric positive definite, shape (n, n), row-major; only the lower triangle is read; overwritten by the
    ///     whole inverse
    static void invert(float[] a, int n) {
        if (a.length != Math.multiplyExact(n, n))
            throw new IllegalArgumentException(
                    "A matrix of %d rows has %d numbers, got %d".formatted(n, n * n, a.length));
        SymmetricInverse inverse = new SymmetricInverse(a, n);
        for (int from = 0; from < n; from += BLOCK) inverse.sweep(from, Math.min(n, from + BLOCK));
        inverse.mirrorNegated();
    }

    private void sweep(int from, int to) {
        int size = to - from;
        readPanel(from, to);
        double[] pivot = invertedPivot(from, size);
        rows().forEach(row -> multiplyGain(row, size, pivot));
        int rowBlocks = (n + ROWS - 1) / ROWS;
        // Counted down: the last rows are the longest, so the work of two cores ends together.
        IntStream.range(0, rowBlocks)
                .parallel()
                .forEach(b -> subtract((rowBlocks - 1 - b) * ROWS, from, to));
        writePanel(from, to, pivot);
    }

    private IntStream rows() {
        return IntStream.range(0, n).parallel();
    }

    private void readPanel(int from, int to) {
        for (int k = from; k < to; k++) {
            int at = (k - from) * n;
            System.arraycopy(a, k * n, panel, at, k + 1);
            for (int row = k + 1; row < n; row++) panel[at + row] = a[row * n + k];
        }
    }

    /// The inverse of the block of pivots by Gauss–Jordan in double precision, shape (size, size).
    private double[] invertedPivot(int from, int size) {
        double[] d = new double[size * size];
        for (int r = 0; r < size; r++)
            for (int c = 0; c < size; c++) d[r * size + c] = panel[r * n + from + c];
        for (int k = 0; k < size; k++) {
            double pivot = d[k * size + k];
            if (!(pivot > 0))
                throw new ArithmeticException(
                        "The matrix is not positive definite: pivot %d is %s"
                                .formatted(from + k, pivot));
            d[k * size + k] = 1;
            for (int c = 0; c < size; c++) d[k * size + c] /= pivot;
            for (int r = 0; r < size; r++) {
                if (r == k) continue;
                double factor = d[r * size + k];
                d[r * size + k] = 0;
                for (int c = 0; c < size; c++) d[r * size + c] -= factor * d[k * size + c];
            }
        }
        return d;
    }

    private void multiplyGain(int row, int size, double[] pivot) {
        for (int c = 0; c < size; c++) {
            double sum = 0;
            for (int k = 0; k < size; k++) sum += panel[k * n + row] * pivot[k * size + c];
            gain[row * BLOCK + c] = (float) sum;
        }
    }

    /// Rows `first … first+3` of the lower triangle lose gain · panel. Entries in the block's own rows and columns become
    /// nonsense here and are written by [#writePanel].
    private void subtract(int first, int from, int to) {
        int last = Math.min(n, first + ROWS);
        int size = to - from;
        for (int tile = 0; tile < last; tile += COLUMNS) {
            int columns = Math.min(last, tile + COLUMNS) - tile;
            // It may reach into the upper triangle, which nobody reads before it is mirrored.
            if (last - first == ROWS)
                Vectors.subtractProduct4(
                        gain,
                        first * BLOCK,
                        BLOCK,
                        panel,
                        tile,
                        a,
                        first * n + tile,
                        n,
                        size,
                        columns,
                        n - tile);
            else
                for (int column = tile; column < tile + columns; column++)
                    for (int row = first; row < last; row++) subtractOne(row, column, size);
        }
    }

    private void subtractOne(int row, int column, int size) {
        float sum = 0;
        for (int k = 0; k < size; k++) sum += gain[row * BLOCK + k] * panel[k * n + column];
        a[row * n + column] -= sum;
    }

    private void writePanel(int from, int to, double[] pivot) {
        int size = to - from;
        for (int k = 0; k < size; k++) {
            for (int column = 0; column < from; column++)
                a[(from + k) * n + column] = gain[column * BLOCK + k];
            for (int c = 0; c < size; c++)
                a[(from + k) * n + from + c] = (float) -pivot[k * size + c];
        }
        for (int row = to; row < n; row++)
            System.arraycopy(gain, row * BLOCK, a, row * n + from, size);
    }

    private void mirrorNegated() {
        for (int row = 0; row < n; row++)
            for (int column = 0; column <= row; column++) {
                float value = -a[row * n + column];
                a[row * n + column] = value;
                a[column * n + row] = value;
            }
    }
}
