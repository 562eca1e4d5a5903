package io.skuld.engine.model;

import io.skuld.engine.graph.SignedEdges;
import java.util.Map;

/// A trainer that can choose its own settings on held-out interactions. It never sees test edges: they are no argument.
public interface TunableTrainer extends Trainer {
    /// Chooses settings by ranking quality on `valid`, then fits on `train` with them. Starts from the settings this
    /// trainer was made with, so that a search is resumed by starting from what an earlier one found.
    ///
    /// @param train interactions to fit on; a model's scores use no other edges
    /// @param valid interactions to choose on, over the same people and items
    Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget);

    /// The outcome of a search.
    ///
    /// @param trainer has the chosen settings, to fit on other interactions or to resume the search
    /// @param model fitted on `train` with the chosen settings
    /// @param settings the chosen settings by name, for reports
    /// @param validationNdcg mean NDCG@20 on the validation people that the search looked at
    record Tuned(
            Trainer trainer,
            Recommender model,
            Map<String, String> settings,
            double validationNdcg) {
        public Tuned {
            settings = Map.copyOf(settings);
        }
    }
}
