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
/// @param appeal how much items are liked, whoever met them
/// @param ease scores of a linear autoencoder, where its matrix is small enough
/// @param times when items were met, where features are to be read from times
record FeatureSources(
        HybridModel hybrid,
        SmoothedFactors smoothed,
        FactorViews views,
        ItemAppeal appeal,
        Optional<Recommender> ease,
        Optional<ItemTimes> times) {
    /// Rows of the autoencoder's dense matrix that are still worth their time and memory.
    private static final int EASE_ROWS = 3000;

    static FeatureSources of(HybridModel hybrid, SignedEdges edges, boolean timed) {
        return of(
                hybrid,
                edges,
                timed ? Optional.of(new ItemTimes(hybrid.view())) : Optional.empty());
    }

    private static FeatureSources of(
            HybridModel hybrid, SignedEdges edges, Optional<ItemTimes> times) {
        GraphView graph = hybrid.view();
        Optional<Recommender> ease =
                Math.min(edges.people(), edges.items()) <= EASE_ROWS
                        ? Optional.of(Ease.DEFAULTS.fit(edges))
                        : Optional.empty();
        return new FeatureSources(
                hybrid,
                new SmoothedFactors(graph, hybrid.factors()),
                FactorViews.fit(graph, hybrid.settings().factors()),
                new ItemAppeal(graph),
                ease,
                times);
    }

    /// Follows a signal that the first stage has taken over.
    ///
    /// @param before when the pair had a signal until now: epoch seconds or [SignedEdges#NO_TIME]
    void learn(int person, int item, long before) {
        GraphView graph = hybrid.view();
        views.learn(graph, person);
        times.ifPresent(known -> known.move(item, before, graph.time(person, item)));
    }

    /// Numbers for each candidate.
    int features() {
        return features(times.isPresent());
    }

    /// Numbers for each candidate, with or without those read from times.
    static int features(boolean timed) {
        return CandidateFeatures.COUNT + (timed ? RecencyFeatures.COUNT : 0);
    }

    /// The same of what the graph holds by now; times know that already.
    FeatureSources anew() {
        return of(hybrid, hybrid.view().toEdges(), times);
    }
}
