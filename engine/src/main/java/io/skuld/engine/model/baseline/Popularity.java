package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;

/// The same ranking for everyone: the number of likes in the training part. The floor under every recommender.
public final class Popularity implements Trainer {
    @Override
    public String name() {
        return "popularity";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        return new Fitted(train.people(), likes(train));
    }

    static float[] likes(SignedEdges train) {
        float[] likes = new float[train.items()];
        for (int e = 0; e < train.size(); e++) if (train.liked(e)) likes[train.item(e)]++;
        return likes;
    }

    private static final class Fitted implements Recommender {
        private final int people;
        private final float[] likes;

        Fitted(int people, float[] likes) {
            this.people = people;
            this.likes = likes;
        }

        @Override
        public int people() {
            return people;
        }

        @Override
        public int items() {
            return likes.length;
        }

        @Override
        public void score(int person, float[] scores) {
            System.arraycopy(likes, 0, scores, 0, likes.length);
        }
    }
}
