package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.factors.Factors;

/// Trains the sum of signed paths, popularity and signed iALS.
public final class Hybrid implements TunableTrainer {
    private final HybridSettings settings;

    public Hybrid(HybridSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "hybrid";
    }

    @Override
    public HybridModel fit(SignedEdges train) {
        SignedGraph graph = SignedGraph.of(train);
        return HybridModel.over(graph, Factors.fit(graph.view(), settings.factors()), settings);
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        SignedGraph graph = SignedGraph.of(train);
        HybridTuner tuner = new HybridTuner(graph, valid, budget, true);
        HybridTuner.Found found = tuner.search(settings);
        HybridModel model = HybridModel.over(graph, found.factors(), found.settings());
        return new Tuned(
                new Hybrid(found.settings()),
                model,
                found.settings().describe(),
                found.validationNdcg());
    }
}
