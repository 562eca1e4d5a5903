package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TwoCamps;
import org.junit.jupiter.api.Test;

class DislikeEfficacyTest {
    private final SignedEdges world = TwoCamps.ofSize(20).edges();
    private final Nearness near = new SharedLikes(world);

    @Test
    void aModelThatOnlyHidesTheItemItselfIsNotFelt() {
        OnlineRecommender live = (OnlineRecommender) new LivePopularity().fit(world);
        DislikeEfficacy efficacy = DislikeEfficacy.of(live, world, near, 200, 42);
        assertThat(efficacy.trials()).isPositive();
        assertThat(efficacy.share()).isZero();
    }

    @Test
    void aModelThatPushesTheWholeNeighbourhoodDownIsFelt() {
        DislikeEfficacy efficacy = DislikeEfficacy.of(new CampWide(world), world, near, 200, 42);
        assertThat(efficacy.share()).isGreaterThan(.9);
    }

    @Test
    void theModelIsLeftAsItWasFound() {
        OnlineRecommender live = (OnlineRecommender) new LivePopularity().fit(world);
        float[] before = scores(live);
        DislikeEfficacy.of(live, world, near, 50, 42);
        assertThat(scores(live)).containsExactly(before);
    }

    private static float[] scores(Recommender model) {
        float[] scores = new float[model.items()];
        model.score(0, scores);
        return scores;
    }

    /// A dislike lowers the item's whole camp for that person.
    private static final class CampWide implements OnlineRecommender {
        private final SignedEdges world;
        private final float[][] push;

        CampWide(SignedEdges world) {
            this.world = world;
            push = new float[world.people()][2];
        }

        @Override
        public void absorb(int person, int item, float weight, long time) {
            push[person][item / 20] += weight;
        }

        @Override
        public void retract(int person, int item) {
            push[person][item / 20] = 0;
        }

        @Override
        public int people() {
            return world.people();
        }

        @Override
        public int items() {
            return world.items();
        }

        @Override
        public void score(int person, float[] scores) {
            for (int i = 0; i < scores.length; i++)
                scores[i] = push[person][i / 20] - (i % 20) * 1e-3f;
        }
    }
}
