package io.skuld.engine.model.factors;

import io.skuld.engine.graph.GraphView;

/// Settings of signed iALS; the letters are those of the loss:
/// `Σ_liked (1−s)² + wn·Σ_disliked (tn−s)² + a0·Σ_all s² + lam·[Σ_u (|N_u| + a0·items)·|U_u|² + Σ_i (|N_i| + a0·people)·|V_i|²]`
///
/// @param dim numbers in a person's or item's vector
/// @param sweeps how often people and items are solved in turn
/// @param dislikeWeight wn: what a dislike weighs against a like; 0 ignores dislikes
/// @param dislikeTarget tn: the score a disliked item is pulled to; between 0 and 1 it counts as weak interest
/// @param unseenWeight a0: how much unseen pairs are pulled to 0; sparse data wants it small
/// @param regularization lam
/// @param seed of the first item vectors
public record IalsSettings(
        int dim,
        int sweeps,
        float dislikeWeight,
        float dislikeTarget,
        float unseenWeight,
        float regularization,
        long seed) {
    public static final IalsSettings DEFAULTS = new IalsSettings(64, 8, 1, .6f, .003f, .03f, 42);

    /// For dense star ratings, where an unseen pair says more.
    public static final IalsSettings DENSE = new IalsSettings(64, 8, .3f, .3f, .1f, .01f, 42);

    /// The most that regularisation may weigh against a row's edges; from about .4 on all vectors become one and the same
    /// popularity.
    private static final double MOST_RIDGE = .3;

    public IalsSettings {
        if (dim < 1 || dim > 1024)
            throw new IllegalArgumentException("dim lies in [1, 1024], got " + dim);
        if (sweeps < 1) throw new IllegalArgumentException("sweeps is at least 1, got " + sweeps);
        requireAtLeastZero("dislikeWeight", dislikeWeight);
        requireAtLeastZero("unseenWeight", unseenWeight);
        if (!(regularization > 0 && Float.isFinite(regularization)))
            throw new IllegalArgumentException(
                    "regularization is above 0 and finite, got " + regularization);
        if (!Float.isFinite(dislikeTarget))
            throw new IllegalArgumentException("dislikeTarget is finite, got " + dislikeTarget);
    }

    private static void requireAtLeastZero(String name, float value) {
        if (!(value >= 0 && Float.isFinite(value)))
            throw new IllegalArgumentException(name + " is at least 0 and finite, got " + value);
    }

    public IalsSettings withSweeps(int count) {
        return new IalsSettings(
                dim, count, dislikeWeight, dislikeTarget, unseenWeight, regularization, seed);
    }

    public IalsSettings withSeed(long other) {
        return new IalsSettings(
                dim, sweeps, dislikeWeight, dislikeTarget, unseenWeight, regularization, other);
    }

    public IalsSettings withDim(int other) {
        return new IalsSettings(
                other, sweeps, dislikeWeight, dislikeTarget, unseenWeight, regularization, seed);
    }

    public IalsSettings withDislikes(float weight, float target) {
        return new IalsSettings(dim, sweeps, weight, target, unseenWeight, regularization, seed);
    }

    public IalsSettings withPull(float unseen, float lambda) {
        return new IalsSettings(dim, sweeps, dislikeWeight, dislikeTarget, unseen, lambda, seed);
    }

    /// These settings with lam lowered where it would leave nothing to tell people apart by. What lam weighs against the edges
    /// of a row is `lam·(1 + a0·people·items/edges)`, so the sparser a graph, the smaller lam has to be.
    public IalsSettings within(GraphView graph) {
        double pairs = (double) graph.people() * graph.items();
        double most = MOST_RIDGE / (1 + unseenWeight * pairs / Math.max(1, graph.edges()));
        return most < regularization ? withPull(unseenWeight, (float) most) : this;
    }
}
