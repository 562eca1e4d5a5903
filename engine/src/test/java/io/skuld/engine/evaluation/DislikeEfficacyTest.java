package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TwoCamps;
import org.junit.jupiter.api.Test;

class DislikeEfficacyTest {
    private final SignedEdges world = TwoCamps.ofSize(20).edges();
    private final Nearness near = SharedPeople.whoLike(world);

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

    /// The disliked item goes from first to last, its neighbour from before to behind a stranger: one place lost, which the
    /// place that the disliked item set free must not hide.
    @Test
    void aFallIsCountedAsIfTheDislikedItemHadNeverBeenThere() {
        SignedEdges empty = SignedEdges.untimed(1, 3, new int[0], new int[0], new boolean[0]);
        float[] now = {3, 2, 1};
        OnlineRecommender model =
                new OnlineRecommender() {
                    @Override
                    public void absorb(int person, int item, float weight, long time) {
                        System.arraycopy(new float[] {0, 1, 2}, 0, now, 0, 3);
                    }

                    @Override
                    public void retract(int person, int item) {
                        System.arraycopy(new float[] {3, 2, 1}, 0, now, 0, 3);
                    }

                    @Override
                    public int people() {
                        return 1;
                    }

                    @Override
                    public int items() {
                        return 3;
                    }

                    @Override
                    public void score(int person, float[] scores) {
                        System.arraycopy(now, 0, scores, 0, 3);
                    }
                };
        Nearness oneIsNearZero =
                new Nearness() {
                    @Override
                    public String name() {
                        return "one is near zero";
                    }

                    @Override
                    public int[] nearest(int item, int n) {
                        return item == 0 ? new int[] {1} : new int[0];
                    }
                };
        DislikeEfficacy efficacy = DislikeEfficacy.of(model, empty, oneIsNearZero, 500, 42);
        assertThat(efficacy.trials()).isPositive();
        assertThat(efficacy.share()).isEqualTo(1);
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
