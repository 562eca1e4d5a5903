package io.skuld.engine.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.TwoCamps;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
    private static float[] scores(Recommender model, int person) {
        return RecommenderContract.scores(model, person);
    }

    /// Ten people like item 0, five item 1, nobody the others; the last person is new.
    private static SignedEdges unevenWorld() {
        int[] person = new int[15];
        int[] item = new int[15];
        boolean[] liked = new boolean[15];
        for (int e = 0; e < 15; e++) {
            person[e] = e % 10;
            item[e] = e / 10;
            liked[e] = true;
        }
        return SignedEdges.untimed(11, 4, person, item, liked);
    }

    static Stream<Trainer> thoseThatLearn() {
        return Stream.of(
                new Popularity(),
                ItemKnn.DEFAULTS,
                Ease.DEFAULTS,
                BprMf.defaults(42),
                LightGcn.defaults(42));
    }

    @ParameterizedTest
    @MethodSource("thoseThatLearn")
    void aNewcomerGetsWhatMostPeopleLike(Trainer trainer) {
        Recommender model = trainer.fit(unevenWorld());
        for (int newcomer : new int[] {10, 99}) {
            float[] s = scores(model, newcomer);
            assertThat(s[0]).as(trainer.name()).isGreaterThan(s[1]);
            assertThat(s[1]).as(trainer.name()).isGreaterThan(s[2]);
        }
    }

    @Nested
    class RandomScoresTest implements RecommenderContract {
        @Override
        public Trainer trainer() {
            return new RandomScores(42);
        }

        @Test
        void everyPersonGetsAnotherRankingAndEverySeedToo() {
            SignedEdges world = TwoCamps.ofSize(8).edges();
            Recommender model = trainer().fit(world);
            assertThat(scores(model, 0)).isNotEqualTo(scores(model, 1));
            assertThat(scores(new RandomScores(43).fit(world), 0)).isNotEqualTo(scores(model, 0));
        }
    }

    @Nested
    class PopularityTest implements RecommenderContract {
        @Override
        public Trainer trainer() {
            return new Popularity();
        }

        @Test
        void countsLikesAndNotDislikes() {
            SignedEdges world =
                    SignedEdges.untimed(
                            3,
                            2,
                            new int[] {0, 1, 2},
                            new int[] {0, 1, 1},
                            new boolean[] {true, false, false});
            assertThat(scores(trainer().fit(world), 0)).containsExactly(1, 0);
        }
    }

    @Nested
    class ItemKnnTest implements RecommenderContract.Personal {
        @Override
        public Trainer trainer() {
            return new ItemKnn(20, 1);
        }

        @Test
        void onlyTheNearestNeighboursSpeak() {
            SignedEdges world =
                    SignedEdges.untimed(
                            4,
                            3,
                            new int[] {0, 0, 1, 1, 2, 2, 3},
                            new int[] {0, 1, 0, 1, 0, 2, 0},
                            likes(7));
            float[] one = scores(new ItemKnn(1, 0).fit(world), 3);
            float[] all = scores(new ItemKnn(9, 0).fit(world), 3);
            assertThat(one[1]).isCloseTo(2 / (float) Math.sqrt(8), within());
            assertThat(all[2]).isCloseTo(1 / (float) Math.sqrt(4), within());
        }

        @Test
        void shrinkingLowersWhatFewPeopleSay() {
            float loose = scores(new ItemKnn(9, 0).fit(unevenWorld()), 9)[1];
            float shrunk = scores(new ItemKnn(9, 10).fit(unevenWorld()), 9)[1];
            assertThat(shrunk).isLessThan(loose);
        }
    }

    @Nested
    class EaseByItemsTest implements RecommenderContract.Signed {
        @Override
        public Trainer trainer() {
            return new Ease(5, 0.3f);
        }
    }

    @Nested
    class EaseInTheSmallerSpace {
        /// More items than people, or as many with two more people who did nothing.
        @Test
        void givesTheSameScoresWhicheverSpaceItIs() {
            SignedEdges square = TwoCamps.ofSize(10).edges();
            Profiles profiles = Profiles.of(square);
            PopularityPrior prior = new PopularityPrior(Popularity.likes(square));
            Recommender byItems = EaseByItems.fit(profiles, prior, 7, 0.3f);
            Recommender byPeople = EaseByPeople.fit(profiles, prior, 7, 0.3f);
            for (int p = 0; p < square.people(); p++)
                assertThat(scores(byPeople, p)).containsExactly(scores(byItems, p), within());
        }

        @Test
        void refusesAWorldThatNoDenseMatrixHolds() {
            SignedEdges huge =
                    SignedEdges.untimed(40_000, 40_000, new int[0], new int[0], new boolean[0]);
            assertThatThrownBy(() -> Ease.DEFAULTS.fit(huge)).hasMessageContaining("--models");
        }
    }

    @Nested
    class BprMfTest implements RecommenderContract.Personal {
        @Override
        public Trainer trainer() {
            return new BprMf(8, 100, 0.05f, 0.001f, 42);
        }

        @Test
        void stoppingEarlyGivesTheModelThatTheFewerEpochsWouldGive() {
            SignedEdges world = TwoCamps.ofSize(8).edges();
            TunableTrainer.Tuned tuned =
                    new BprMf(8, 60, 0.05f, 0.001f, 42).tune(world, world, TuningBudget.DEFAULT);
            assertThat(tuned.settings()).containsKey("epochs");
            assertThat(scores(tuned.trainer().fit(world), 0))
                    .containsExactly(scores(tuned.model(), 0));
        }
    }

    @Nested
    class LightGcnTest implements RecommenderContract.Personal {
        @Override
        public Trainer trainer() {
            return new LightGcn(8, 3, 60, 64, 0.02f, 1e-4f, 42);
        }

        @Test
        void stoppingEarlyGivesTheModelThatTheFewerEpochsWouldGive() {
            SignedEdges world = TwoCamps.ofSize(8).edges();
            TunableTrainer.Tuned tuned =
                    new LightGcn(8, 2, 60, 64, 0.02f, 1e-4f, 42)
                            .tune(world, world, TuningBudget.DEFAULT);
            assertThat(tuned.settings()).containsKey("epochs");
            assertThat(scores(tuned.trainer().fit(world), 0))
                    .containsExactly(scores(tuned.model(), 0));
        }
    }

    @Nested
    class WhenTuned {
        /// A validation part in which one person likes item 1 alone.
        private final SignedEdges nothing =
                SignedEdges.untimed(1, 30, new int[0], new int[0], new boolean[0]);

        private final SignedEdges valid =
                SignedEdges.untimed(1, 30, new int[] {0}, new int[] {1}, likes(1));

        private final float[][] ladders = {{1, 2, 3, 4, 5}, {10, 20, 30}};

        /// A model that ranks the liked item first when its values are these, and the lower the further they are off.
        private TunableTrainer.Tuned climb(float[] start, float[] best, TuningBudget budget) {
            Validation validation = new Validation(nothing, valid, budget);
            return LadderSearch.climb(
                    start,
                    ladders,
                    values -> {
                        trials++;
                        double off = Math.abs(values[0] - best[0]) + Math.abs(values[1] - best[1]);
                        Recommender model = new Popularity().fit(nothing);
                        return new TunableTrainer.Tuned(
                                ItemKnn.DEFAULTS,
                                model,
                                Map.of("values", Arrays.toString(values)),
                                1 / (1 + off));
                    },
                    validation);
        }

        private int trials;

        @Test
        void theBestIsFoundAtTheEndsOfTheLaddersInFewerTrialsThanAGridTakes() {
            assertThat(climb(start(3, 20), start(1, 30), TuningBudget.DEFAULT).settings())
                    .containsEntry("values", "[1.0, 30.0]");
            assertThat(trials).isLessThan(15);
        }

        @Test
        void aStartBetweenTheRungsIsTriedAndMayWin() {
            assertThat(climb(start(2.5f, 20), start(2.5f, 20), TuningBudget.DEFAULT).settings())
                    .containsEntry("values", "[2.5, 20.0]");
        }

        @Test
        void withoutTimeTheStartIsTaken() {
            TuningBudget none = new TuningBudget(Duration.ofNanos(1), 42);
            assertThat(climb(start(3, 20), start(1, 30), none).settings())
                    .containsEntry("values", "[3.0, 20.0]");
            assertThat(trials).isEqualTo(1);
        }

        private static float[] start(float first, float second) {
            return new float[] {first, second};
        }

        @Test
        void aCourseIsStoppedWhereItRankedBest() {
            int[] epochs = {0};
            Course course =
                    new Course() {
                        @Override
                        public void run(int more) {
                            epochs[0] += more;
                        }

                        @Override
                        public Recommender model() {
                            return rankingFirst(epochs[0] == 20 ? 1 : 2);
                        }
                    };
            TunableTrainer.Tuned tuned =
                    course.stoppedEarly(
                            new Validation(nothing, valid, TuningBudget.DEFAULT),
                            e -> new ItemKnn(e, 0),
                            knn -> Map.of("epochs", String.valueOf(knn.neighbours())));
            assertThat(tuned.settings()).containsEntry("epochs", "20");
            assertThat(tuned.validationNdcg()).isEqualTo(1);
            assertThat(epochs[0]).isLessThan(100);
        }

        private static Recommender rankingFirst(int best) {
            return new Recommender() {
                @Override
                public int people() {
                    return 1;
                }

                @Override
                public int items() {
                    return 30;
                }

                @Override
                public void score(int person, float[] scores) {
                    for (int i = 0; i < scores.length; i++) scores[i] = i == best ? 100 : -i;
                }
            };
        }

        @Test
        void theBestOnValidationIsChosenAndFitted() {
            TwoCamps camps = TwoCamps.ofSize(12);
            SignedEdges train = camps.edges();
            int[] item = new int[camps.people()];
            int[] person = new int[camps.people()];
            for (int p = 0; p < person.length; p++) {
                person[p] = p;
                item[p] = camps.unmetOfCamp(p, camps.camp(p))[0];
            }
            SignedEdges valid =
                    SignedEdges.untimed(
                            train.people(), train.items(), person, item, likes(person.length));
            TunableTrainer.Tuned tuned = ItemKnn.DEFAULTS.tune(train, valid, TuningBudget.DEFAULT);
            assertThat(tuned.validationNdcg()).isGreaterThan(.5);
            assertThat(tuned.settings()).containsKeys("neighbours", "shrink");
            assertThat(scores(tuned.trainer().fit(train), 3))
                    .containsExactly(scores(tuned.model(), 3));
        }
    }

    private static boolean[] likes(int n) {
        boolean[] liked = new boolean[n];
        Arrays.fill(liked, true);
        return liked;
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-4f);
    }
}
