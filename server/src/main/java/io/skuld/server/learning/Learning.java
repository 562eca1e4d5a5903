package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.FeedbackLog;
import java.util.List;

/// This stage, put together.
///
/// @param index ids and numbers of the items
/// @param features of all items; give it to the encoder as its listener
/// @param tastes of all people
public record Learning(IdIndex index, ItemFeatures features, Tastes tastes) {
    /// People whose taste stays in memory.
    private static final int TASTES_IN_MEMORY = 32;

    /// Reads the whole catalogue and follows it and the log from then on.
    ///
    /// @param textDim numbers in a text vector
    public static Learning start(Catalog catalog, FeedbackLog log, int textDim) {
        IdIndex index = new IdIndex(catalog);
        ItemFeatures features = new ItemFeatures(textDim);
        CatalogFollower.follow(catalog, List.of(index, features));
        return new Learning(
                index,
                features,
                new Tastes(log, index, features, TasteSettings.DEFAULTS, TASTES_IN_MEMORY));
    }
}
