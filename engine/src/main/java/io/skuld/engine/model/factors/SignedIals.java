package io.skuld.engine.model.factors;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.ValidationPeople;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fits signed iALS to interactions.
public final class SignedIals implements TunableTrainer {
    private static final int PEOPLE = 4000;

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
        return fit(SignedGraph.of(train));
    }

    private IalsModel fit(SignedGraph graph) {
        return new IalsModel(graph, Factors.fit(graph.view(), settings));
    }

    /// Tries pulls on unseen pairs with regularisation, then what a dislike means. The first is tried whatever the budget.
    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        long deadline = System.nanoTime() + budget.limit().toNanos();
        SignedGraph graph = SignedGraph.of(train);
        ValidationPeople people = ValidationPeople.of(graph.view(), valid, PEOPLE, budget.seed());
        List<IalsSettings> pulls = new ArrayList<>(List.of(settings));
        for (float unseen : new float[] {.03f, .1f, .3f, .003f, .01f})
            for (float lambda : new float[] {.03f, .1f, .01f})
                pulls.add(settings.withPull(unseen, lambda).within(graph.view()));
        Tuned best = best(pulls, graph, people, deadline, null);
        IalsSettings pulled = ((SignedIals) best.trainer()).settings;
        List<IalsSettings> dislikes = new ArrayList<>();
        for (float target : new float[] {1, .3f, 0, -.5f})
            dislikes.add(pulled.withDislikes(target == 0 ? .3f : 1, target));
        return best(dislikes, graph, people, deadline, best);
    }

    private static Tuned best(
            List<IalsSettings> tried,
            SignedGraph graph,
            ValidationPeople people,
            long deadline,
            @Nullable Tuned sofar) {
        Tuned best = sofar;
        for (IalsSettings one : tried) {
            if (best != null && System.nanoTime() > deadline) break;
            SignedIals trainer = new SignedIals(one);
            IalsModel model = trainer.fit(graph);
            double ndcg = people.ndcg(model, graph.view());
            if (best == null || ndcg > best.validationNdcg())
                best = new Tuned(trainer, model, trainer.describe(), ndcg);
        }
        if (best == null) throw new IllegalArgumentException("There is nothing to choose from");
        return best;
    }

    private Map<String, String> describe() {
        return Map.of(
                "dim", Integer.toString(settings.dim()),
                "wn", Float.toString(settings.dislikeWeight()),
                "tn", Float.toString(settings.dislikeTarget()),
                "a0", Float.toString(settings.unseenWeight()),
                "lam", Float.toString(settings.regularization()));
    }
}
