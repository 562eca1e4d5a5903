package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import java.util.HashMap;
import java.util.Map;

/// Counts likes less dislikes as they come: the simplest model that learns online, exactly as if refitted.
final class LivePopularity implements Trainer {
    @Override
    public String name() {
        return "live";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        Live live = new Live(train.people(), train.items());
        for (int e = 0; e < train.size(); e++)
            live.absorb(train.person(e), train.item(e), train.weight(e), train.time(e));
        return live;
    }

    private static final class Live implements OnlineRecommender {
        private final int people;
        private final float[] sums;
        private final Map<Long, Float> edges = new HashMap<>();

        Live(int people, int items) {
            this.people = people;
            sums = new float[items];
        }

        @Override
        public void absorb(int person, int item, float weight, long time) {
            retract(person, item);
            edges.put(key(person, item), weight);
            sums[item] += weight;
        }

        @Override
        public void retract(int person, int item) {
            Float old = edges.remove(key(person, item));
            if (old != null) sums[item] -= old;
        }

        private static long key(int person, int item) {
            return (long) person << 32 | item;
        }

        @Override
        public int people() {
            return people;
        }

        @Override
        public int items() {
            return sums.length;
        }

        @Override
        public void score(int person, float[] scores) {
            System.arraycopy(sums, 0, scores, 0, sums.length);
        }
    }
}
