package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.Map;

/// A linear autoencoder without self-loops, in closed form (Steck, "Embarrassingly shallow autoencoders for sparse
/// data", WWW 2019), on a signed matrix: X holds 1 for a like and `dislike` for a dislike.
///
/// `P = (XᵀX + l2·I)⁻¹`, `score(u) = x_u·B` with `B = I − P·diag(P)⁻¹`
///
/// Inverted in the smaller of the two spaces, see [EaseByItems] and [EaseByPeople].
///
/// @param l2 ridge, above 0
/// @param dislike the entry of a dislike: on exposure-driven data a dislike is weak interest, above 0
public record Ease(double l2, float dislike) implements TunableTrainer {
    public static final Ease DEFAULTS = new Ease(100, 0.4f);

    private static final float[] RIDGES = {5, 10, 25, 50, 100, 200, 400, 800, 1600, 3200, 6400};
    private static final float[] DISLIKES = {-.6f, -.4f, -.2f, 0, .2f, .4f, .6f, .8f, 1};

    /// A matrix above this many rows no longer fits an array, nor the patience of a comparison.
    private static final int MAX_ROWS = 30_000;

    public Ease {
        if (!(l2 > 0) || !(Math.abs(dislike) <= 1))
            throw new IllegalArgumentException(
                    "EASE needs an l2 above 0 and a dislike in [-1, 1], got %s and %s"
                            .formatted(l2, dislike));
    }

    @Override
    public String name() {
        return "ease";
    }

    /// @throws IllegalArgumentException when both people and items are too many for a dense matrix
    @Override
    public Recommender fit(SignedEdges train) {
        requireRoom(Math.min(train.people(), train.items()));
        Profiles profiles = Profiles.of(train);
        PopularityPrior prior = new PopularityPrior(Popularity.likes(train));
        return train.items() <= train.people()
                ? EaseByItems.fit(profiles, prior, l2, dislike)
                : EaseByPeople.fit(profiles, prior, l2, dislike);
    }

    private static void requireRoom(int rows) {
        if (rows > MAX_ROWS)
            throw new IllegalArgumentException(
                    "EASE needs a dense matrix of people or items, and %,d of the fewer are more than %,d; leave it out of --models."
                            .formatted(rows, MAX_ROWS));
        long needed = 4L * rows * rows >> 20;
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        if (needed > heap)
            throw new IllegalArgumentException(
                    "EASE needs a dense matrix of %,d rows, %,d MB, and the heap has %,d MB; leave it out of --models or give the run a heap of %d GB (-Xmx%dg)."
                            .formatted(rows, needed, heap, heapFor(needed), heapFor(needed)));
    }

    /// Room for two of them, as choosing settings needs, and the data.
    private static long heapFor(long megabytes) {
        return 2 * megabytes / 1024 + 2;
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        Validation validation = new Validation(train, valid, budget);
        return LadderSearch.climb(
                new float[] {(float) l2, dislike},
                new float[][] {RIDGES, DISLIKES},
                values -> validation.judged(new Ease(values[0], values[1]), Ease::settings, train),
                validation);
    }

    private Map<String, String> settings() {
        return Map.of("l2", String.valueOf(l2), "dislike", String.valueOf(dislike));
    }
}
