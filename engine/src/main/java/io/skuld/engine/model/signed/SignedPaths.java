package io.skuld.engine.model.signed;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.Trainer;

/// Makes a [SignedPathsModel] from interactions: builds the graph, and that is all there is to train.
public final class SignedPaths implements Trainer {
    private final PathSettings settings;

    public SignedPaths(PathSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "paths";
    }

    @Override
    public SignedPathsModel fit(SignedEdges train) {
        return SignedPathsModel.over(SignedGraph.of(train), settings);
    }
}
