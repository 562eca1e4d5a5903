package io.skuld.engine.model.factors;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.math.Cholesky;
import io.skuld.engine.math.Vectors;
import java.util.Arrays;

/// Solves for the vector of one person (or item) with those of the other side held fixed:
/// `(Σ_k w_k v_k v_kᵀ + a0·G + r·I) x = Σ_k w_k t_k v_k`, G the other side's Gramian. Holds its working memory; belongs to
/// one thread.
final class RowSolver {
    private final IalsSettings settings;
    private final int dim;
    private final float[] matrix;
    private final float[] x;

    /// Edges that wait until there are four to add at once.
    private final float[] waitingWeight = new float[4];

    private final int[] waitingFrom = new int[4];
    private float[] neighbours = new float[0];
    private float[] small = new float[0];
    private float[] weight = new float[0];
    private float[] dual = new float[0];

    RowSolver(IalsSettings settings) {
        this.settings = settings;
        this.dim = settings.dim();
        matrix = new float[dim * dim];
        x = new float[dim];
    }

    private float weightOf(int end) {
        return EdgeRun.liked(end) ? 1 : settings.dislikeWeight();
    }

    private float targetOf(int end) {
        return EdgeRun.liked(end) ? 1 : settings.dislikeTarget();
    }

    /// The general case, in O(edges·dim² + dim³/6).
    ///
    /// @param run set to walk the edges of the row to solve
    /// @param fixed vectors of the other side, shape (nodes, dim)
    /// @param gram lower triangle of the other side's Gramian, shape (dim, dim)
    /// @param ridge r above
    /// @param out receives the vector at outFrom
    void solve(EdgeRun run, float[] fixed, float[] gram, float ridge, float[] out, int outFrom) {
        for (int k = 0; k < matrix.length; k++) matrix[k] = settings.unseenWeight() * gram[k];
        for (int r = 0; r < dim; r++) matrix[r * dim + r] += ridge;
        Arrays.fill(x, 0);
        int waiting = 0;
        while (run.next())
            for (int k = run.from; k < run.to; k++) {
                int from = EdgeRun.id(run.ends[k]) * dim;
                float w = weightOf(run.ends[k]);
                if (w == 0) continue;
                Vectors.axpy(w * targetOf(run.ends[k]), fixed, from, x, 0, dim);
                waitingWeight[waiting] = w;
                waitingFrom[waiting++] = from;
                if (waiting < 4) continue;
                Vectors.addOuter4(waitingWeight, fixed, waitingFrom, matrix, dim);
                waiting = 0;
            }
        if (waiting > 0) {
            for (int j = waiting; j < 4; j++) {
                waitingWeight[j] = 0;
                waitingFrom[j] = waitingFrom[0];
            }
            Vectors.addOuter4(waitingWeight, fixed, waitingFrom, matrix, dim);
        }
        Cholesky.solve(matrix, x, dim);
        System.arraycopy(x, 0, out, outFrom, dim);
    }

    /// The case of fewer edges than dimensions when the other side has been turned so that its Gramian is diagonal: with
    /// `D = a0·G + r·I` and B the neighbours' vectors, `x = D⁻¹ Bᵀ (W⁻¹ + B D⁻¹ Bᵀ)⁻¹ t` (Woodbury), in
    /// O(edges²·dim/2 + edges³/6).
    ///
    /// @param eigenvalues diagonal of the Gramian, shape (dim)
    /// @param degree an upper bound of the edges of `run`
    void solveDiagonal(
            EdgeRun run,
            int degree,
            float[] fixed,
            float[] eigenvalues,
            float ridge,
            float[] out,
            int outFrom) {
        makeRoom(degree);
        int count = 0;
        for (int c = 0; c < dim; c++)
            x[c] =
                    (float)
                            (1
                                    / Math.sqrt(
                                            settings.unseenWeight() * Math.max(eigenvalues[c], 0)
                                                    + ridge));
        while (run.next())
            for (int k = run.from; k < run.to; k++) {
                float w = weightOf(run.ends[k]);
                if (w == 0) continue;
                int from = EdgeRun.id(run.ends[k]) * dim;
                int at = count * dim;
                for (int c = 0; c < dim; c++) neighbours[at + c] = fixed[from + c] * x[c];
                weight[count] = w;
                dual[count++] = targetOf(run.ends[k]);
            }
        for (int r = 0; r < count; r++) {
            for (int c = 0; c <= r; c++)
                small[r * count + c] = Vectors.dot(neighbours, r * dim, neighbours, c * dim, dim);
            small[r * count + r] += 1 / weight[r];
        }
        Cholesky.solve(small, dual, count);
        Arrays.fill(out, outFrom, outFrom + dim, 0);
        for (int r = 0; r < count; r++)
            Vectors.axpy(dual[r], neighbours, r * dim, out, outFrom, dim);
        for (int c = 0; c < dim; c++) out[outFrom + c] *= x[c];
    }

    private void makeRoom(int degree) {
        if (weight.length >= degree) return;
        neighbours = new float[degree * dim];
        small = new float[degree * degree];
        weight = new float[degree];
        dual = new float[degree];
    }
}
