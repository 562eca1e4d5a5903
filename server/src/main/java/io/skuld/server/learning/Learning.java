package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Merged;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.people.People;
import java.util.List;
import java.util.function.Consumer;

/// This stage, put together.
///
/// @param index ids and numbers of the items
/// @param features of all items; give it to the encoder as its listener
/// @param tastes of all people
/// @param graph of everybody's likes and dislikes, and of those who share theirs
/// @param lifts what the graph adds in each person's feed
public record Learning(
        IdIndex index, ItemFeatures features, Tastes tastes, LiveGraph graph, Lifts lifts)
        implements Consumer<List<Numbered>>, AutoCloseable {
    /// People whose taste and lift stay in memory.
    private static final int PEOPLE_IN_MEMORY = 32;

    /// Follows the log; let it follow the catalogue too ([Catalog#follow]).
    ///
    /// @param textDim numbers in a text vector
    public static Learning of(
            Catalog catalog,
            FeedbackLog log,
            People people,
            LearningSettings settings,
            int textDim) {
        IdIndex index = new IdIndex(catalog);
        ItemFeatures features = new ItemFeatures(textDim);
        Tastes tastes = new Tastes(log, index, features, TasteSettings.DEFAULTS, PEOPLE_IN_MEMORY);
        LiveGraph graph = new LiveGraph(log, people, tastes, index, settings);
        Lifts lifts = new Lifts(graph, GraphSettings.DEFAULTS, PEOPLE_IN_MEMORY);
        return new Learning(index, features, tastes, graph, lifts);
    }

    /// The same with another say of the graph in feeds.
    public Learning withLifts(LiftSettings counts) {
        Lifts other = new Lifts(graph, lifts.settings().with(counts), PEOPLE_IN_MEMORY);
        return new Learning(index, features, tastes, graph, other);
    }

    /// Items of the catalogue that are new or changed.
    @Override
    public void accept(List<Numbered> items) {
        for (Numbered item : items) {
            index.changed(item);
            features.changed(item);
            graph.changed(item);
        }
    }

    /// Items that are one from now on.
    public void merged(List<Merged> merged) {
        for (Merged one : merged) {
            index.merged(one);
            features.removed(one.gone());
            graph.merged(one);
        }
    }

    /// Stops reading from the log; to be called before the database is closed.
    @Override
    public void close() {
        graph.close();
    }
}
