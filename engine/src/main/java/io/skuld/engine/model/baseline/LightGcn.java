package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Adam;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/// Embeddings smoothed over the graph of likes and learned by comparison (He et al., "LightGCN", SIGIR 2020): the mean of
/// the free embeddings E⁰ and `layers` light convolutions `Eˡ = Â·Eˡ⁻¹`, `Â = D^-½·A·D^-½`, trained by BPR with Adam. The
/// convolution is linear and symmetric, so the gradient of E⁰ is the same mean of convolutions of the gradient of the
/// result. Knows no dislikes.
///
/// @param dim numbers in one embedding
/// @param layers convolutions
/// @param epochs passes over the likes
/// @param batch comparisons in one step; more where there are many likes, so that an epoch has at most MAX_STEPS steps
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
        implements TunableTrainer {
    private static final int MAX_STEPS = 20;
    private static final float[] REGULARIZATIONS = {1e-6f, 1e-5f, 1e-4f, .001f, .01f, .1f, 1};
    private static final float[] LAYERS = {1, 2, 3, 4};
    private static final float[] LEARNING_RATES = {.001f, .002f, .005f, .01f, .02f, .05f};

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
        return new LightGcn(64, 3, 40, 4096, 0.02f, 1e-4f, seed);
    }

    @Override
    public String name() {
        return "lightgcn";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        Training training = new Training(train);
        training.run(epochs);
        return training.model();
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        Validation validation = new Validation(train, valid, budget);
        return LadderSearch.climb(
                new float[] {layers, regularization, learningRate},
                new float[][] {LAYERS, REGULARIZATIONS, LEARNING_RATES},
                values ->
                        with(epochs, values).new Training(train)
                                .stoppedEarly(validation, e -> with(e, values), LightGcn::settings),
                validation);
    }

    /// @param values layers, regularization and learning rate
    private LightGcn with(int otherEpochs, float[] values) {
        return new LightGcn(dim, (int) values[0], otherEpochs, batch, values[2], values[1], seed);
    }

    private Map<String, String> settings() {
        return Map.of(
                "dim", String.valueOf(dim),
                "layers", String.valueOf(layers),
                "epochs", String.valueOf(epochs),
                "batch", String.valueOf(batch),
                "learningRate", String.valueOf(learningRate),
                "regularization", String.valueOf(regularization),
                "seed", String.valueOf(seed));
    }

    /// The state of one fit. People come first in each array of embeddings, then items.
    private final class Training implements Course {
        private final Profiles likes;
        private final PopularityPrior prior;
        private final LightConvolution convolution;
        private final SplittableRandom random;
        private final int[] personOfLike;
        private final float[] free;
        private final float[] smooth;
        private final float[] gradient;
        private final float[] freeGradient;
        private final Adam adam;
        private final int steps;
        private final int size;

        Training(SignedEdges train) {
            likes = Profiles.of(train).likesOnly();
            prior = new PopularityPrior(Popularity.likes(train));
            convolution = new LightConvolution(likes, dim, layers);
            random = new SplittableRandom(seed);
            steps = Math.min(MAX_STEPS, (likes.size() + batch - 1) / batch);
            size = steps == 0 ? 0 : Math.max(batch, (likes.size() + steps - 1) / steps);
            int numbers = (likes.rows() + likes.columns()) * dim;
            free = new float[numbers];
            for (int k = 0; k < numbers; k++) free[k] = (float) random.nextGaussian() * 0.1f;
            smooth = new float[numbers];
            gradient = new float[numbers];
            freeGradient = new float[numbers];
            adam = new Adam(numbers, learningRate);
            personOfLike = new int[likes.size()];
            for (int p = 0; p < likes.rows(); p++)
                Arrays.fill(personOfLike, likes.from(p), likes.to(p), p);
        }

        @Override
        public void run(int more) {
            for (int s = 0; s < more * steps; s++) step();
        }

        @Override
        public Recommender model() {
            return new Fitted(convolution.embeddings(free), likes, prior);
        }

        private void step() {
            convolution.smooth(free, smooth);
            int[] person = new int[size];
            int[] liked = new int[size];
            int[] other = new int[size];
            draw(person, liked, other);
            Arrays.fill(gradient, 0);
            for (int k = 0; k < size; k++) compare(person[k] * dim, row(liked[k]), row(other[k]));
            convolution.smooth(gradient, freeGradient);
            for (int k = 0; k < size; k++) {
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
            for (int k = 0; k < size; k++) {
                int like = random.nextInt(likes.size());
                person[k] = personOfLike[like];
                liked[k] = likes.column(like);
                other[k] = random.nextInt(likes.columns());
            }
        }

        private void compare(int u, int i, int j) {
            float margin = 0;
            for (int f = 0; f < dim; f++) margin += smooth[u + f] * (smooth[i + f] - smooth[j + f]);
            float pull = -1f / (size * (1 + (float) Math.exp(margin)));
            for (int f = 0; f < dim; f++) {
                gradient[u + f] += pull * (smooth[i + f] - smooth[j + f]);
                gradient[i + f] += pull * smooth[u + f];
                gradient[j + f] -= pull * smooth[u + f];
            }
        }

        private void decay(int row) {
            float scale = regularization / size;
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
