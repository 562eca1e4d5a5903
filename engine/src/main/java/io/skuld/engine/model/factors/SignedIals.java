package io.skuld.engine.model.factors;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.Trainer;

/// Fits signed iALS to interactions.
public final class SignedIals implements Trainer {
    private final IalsSettings settings;

    public SignedIals(IalsSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ials";
    }

    @Override
    public IalsModel fit(SignedEdges train) {
        SignedGraph graph = SignedGraph.of(train);
        return new IalsModel(graph, Factors.fit(graph.view(), settings));
    }
}
