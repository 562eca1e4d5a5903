package io.skuld.engine.model;

/// A recommender that re-orders the best of what a cheaper one ranks.
public interface TwoStageRecommender extends Recommender {
    /// The cheaper one, as it is now; it follows what both learn.
    Recommender firstStage();
}
