package io.skuld.engine.model;

/// A recommender that learns from each event as it comes. One writer at a time; readers are not blocked and each call
/// of [#score] reads one consistent state.
public interface OnlineRecommender extends Recommender {
    /// Learns that the person liked (weight above 0) or disliked (below 0) the item; an earlier edge of the pair is
    /// replaced. A person or item id equal to the current count is new and grows the model by one.
    ///
    /// @param weight in [-1, 1], not 0
    /// @param time epoch seconds, or [io.skuld.engine.graph.SignedEdges#NO_TIME]
    void absorb(int person, int item, float weight, long time);

    /// Forgets the pair, as if it had never been; does nothing when there is no such edge.
    void retract(int person, int item);

    /// Brings up to date what events leave as it was, because redoing it for each would cost too much. Takes up to a few
    /// seconds beside readers and the writer: for a thread that has time, now and then. A model without such things does
    /// nothing.
    default void sweep() {}
}
