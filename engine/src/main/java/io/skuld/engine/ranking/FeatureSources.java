package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.hybrid.HybridModel;
import java.util.Optional;

/// What features are read from besides the live graph, all made from one set of edges. A fold's sources must never have
/// seen the fold: make new ones from the edges without it.
///
/// @param hybrid the first stage
/// @param smoothed its factors averaged over the graph
/// @param views other factors beside them
/// @param ease scores of a linear autoencoder, where its matrix is small enough
record FeatureSources(
        HybridModel hybrid,
        SmoothedFactors smoothed,
        FactorViews views,
        Optional<Recommender> ease) {
    /// Rows of the autoencoder's dense matrix that are still worth their time and memory.
    private static final int EASE_ROWS = 3000;

    static FeatureSources of(HybridModel hybrid, SignedEdges edges) {
        GraphView graph = hybrid.view();
        Optional<Recommender> ease =
                Math.min(edges.people(), edges.items()) <= EASE_ROWS
                        ? Optional.of(Ease.DEFAULTS.fit(edges))
                        : Optional.empty();
        return new FeatureSources(
                hybrid,
                new SmoothedFactors(graph, hybrid.factors()),
                FactorViews.fit(graph, hybrid.settings().factors()),
                ease);
    }

    /// The same of what the graph holds by now.
    FeatureSources anew() {
        return of(hybrid, hybrid.view().toEdges());
    }
}
