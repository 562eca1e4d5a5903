package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.signed.LikeRate;
import io.skuld.engine.model.signed.SignedPathsModel;

/// Walks, popularity and factors over one live graph. Thread-safe: one writer at a time, any number of readers.
public final class HybridModel implements OnlineRecommender, CautiousRecommender {
    private final HybridSettings settings;
    private final SignedPathsModel paths;
    private final Factors factors;

    private HybridModel(HybridSettings settings, SignedPathsModel paths, Factors factors) {
        this.settings = settings;
        this.paths = paths.withCaution(0);
        this.factors = factors;
    }

    public static HybridModel over(SignedGraph graph, Factors factors, HybridSettings settings) {
        SignedPathsModel paths = SignedPathsModel.over(graph, settings.paths());
        return new HybridModel(settings, paths, factors);
    }

    @Override
    public HybridModel withCaution(float caution) {
        HybridSettings cautious = settings.withPaths(settings.paths().withCaution(caution));
        return new HybridModel(cautious, paths, factors);
    }

    public HybridSettings settings() {
        return settings;
    }

    public SignedPathsModel paths() {
        return paths;
    }

    public Factors factors() {
        return factors;
    }

    public GraphView view() {
        return paths.view();
    }

    @Override
    public int people() {
        return paths.people();
    }

    @Override
    public int items() {
        return paths.items();
    }

    @Override
    public void score(int person, float[] scores) {
        GraphView view = paths.view();
        paths.score(view, person, scores);
        if (view.personDegree(person) > 0)
            factors.addScores(person, settings.factorWeight(), scores);
        new LikeRate(view).temper(settings.paths().caution(), scores);
    }

    @Override
    public synchronized void absorb(int person, int item, float weight, long time) {
        paths.absorb(person, item, weight, time);
        factors.learn(paths.view(), person, item);
    }

    @Override
    public synchronized void retract(int person, int item) {
        if (paths.view().weight(person, item) == 0) return;
        paths.retract(person, item);
        factors.learn(paths.view(), person, item);
    }

    /// Solves every person's factors once more.
    @Override
    public void sweep() {
        factors.sweepPeople(paths::view);
    }
}
