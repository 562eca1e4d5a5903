package io.skuld.engine.model.baseline;

import io.skuld.engine.math.Vectors;
import java.util.SplittableRandom;

/// A vector for each person and each item; the score is their inner product. The arrays are shared on purpose: whoever
/// trains them owns them until the model is published.
final class Embeddings {
    private final int dim;
    private final float[] people;
    private final float[] items;

    /// @param people shape (people, dim), row-major
    /// @param items shape (items, dim), row-major
    Embeddings(int dim, float[] people, float[] items) {
        this.dim = dim;
        this.people = people;
        this.items = items;
    }

    /// Normal numbers with this standard deviation.
    static Embeddings random(
            int people, int items, int dim, float deviation, SplittableRandom random) {
        return new Embeddings(
                dim,
                gaussians(people * dim, deviation, random),
                gaussians(items * dim, deviation, random));
    }

    private static float[] gaussians(int size, float deviation, SplittableRandom random) {
        float[] values = new float[size];
        for (int k = 0; k < size; k++) values[k] = (float) random.nextGaussian() * deviation;
        return values;
    }

    Embeddings copy() {
        return new Embeddings(dim, people.clone(), items.clone());
    }

    float[] people() {
        return people;
    }

    float[] items() {
        return items;
    }

    void score(int person, float[] scores) {
        for (int i = 0; i < scores.length; i++)
            scores[i] = Vectors.dot(people, person * dim, items, i * dim, dim);
    }
}
