package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/// Matrix factors learned by comparing a liked item with one not liked, drawn at random (Rendle et al., "BPR: Bayesian
/// personalized ranking from implicit feedback", UAI 2009): stochastic steps up `ln σ(s_ui − s_uj) − reg·|θ|²` with
/// `s_ui = b_i + ⟨U_u, V_i⟩`. Knows no dislikes. One thread, so that a seed gives one result.
///
/// @param dim numbers in one embedding
/// @param epochs passes over the likes
/// @param learningRate step size, above 0
/// @param regularization pull towards 0, at least 0
public record BprMf(int dim, int epochs, float learningRate, float regularization, long seed)
        implements TunableTrainer {
    private static final float[] REGULARIZATIONS = {
        1e-4f, 3e-4f, .001f, .003f, .01f, .02f, .03f, .05f, .1f, .2f
    };
    private static final float[] LEARNING_RATES = {.01f, .02f, .05f, .1f, .2f, .5f};

    public BprMf {
        if (dim < 1 || epochs < 1 || !(learningRate > 0) || !(regularization >= 0))
            throw new IllegalArgumentException(
                    "BPR needs dim and epochs of at least 1, a learning rate above 0 and a regularization of at least 0, got %d, %d, %s and %s"
                            .formatted(dim, epochs, learningRate, regularization));
    }

    public static BprMf defaults(long seed) {
        return new BprMf(64, 250, 0.1f, 0.02f, seed);
    }

    @Override
    public String name() {
        return "bpr";
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
                new float[] {regularization, learningRate},
                new float[][] {REGULARIZATIONS, LEARNING_RATES},
                values ->
                        with(epochs, values[1], values[0]).new Training(train)
                                .stoppedEarly(
                                        validation,
                                        e -> with(e, values[1], values[0]),
                                        BprMf::settings),
                validation);
    }

    private BprMf with(int otherEpochs, float otherRate, float otherRegularization) {
        return new BprMf(dim, otherEpochs, otherRate, otherRegularization, seed);
    }

    private Map<String, String> settings() {
        return Map.of(
                "dim", String.valueOf(dim),
                "epochs", String.valueOf(epochs),
                "learningRate", String.valueOf(learningRate),
                "regularization", String.valueOf(regularization),
                "seed", String.valueOf(seed));
    }

    /// The state of one fit.
    private final class Training implements Course {
        private final Profiles likes;
        private final PopularityPrior prior;
        private final SplittableRandom random = new SplittableRandom(seed);
        private final Embeddings embeddings;
        private final float[] bias;
        private final int[] personOfLike;

        Training(SignedEdges train) {
            likes = Profiles.of(train).likesOnly();
            prior = new PopularityPrior(Popularity.likes(train));
            embeddings = Embeddings.random(train.people(), train.items(), dim, 0.1f, random);
            bias = new float[train.items()];
            personOfLike = new int[likes.size()];
            for (int p = 0; p < likes.rows(); p++)
                Arrays.fill(personOfLike, likes.from(p), likes.to(p), p);
        }

        @Override
        public void run(int more) {
            if (bias.length < 2) return;
            for (long s = 0; s < (long) more * likes.size(); s++) {
                int like = random.nextInt(likes.size());
                int other = random.nextInt(bias.length);
                if (!likes.contains(personOfLike[like], other))
                    step(personOfLike[like], likes.column(like), other);
            }
        }

        @Override
        public Recommender model() {
            return new Fitted(embeddings.copy(), bias.clone(), likes, prior);
        }

        private void step(int person, int liked, int other) {
            float[] u = embeddings.people();
            float[] v = embeddings.items();
            int pu = person * dim;
            int pi = liked * dim;
            int pj = other * dim;
            float margin = bias[liked] - bias[other];
            for (int f = 0; f < dim; f++) margin += u[pu + f] * (v[pi + f] - v[pj + f]);
            float pull = learningRate / (1 + (float) Math.exp(margin));
            float decay = learningRate * regularization;
            bias[liked] += pull - decay * bias[liked];
            bias[other] -= pull + decay * bias[other];
            for (int f = 0; f < dim; f++) {
                float uf = u[pu + f];
                float gap = v[pi + f] - v[pj + f];
                u[pu + f] += pull * gap - decay * uf;
                v[pi + f] += pull * uf - decay * v[pi + f];
                v[pj + f] -= pull * uf + decay * v[pj + f];
            }
        }
    }

    private record Fitted(
            Embeddings embeddings, float[] bias, Profiles likes, PopularityPrior prior)
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
            if (!likes.has(person) || likes.count(person) == 0) {
                prior.writeTo(scores);
                return;
            }
            embeddings.score(person, scores);
            for (int i = 0; i < scores.length; i++) scores[i] += bias[i];
        }
    }
}
