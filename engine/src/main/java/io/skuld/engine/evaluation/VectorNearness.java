package io.skuld.engine.evaluation;

/// Items are near when their vectors point the same way: the cosine of factors or of encoded contents.
public final class VectorNearness implements Nearness {
    private final String name;
    private final int dim;
    private final float[] vectors;
    private final float[] lengths;

    /// @param vectors one row an item, shape (items, dim), row-major; a row of zeros is near nothing
    public VectorNearness(String name, float[] vectors, int dim) {
        if (dim < 1 || vectors.length % dim != 0)
            throw new IllegalArgumentException(
                    "%d numbers are no rows of %d".formatted(vectors.length, dim));
        this.name = name;
        this.dim = dim;
        this.vectors = vectors.clone();
        lengths = new float[vectors.length / dim];
        for (int i = 0; i < lengths.length; i++) lengths[i] = (float) Math.sqrt(product(i, i));
    }

    private float product(int a, int b) {
        float sum = 0;
        for (int f = 0; f < dim; f++) sum += vectors[a * dim + f] * vectors[b * dim + f];
        return sum;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] nearest(int item, int n) {
        float[] cosine = new float[lengths.length];
        for (int i = 0; i < cosine.length; i++) {
            boolean comparable = i != item && lengths[i] > 0 && lengths[item] > 0;
            cosine[i] =
                    comparable
                            ? product(item, i) / (lengths[item] * lengths[i])
                            : Float.NEGATIVE_INFINITY;
        }
        return TopItems.of(cosine, n);
    }
}
