package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Embeddings smoothed over the graph of likes and learned by comparison (He et al., "LightGCN", SIGIR 2020): the mean of
/// the free embeddings E⁰ and `layers` light convolutions `Eˡ = Â·Eˡ⁻¹`, `Â = D^-½·A·D^-½`, trained by BPR with Adam. The
/// convolution is linear and symmetric, so the gradient of E⁰ is the same mean of convolutions of the gradient of the
/// result. Knows no dislikes.
///
/// @param dim numbers in one embedding
/// @param layers convolutions
/// @param epochs passes over the likes
/// @param batch comparisons in one step
/// @param learningRate of Adam
/// @param regularization pull of the free embeddings of a batch towards 0
public record LightGcn(
        int dim,
        int layers,
        int epochs,
        int batch,
        float learningRate,
        float regularization,
        long seed)
        implements Trainer {
    public LightGcn {
        if (dim < 1 || layers < 1 || epochs < 1 || batch < 1)
            throw new IllegalArgumentException(
                    "LightGCN needs dim, layers, epochs and batch of at least 1, got %d, %d, %d and %d"
                            .formatted(dim, layers, epochs, batch));
        if (!(learningRate > 0) || !(regularization >= 0))
            throw new IllegalArgumentException(
                    "LightGCN needs a learning rate above 0 and a regularization of at least 0, got %s and %s"
                            .formatted(learningRate, regularization));
    }

    public static LightGcn defaults(long seed) {
        return new LightGcn(64, 3, 120, 4096, 0.005f, 1e-4f, seed);
    }

    @Override
    public String name() {
        return "lightgcn";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        Profiles likes = Profiles.of(train).likesOnly();
        PopularityPrior prior = new PopularityPrior(Popularity.likes(train));
        LightConvolution convolution = new LightConvolution(likes, dim, layers);
        SplittableRandom random = new SplittableRandom(seed);
        float[] free = new Training(likes, convolution, random).run();
        return new Fitted(convolution.embeddings(free), likes, prior);
    }

    /// The state of one fit. People come first in each array of embeddings, then items.
    private final class Training {
        private final Profiles likes;
        private final LightConvolution convolution;
        private final SplittableRandom random;
        private final int[] personOfLike;
        private final float[] free;
        private final float[] smooth;
        private final float[] gradient;
        private final float[] freeGradient;
        private final Adam adam;

        Training(Profiles likes, LightConvolution convolution, SplittableRandom random) {
            this.likes = likes;
            this.convolution = convolution;
            this.random = random;
            int size = (likes.rows() + likes.columns()) * dim;
            free = new float[size];
            for (int k = 0; k < size; k++) free[k] = (float) random.nextGaussian() * 0.1f;
            smooth = new float[size];
            gradient = new float[size];
            freeGradient = new float[size];
            adam = new Adam(size, learningRate);
            personOfLike = new int[likes.size()];
            for (int p = 0; p < likes.rows(); p++)
                Arrays.fill(personOfLike, likes.from(p), likes.to(p), p);
        }

        float[] run() {
            int steps = likes.size() == 0 ? 0 : epochs * ((likes.size() + batch - 1) / batch);
            for (int s = 0; s < steps; s++) step();
            return free;
        }

        private void step() {
            convolution.smooth(free, smooth);
            int[] person = new int[batch];
            int[] liked = new int[batch];
            int[] other = new int[batch];
            draw(person, liked, other);
            Arrays.fill(gradient, 0);
            for (int k = 0; k < batch; k++) compare(person[k] * dim, row(liked[k]), row(other[k]));
            convolution.smooth(gradient, freeGradient);
            for (int k = 0; k < batch; k++) {
                decay(person[k] * dim);
                decay(row(liked[k]));
                decay(row(other[k]));
            }
            adam.step(free, freeGradient);
        }

        private int row(int item) {
            return (likes.rows() + item) * dim;
        }

        private void draw(int[] person, int[] liked, int[] other) {
            for (int k = 0; k < batch; k++) {
                int like = random.nextInt(likes.size());
                person[k] = personOfLike[like];
                liked[k] = likes.column(like);
                other[k] = random.nextInt(likes.columns());
            }
        }

        private void compare(int u, int i, int j) {
            float margin = 0;
            for (int f = 0; f < dim; f++) margin += smooth[u + f] * (smooth[i + f] - smooth[j + f]);
            float pull = -1f / (batch * (1 + (float) Math.exp(margin)));
            for (int f = 0; f < dim; f++) {
                gradient[u + f] += pull * (smooth[i + f] - smooth[j + f]);
                gradient[i + f] += pull * smooth[u + f];
                gradient[j + f] -= pull * smooth[u + f];
            }
        }

        private void decay(int row) {
            float scale = regularization / batch;
            for (int f = 0; f < dim; f++) freeGradient[row + f] += scale * free[row + f];
        }
    }

    private record Fitted(Embeddings embeddings, Profiles likes, PopularityPrior prior)
            implements Recommender {
        @Override
        public int people() {
            return likes.rows();
        }

        @Override
        public int items() {
            return prior.items();
        }

        @Override
        public void score(int person, float[] scores) {
            if (likes.has(person) && likes.count(person) > 0) embeddings.score(person, scores);
            else prior.writeTo(scores);
        }
    }
}
