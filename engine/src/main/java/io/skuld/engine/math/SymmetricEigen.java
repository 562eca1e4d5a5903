package io.skuld.engine.math;

/// Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, "Matrix
/// Computations", §8.5): `A = Q diag(values) Qᵀ`. A few milliseconds for 64 rows.
public final class SymmetricEigen {
    private static final int MAX_SWEEPS = 30;

    private final int dim;
    private final double[] matrix;
    private final double[] vectors;

    /// @param lower shape (dim, dim), row-major; only the lower triangle is read
    public SymmetricEigen(float[] lower, int dim) {
        this.dim = dim;
        matrix = new double[dim * dim];
        vectors = new double[dim * dim];
        for (int r = 0; r < dim; r++) {
            vectors[r * dim + r] = 1;
            for (int c = 0; c <= r; c++) {
                matrix[r * dim + c] = lower[r * dim + c];
                matrix[c * dim + r] = lower[r * dim + c];
            }
        }
        double tolerance = 1e-14 * norm(true);
        for (int s = 0; s < MAX_SWEEPS && norm(false) > tolerance; s++)
            for (int p = 0; p < dim; p++) for (int q = p + 1; q < dim; q++) rotate(p, q);
    }

    /// Sum of squares, with or without the diagonal.
    private double norm(boolean diagonal) {
        double sum = 0;
        for (int r = 0; r < dim; r++)
            for (int c = 0; c < dim; c++)
                if (diagonal || r != c) sum += matrix[r * dim + c] * matrix[r * dim + c];
        return sum;
    }

    private void rotate(int p, int q) {
        double off = matrix[p * dim + q];
        if (off == 0) return;
        double theta = (matrix[q * dim + q] - matrix[p * dim + p]) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cos = 1 / Math.sqrt(t * t + 1);
        double sin = t * cos;
        for (int k = 0; k < dim; k++) turn(matrix, k * dim + p, k * dim + q, cos, sin);
        for (int k = 0; k < dim; k++) turn(matrix, p * dim + k, q * dim + k, cos, sin);
        for (int k = 0; k < dim; k++) turn(vectors, p * dim + k, q * dim + k, cos, sin);
    }

    private static void turn(double[] cells, int a, int b, double cos, double sin) {
        double x = cells[a];
        double y = cells[b];
        cells[a] = cos * x - sin * y;
        cells[b] = sin * x + cos * y;
    }

    /// Eigenvalue k; in no particular order.
    public float value(int k) {
        return (float) matrix[k * dim + k];
    }

    /// Turns each row into the eigenvectors' coordinates, `x ← Qᵀ x`; dot products between rows stay what they are.
    ///
    /// @param rows shape (count, dim), row-major; overwritten
    public void rotate(float[] rows, int count) {
        float[] basis = new float[dim * dim];
        for (int k = 0; k < basis.length; k++) basis[k] = (float) vectors[k];
        float[] turned = new float[dim];
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < dim; k++)
                turned[k] = Vectors.dot(rows, r * dim, basis, k * dim, dim);
            System.arraycopy(turned, 0, rows, r * dim, dim);
        }
    }
}
