package io.skuld.engine.model.hybrid;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.Recommender;

/// Likes as scores, the same for everyone: what a search must not lose sight of.
record PopularityOnly(GraphView graph) implements Recommender {
    @Override
    public int people() {
        return graph.people();
    }

    @Override
    public int items() {
        return graph.items();
    }

    @Override
    public void score(int person, float[] scores) {
        for (int i = 0; i < graph.items(); i++) scores[i] = graph.itemLikes(i);
    }
}
