package io.skuld.engine.model.baseline;

import io.skuld.engine.math.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The mean of a signal on people and items and of its light convolutions over the graph of likes (He et al., "LightGCN",
/// SIGIR 2020, §3.1). Linear and symmetric. Holds scratch: one caller at a time.
final class LightConvolution {
    private final Profiles likes;
    private final Profiles likers;
    private final int dim;
    private final int layers;
    private final float[] scale;
    private float[] current;
    private float[] next;

    LightConvolution(Profiles likes, int dim, int layers) {
        this.likes = likes;
        this.likers = likes.transposed();
        this.dim = dim;
        this.layers = layers;
        int nodes = likes.rows() + likes.columns();
        scale = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            int degree =
                    node < likes.rows() ? likes.count(node) : likers.count(node - likes.rows());
            scale[node] = degree == 0 ? 0 : 1 / (float) Math.sqrt(degree);
        }
        current = new float[nodes * dim];
        next = new float[nodes * dim];
    }

    /// @param signal shape (people + items, dim), row-major, people first; read only
    /// @param result the same shape; overwritten
    void smooth(float[] signal, float[] result) {
        System.arraycopy(signal, 0, current, 0, signal.length);
        System.arraycopy(signal, 0, result, 0, signal.length);
        for (int layer = 0; layer < layers; layer++) {
            IntStream.range(0, scale.length).parallel().forEach(node -> gather(node, result));
            float[] swap = current;
            current = next;
            next = swap;
        }
        float share = 1f / (layers + 1);
        for (int k = 0; k < result.length; k++) result[k] *= share;
    }

    private void gather(int node, float[] result) {
        int at = node * dim;
        Arrays.fill(next, at, at + dim, 0);
        boolean person = node < likes.rows();
        Profiles side = person ? likes : likers;
        int row = person ? node : node - likes.rows();
        int shift = person ? likes.rows() : 0;
        for (int k = side.from(row); k < side.to(row); k++) {
            int neighbour = side.column(k) + shift;
            Vectors.axpy(scale[node] * scale[neighbour], current, neighbour * dim, next, at, dim);
        }
        Vectors.axpy(1, next, at, result, at, dim);
    }

    Embeddings embeddings(float[] free) {
        float[] smooth = new float[free.length];
        smooth(free, smooth);
        int people = likes.rows() * dim;
        return new Embeddings(
                dim,
                Arrays.copyOf(smooth, people),
                Arrays.copyOfRange(smooth, people, free.length));
    }
}
