package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPaths;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.util.Map;
import java.util.TreeMap;

/// Trains the signed paths without factors, their settings chosen by the same search as the hybrid's.
public final class PathsAlone implements TunableTrainer {
    private final PathSettings settings;

    public PathsAlone(PathSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "paths";
    }

    @Override
    public SignedPathsModel fit(SignedEdges train) {
        return new SignedPaths(settings).fit(train);
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        SignedGraph graph = SignedGraph.of(train);
        HybridSettings start = HybridSettings.DEFAULTS.withPaths(settings).withFactorWeight(0);
        HybridTuner.Found found = new HybridTuner(graph, valid, budget, false).search(start);
        PathSettings chosen = found.settings().paths();
        Map<String, String> described = new TreeMap<>(found.settings().describe());
        described.keySet().removeIf(name -> name.equals("g") || name.startsWith("ials."));
        return new Tuned(
                new PathsAlone(chosen),
                SignedPathsModel.over(graph, chosen),
                described,
                found.validationNdcg());
    }
}
