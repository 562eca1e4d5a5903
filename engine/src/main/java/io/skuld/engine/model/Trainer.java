package io.skuld.engine.model;

import io.skuld.engine.graph.SignedEdges;

/// Makes a [Recommender] from interactions. Its settings came through its constructor; the same trainer, edges and seed
/// give the same scores.
public interface Trainer {
    /// Short lower-case name, as used by `evaluate --models`.
    String name();

    Recommender fit(SignedEdges train);
}
