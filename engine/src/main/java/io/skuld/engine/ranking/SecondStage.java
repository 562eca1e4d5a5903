package io.skuld.engine.ranking;

import java.util.Arrays;

/// What the second stage has learned: how to scale features, how to rank by them, how likely a like is. Immutable; a step
/// of learning makes a new one.
///
/// @param networks whose summed scores rank; none leaves the first stage's order
record SecondStage(FeatureScale scale, Network[] networks, LikeHead head) {
    /// Places from the top on where caution only has a say; below them it alone decides.
    private static final int CHOSEN_FOR_RELEVANCE = 40;

    /// Numbers in a row.
    int features() {
        return scale.width();
    }

    /// Scores of these candidates, higher is better.
    ///
    /// @param rows raw features, shape (n, features); scaled in place
    float[] score(float[] rows, int n) {
        scale.apply(rows, n);
        return relevance(rows, n);
    }

    private float[] relevance(float[] rows, int n) {
        float[] scores = new float[n];
        if (networks.length == 0)
            for (int r = 0; r < n; r++)
                scores[r] = rows[r * features() + CandidateFeatures.FIRST_STAGE];
        for (Network network : networks) network.addScores(rows, 0, scores);
        if (networks.length > 1) for (int r = 0; r < n; r++) scores[r] /= networks.length;
        return scores;
    }

    /// Scores with caution, `max(score − score of the fortieth, 0) + caution · log P(like | exposed)`: in the part of the
    /// list that people look at, relevance counts and a likely dislike costs; further down nobody is lost who is not
    /// expected anyway, so there the probability of a like decides.
    ///
    /// @param rows raw features of the candidates and then of other items, shape (n, features); scaled in place
    /// @param candidates how many of the rows are candidates; the others' relevance counts as nothing
    float[] cautious(float[] rows, int n, int candidates, float caution) {
        scale.apply(rows, n);
        float[] relevance = relevance(rows, candidates);
        float floor = nthBest(relevance, CHOSEN_FOR_RELEVANCE);
        float[] scores = new float[n];
        for (int r = 0; r < candidates; r++) scores[r] = Math.max(relevance[r] - floor, 0);
        head.addCaution(caution, rows, scores);
        return scores;
    }

    private static float nthBest(float[] scores, int place) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - place)];
    }

    /// After one step towards this list.
    ///
    /// @param rows scaled features, shape (liked.length, features)
    SecondStage after(float[] rows, boolean[] liked) {
        Network[] next = new Network[networks.length];
        for (int k = 0; k < next.length; k++) {
            next[k] = networks[k].copy();
            ListTrainer.accumulate(next[k], rows, liked);
            next[k].step();
        }
        return with(next);
    }

    /// The same with other networks.
    SecondStage with(Network[] others) {
        return new SecondStage(scale, others, head);
    }
}
