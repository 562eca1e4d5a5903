package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.ArrayList;
import java.util.List;
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
    public BprMf {
        if (dim < 1 || epochs < 1 || !(learningRate > 0) || !(regularization >= 0))
            throw new IllegalArgumentException(
                    "BPR needs dim and epochs of at least 1, a learning rate above 0 and a regularization of at least 0, got %d, %d, %s and %s"
                            .formatted(dim, epochs, learningRate, regularization));
    }

    public static BprMf defaults(long seed) {
        return new BprMf(64, 60, 0.05f, 0.01f, seed);
    }

    @Override
    public String name() {
        return "bpr";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        Profiles likes = Profiles.of(train).likesOnly();
        SplittableRandom random = new SplittableRandom(seed);
        Embeddings embeddings = Embeddings.random(train.people(), train.items(), dim, 0.1f, random);
        float[] bias = new float[train.items()];
        if (train.items() > 1) learn(likes, embeddings, bias, random);
        return new Fitted(embeddings, bias, likes, new PopularityPrior(Popularity.likes(train)));
    }

    private void learn(
            Profiles likes, Embeddings embeddings, float[] bias, SplittableRandom random) {
        int[] person = personOfEachLike(likes);
        long steps = (long) epochs * likes.size();
        for (long s = 0; s < steps; s++) {
            int like = random.nextInt(likes.size());
            int other = random.nextInt(bias.length);
            if (likes.contains(person[like], other)) continue;
            step(embeddings, bias, person[like], likes.column(like), other);
        }
    }

    private static int[] personOfEachLike(Profiles likes) {
        int[] person = new int[likes.size()];
        for (int p = 0; p < likes.rows(); p++)
            for (int k = likes.from(p); k < likes.to(p); k++) person[k] = p;
        return person;
    }

    private void step(Embeddings embeddings, float[] bias, int person, int liked, int other) {
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

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        List<BprMf> candidates = new ArrayList<>(List.of(this));
        for (float reg : new float[] {0.002f, 0.01f, 0.03f})
            for (int e : new int[] {30, 100})
                candidates.add(new BprMf(dim, e, learningRate, reg, seed));
        return GridSearch.best(candidates, BprMf::settings, train, valid, budget);
    }

    private Map<String, String> settings() {
        return Map.of(
                "dim", String.valueOf(dim),
                "epochs", String.valueOf(epochs),
                "learningRate", String.valueOf(learningRate),
                "regularization", String.valueOf(regularization),
                "seed", String.valueOf(seed));
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
