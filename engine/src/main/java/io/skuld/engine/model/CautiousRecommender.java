package io.skuld.engine.model;

/// A recommender that can trade a little accuracy for showing fewer items the person would dislike.
public interface CautiousRecommender extends Recommender {
    /// The same model with another caution.
    ///
    /// @param caution 0 ranks for accuracy alone; larger values push likely dislikes down; at least 0 and finite
    Recommender withCaution(float caution);
}
