package io.skuld.engine.model.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.TwoCamps;
import io.skuld.engine.model.ValidationPeople;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.factors.SignedIals;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignWeights;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HybridTest implements RecommenderContract.Signed {
    private static final HybridSettings SMALL =
            HybridSettings.DEFAULTS.withFactors(
                    IalsSettings.DEFAULTS.withDim(8).withDislikes(1, -.5f).withSweeps(4));
    private static final TwoCamps CAMPS = TwoCamps.ofSize(16);

    @Override
    public Trainer trainer() {
        return new Hybrid(SMALL);
    }

    /// Every fifth edge held out.
    private static SignedEdges part(boolean heldOut) {
        SignedEdges all = CAMPS.edges();
        return all.at(IntStream.range(0, all.size()).filter(e -> e % 5 == 0 == heldOut).toArray());
    }

    @Test
    void isTheSumOfWalksAndFactors() {
        HybridModel model = new Hybrid(SMALL).fit(CAMPS.edges());
        float[] sum = RecommenderContract.scores(model.paths(), 3);
        model.factors().addScores(3, SMALL.factorWeight(), sum);
        assertThat(RecommenderContract.scores(model, 3)).containsExactly(sum, within(1e-6f));
    }

    @Test
    void cautionLowersWhatIsOftenDisliked() {
        SignedEdges world = CAMPS.edges();
        HybridModel model = new Hybrid(SMALL).fit(world);
        int own = CAMPS.unmetOfCamp(0, 0)[0];
        for (int p = 16; p < 32; p++) model.absorb(p, own, -1, SignedEdges.NO_TIME);
        for (int p = 1; p < 8; p++) model.absorb(p, own, -1, SignedEdges.NO_TIME);
        int rival = CAMPS.unmetOfCamp(0, 0)[1];
        float[] bold = RecommenderContract.scores(model, 0);
        float[] careful = RecommenderContract.scores(model.withCaution(3), 0);
        assertThat(careful[own] / careful[rival]).isLessThan(bold[own] / bold[rival]);
    }

    @Nested
    class Online {
        @Test
        void absorbsAndForgets() {
            HybridModel model = new Hybrid(SMALL).fit(part(false));
            model.sweep();
            float[] before = RecommenderContract.scores(model, 0);
            int item = CAMPS.unmetOfCamp(0, 0)[0];
            model.absorb(0, item, 1, SignedEdges.NO_TIME);
            assertThat(model.view().weight(0, item)).isEqualTo(1);
            assertThat(RecommenderContract.scores(model, 0)).isNotEqualTo(before);
            model.retract(0, item);
            model.retract(0, item);
            assertThat(RecommenderContract.scores(model, 0)).containsExactly(before, within(.02f));
        }
    }

    @Nested
    class Tuning {
        private final TuningBudget budget = new TuningBudget(Duration.ofSeconds(60), 1);

        @Test
        void ranksValidationNoWorseThanTheStart() {
            HybridSettings wrong =
                    SMALL.withPaths(PathSettings.DEFAULTS.withWeights(SignWeights.knob(3)));
            SignedGraph graph = SignedGraph.of(part(false));
            ValidationPeople people = ValidationPeople.of(graph.view(), part(true), 1000, 1);
            double start = people.ndcg(new Hybrid(wrong).fit(part(false)), graph.view());
            TunableTrainer.Tuned tuned = new Hybrid(wrong).tune(part(false), part(true), budget);
            double end = people.ndcg(tuned.model(), graph.view());
            assertThat(end).isGreaterThan(start).isCloseTo(tuned.validationNdcg(), within(1e-6));
            assertThat(tuned.settings()).containsKeys("b", "+++", "g", "ials.a0");
        }

        @Test
        void withoutTimeForWalksStillGivesFactorsTheWeightTheyDeserve() {
            HybridSettings misled =
                    SMALL.withPaths(PathSettings.DEFAULTS.withWeights(SignWeights.knob(3)))
                            .withFactorWeight(1e-6f);
            TuningBudget none = new TuningBudget(Duration.ofNanos(1), 1);
            SignedGraph graph = SignedGraph.of(part(false));
            ValidationPeople people = ValidationPeople.of(graph.view(), part(true), 1000, 1);
            double factorsAlone =
                    people.ndcg(new SignedIals(misled.factors()).fit(part(false)), graph.view());
            assertThat(people.ndcg(new Hybrid(misled).fit(part(false)), graph.view()))
                    .isLessThan(.9 * factorsAlone);
            TunableTrainer.Tuned tuned = new Hybrid(misled).tune(part(false), part(true), none);
            assertThat(tuned.validationNdcg()).isGreaterThan(.98 * factorsAlone);
        }

        /// Nobody has a taste here, so all that a search can learn beyond popularity is chance.
        @Test
        void fewPeopleAreNotFollowedWhereTheyLikeByChance() {
            double tuned = 0;
            double popular = 0;
            for (int world = 0; world < 6; world++) {
                Random random = new Random(world);
                SignedEdges train = likesByPopularity(random, 12);
                SignedGraph graph = SignedGraph.of(train);
                Hybrid.Tuned found =
                        new Hybrid(SMALL).tune(train, likesByPopularity(random, 3), budget);
                ValidationPeople others =
                        ValidationPeople.of(graph.view(), likesByPopularity(random, 12), 1000, 1);
                tuned += others.ndcg(found.model(), graph.view());
                popular += others.ndcg(new PopularityOnly(graph.view()), graph.view());
            }
            assertThat(tuned / popular).isGreaterThan(.95);
        }

        /// The twentieth item is liked a third as often as the first.
        private static SignedEdges likesByPopularity(Random random, int each) {
            int people = 60;
            int items = 80;
            int[] person = new int[people * each];
            int[] item = new int[people * each];
            boolean[] liked = new boolean[people * each];
            for (int e = 0; e < person.length; e++) {
                person[e] = e / each;
                item[e] = (int) (items * Math.pow(random.nextDouble(), 1.6));
                liked[e] = random.nextInt(3) > 0;
            }
            return SignedEdges.untimed(people, items, person, item, liked);
        }

        @Test
        void pathsAloneUseNoFactors() {
            PathSettings wrong = PathSettings.DEFAULTS.withWeights(SignWeights.knob(3));
            SignedGraph graph = SignedGraph.of(part(false));
            ValidationPeople people = ValidationPeople.of(graph.view(), part(true), 1000, 1);
            PathsAlone start = new PathsAlone(wrong);
            TunableTrainer.Tuned tuned = start.tune(part(false), part(true), budget);
            assertThat(people.ndcg(tuned.model(), graph.view()))
                    .isGreaterThan(people.ndcg(start.fit(part(false)), graph.view()))
                    .isCloseTo(tuned.validationNdcg(), within(1e-6));
            assertThat(tuned.settings())
                    .containsKeys("b", "+++")
                    .doesNotContainKeys("g", "ials.a0");
            assertThat(tuned.trainer().name()).isEqualTo("paths");
        }

        @Test
        void isRepeatable() {
            TunableTrainer.Tuned once = new Hybrid(SMALL).tune(part(false), part(true), budget);
            TunableTrainer.Tuned again = new Hybrid(SMALL).tune(part(false), part(true), budget);
            assertThat(again.settings()).isEqualTo(once.settings());
        }

        @Test
        void withoutAnyoneToChooseOnKeepsTheStart() {
            SignedEdges nothing =
                    SignedEdges.untimed(32, 32, new int[0], new int[0], new boolean[0]);
            TunableTrainer.Tuned tuned = new Hybrid(SMALL).tune(part(false), nothing, budget);
            assertThat(tuned.settings()).isEqualTo(SMALL.describe());
            assertThat(tuned.validationNdcg()).isZero();
        }

        @Test
        void needsABudgetAboveZero() {
            assertThatThrownBy(() -> new TuningBudget(Duration.ZERO, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Settings {
        @Test
        void surviveAsText() {
            HybridSettings odd =
                    SMALL.withPaths(
                                    PathSettings.HOME
                                            .withCaution(.5f)
                                            .withHalfLife(Duration.ofDays(30))
                                            .withPopularity(-.002f)
                                            .withExponents(.1f, .2f, .3f)
                                            .withAttributes(
                                                    new PathSettings.AttributeSettings(1, -2, .7f)))
                            .withFactorWeight(.01f);
            assertThat(HybridSettings.fromMap(odd.toMap())).isEqualTo(odd);
        }

        @Test
        void missingOrWrongAreNamed() {
            assertThatThrownBy(() -> HybridSettings.fromMap(Map.of("b", "1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> SMALL.withFactorWeight(Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class People {
        @Test
        void countOnlyWithLikesThatTrainingDoesNotKnow() {
            SignedEdges train =
                    SignedEdges.untimed(
                            3, 3, new int[] {0, 1}, new int[] {0, 1}, new boolean[] {true, true});
            SignedEdges valid =
                    SignedEdges.untimed(
                            3,
                            3,
                            new int[] {0, 1, 1, 1, 2},
                            new int[] {0, 0, 0, 2, 2},
                            new boolean[] {true, true, true, true, false});
            ValidationPeople people =
                    ValidationPeople.of(SignedGraph.of(train).view(), valid, 10, 1);
            assertThat(people.size()).isEqualTo(1);
            assertThat(people.person(0)).isEqualTo(1);
            assertThat(people.relevantCount(0)).isEqualTo(2);
            float[] scores = {3, 2, 1};
            int[] relevantAt = people.relevantAt(0, new int[] {0, 2, 1});
            assertThat(relevantAt).containsExactly(0, 1);
            assertThat(people.ndcg(0, relevantAt, scores)).isEqualTo(1);
            double oneAtRankTwo = (Math.log(2) / Math.log(3)) / (1 + Math.log(2) / Math.log(3));
            assertThat(people.ndcg(0, new int[] {1}, new float[] {3, 2}))
                    .isCloseTo(oneAtRankTwo, within(1e-9));
        }
    }
}
