package io.skuld.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import org.junit.jupiter.api.Test;

/// What every recommender promises, also one that cannot tell people apart. A new model's test implements [#trainer] and
/// inherits these; a model that learns a person's taste implements [Personal], one that reads dislikes [Signed].
public interface RecommenderContract {
    Trainer trainer();

    @Test
    default void scoresEveryItemOfEveryPersonWithAFiniteNumber() {
        SignedEdges world = TwoCamps.ofSize(8).edges();
        Recommender model = trainer().fit(world);
        for (int p = 0; p < world.people(); p++) assertFinite(scores(model, p));
    }

    @Test
    default void knowsTheSizeOfItsWorld() {
        SignedEdges world = TwoCamps.ofSize(8).edges();
        Recommender model = trainer().fit(world);
        assertThat(model.people()).isEqualTo(world.people());
        assertThat(model.items()).isEqualTo(world.items());
    }

    @Test
    default void givesAPersonWithoutSignalsAndAPersonUnknownFiniteScores() {
        SignedEdges world = TwoCamps.ofSize(8).edges(17);
        Recommender model = trainer().fit(world);
        assertFinite(scores(model, 16));
        assertFinite(scores(model, 1_000_000));
        assertFinite(scores(model, -1));
    }

    @Test
    default void survivesAPersonWhoOnlyDislikes() {
        boolean[] liked = {true, true, false, false};
        Recommender model =
                trainer()
                        .fit(
                                SignedEdges.untimed(
                                        3,
                                        4,
                                        new int[] {0, 1, 2, 2},
                                        new int[] {0, 1, 0, 1},
                                        liked));
        assertFinite(scores(model, 2));
    }

    @Test
    default void survivesAWorldWithoutEdges() {
        Recommender model =
                trainer().fit(SignedEdges.untimed(2, 3, new int[0], new int[0], new boolean[0]));
        assertFinite(scores(model, 0));
    }

    @Test
    default void survivesRepeatedAndContradictoryLines() {
        int[] person = {0, 0, 0, 1, 1, 2};
        int[] item = {0, 0, 1, 1, 1, 2};
        boolean[] liked = {true, true, true, false, true, false};
        Recommender model = trainer().fit(SignedEdges.untimed(3, 3, person, item, liked));
        for (int p = 0; p < 3; p++) assertFinite(scores(model, p));
    }

    @Test
    default void anArrayOlderThanTheNewestItemIsFilledAsFarAsItGoes() {
        if (!(trainer().fit(TwoCamps.ofSize(4).edges()) instanceof OnlineRecommender model)) return;
        float[] old = new float[model.items()];
        model.absorb(0, model.items(), 1, SignedEdges.NO_TIME);
        model.score(0, old);
        model.score(model.people(), old);
        assertFinite(old);
    }

    @Test
    default void anEventThatCannotBeIsRefusedAndChangesNothing() {
        SignedEdges world = TwoCamps.ofSize(4).edges();
        if (!(trainer().fit(world) instanceof OnlineRecommender model)) return;
        float[] before = scores(model, 0);
        for (float weight : new float[] {Float.NaN, 0, 2, Float.NEGATIVE_INFINITY})
            assertThatThrownBy(() -> model.absorb(0, world.item(0), weight, SignedEdges.NO_TIME))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("" + weight);
        for (int[] ids : new int[][] {{-1, 0}, {0, -1}, {world.people() + 1, 0}})
            assertThatThrownBy(() -> model.absorb(ids[0], ids[1], 1, SignedEdges.NO_TIME))
                    .isInstanceOf(IllegalArgumentException.class);
        assertThat(scores(model, 0)).containsExactly(before);
    }

    @Test
    default void sameTrainerAndEdgesGiveTheSameScores() {
        SignedEdges world = TwoCamps.ofSize(8).edges();
        Recommender once = trainer().fit(world);
        Recommender again = trainer().fit(world);
        for (int p = 0; p < world.people(); p++)
            assertThat(scores(again, p)).containsExactly(scores(once, p));
    }

    static float[] scores(Recommender model, int person) {
        float[] scores = new float[model.items()];
        model.score(person, scores);
        return scores;
    }

    private static void assertFinite(float[] scores) {
        for (float s : scores) assertThat(Float.isFinite(s)).as("score %s is finite", s).isTrue();
    }

    /// What a model promises that learns each person's own taste.
    interface Personal extends RecommenderContract {
        @Test
        default void ranksTheUnmetItemsOfTheOwnCampFirst() {
            TwoCamps camps = TwoCamps.ofSize(12);
            Recommender model = trainer().fit(camps.edges());
            for (int p = 0; p < camps.people(); p++) {
                float[] scores = scores(model, p);
                for (int own : camps.unmetOfCamp(p, camps.camp(p)))
                    for (int other : camps.unmetOfCamp(p, 1 - camps.camp(p)))
                        assertThat(scores[own])
                                .as("person %d: own item %d above other's %d", p, own, other)
                                .isGreaterThan(scores[other]);
            }
        }
    }

    /// What a model promises that reads dislikes.
    interface Signed extends Personal {
        @Test
        default void aDislikeByLikeMindedPeopleLowersAnItemAgainstALike() {
            TwoCamps camps = TwoCamps.ofSize(12);
            SignedEdges world = camps.edges();
            int item = camps.unmetOfCamp(0, 0)[0];
            int rival = camps.unmetOfCamp(0, 0)[1];
            Recommender before = trainer().fit(world);
            Recommender after = trainer().fit(withOwnCampDisliking(camps, world, item));
            float gapBefore = scores(before, 0)[item] - scores(before, 0)[rival];
            float gapAfter = scores(after, 0)[item] - scores(after, 0)[rival];
            assertThat(gapAfter).isLessThan(gapBefore);
        }

        private static SignedEdges withOwnCampDisliking(
                TwoCamps camps, SignedEdges world, int item) {
            int[] person = new int[world.size()];
            int[] items = new int[world.size()];
            boolean[] liked = new boolean[world.size()];
            for (int e = 0; e < world.size(); e++) {
                person[e] = world.person(e);
                items[e] = world.item(e);
                liked[e] = world.liked(e) && !(items[e] == item && camps.camp(person[e]) == 0);
            }
            return SignedEdges.untimed(world.people(), world.items(), person, items, liked);
        }
    }
}
