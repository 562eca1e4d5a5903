package io.skuld.engine.model.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.SymmetricEigen;
import io.skuld.engine.math.Vectors;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.TwoCamps;
import io.skuld.engine.model.ValidationPeople;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignedIalsTest implements RecommenderContract.Signed {
    private static final IalsSettings SMALL =
            IalsSettings.DEFAULTS.withDim(8).withDislikes(1, -.5f).withSweeps(6);

    @Override
    public Trainer trainer() {
        return new SignedIals(SMALL);
    }

    @Test
    void eachSweepLowersTheLoss() {
        GraphView graph = SignedGraph.of(TwoCamps.ofSize(10).edges()).view();
        double before = loss(graph, Factors.fit(graph, SMALL.withSweeps(1)));
        double after = loss(graph, Factors.fit(graph, SMALL.withSweeps(2)));
        double late = loss(graph, Factors.fit(graph, SMALL.withSweeps(6)));
        assertThat(after).isLessThanOrEqualTo(before + 1e-4);
        assertThat(late).isLessThanOrEqualTo(after + 1e-4);
    }

    @Test
    void tuningRanksValidationNoWorseThanTheStart() {
        SignedEdges all = TwoCamps.ofSize(16).edges();
        SignedEdges train = all.at(everyFifth(all.size(), false));
        SignedEdges valid = all.at(everyFifth(all.size(), true));
        GraphView graph = SignedGraph.of(train).view();
        ValidationPeople people = ValidationPeople.of(graph, valid, 1000, 1);
        SignedIals start = new SignedIals(SMALL.withDislikes(1, 1));
        TunableTrainer.Tuned tuned =
                start.tune(train, valid, new TuningBudget(Duration.ofSeconds(60), 1));
        assertThat(people.ndcg(tuned.model(), graph))
                .isGreaterThan(people.ndcg(start.fit(train), graph))
                .isEqualTo(tuned.validationNdcg());
        assertThat(tuned.settings()).containsKeys("a0", "lam", "wn", "tn");
    }

    @Nested
    class OnASparseGraph {
        /// Forty clubs of twelve people and twelve items; everybody likes six items of their club and one of two hits.
        private final SignedEdges all = clubs();

        private final SignedEdges train = all.at(everyFifth(all.size(), false));
        private final GraphView graph = SignedGraph.of(train).view();
        private final ValidationPeople people =
                ValidationPeople.of(graph, all.at(everyFifth(all.size(), true)), 1000, 1);
        private final IalsSettings strong = IalsSettings.DEFAULTS.withPull(.3f, .3f);

        private static SignedEdges clubs() {
            int[] person = IntStream.range(0, 480 * 7).map(e -> e / 7).toArray();
            int[] item =
                    IntStream.range(0, 480 * 7)
                            .map(e ->
                                    e % 7 == 6
                                            ? 480 + e / 7 % 2
                                            : e / 84 * 12 + (e / 7 * 5 + e % 7 * 7) % 12)
                            .toArray();
            boolean[] liked = new boolean[person.length];
            Arrays.fill(liked, true);
            return SignedEdges.untimed(480, 482, person, item, liked);
        }

        @Test
        void regularisationIsLoweredUntilPeopleCanBeToldApart() {
            assertThat(ndcg(strong)).isLessThan(.1);
            assertThat(ndcg(strong.within(graph))).isGreaterThan(.3);
        }

        @Test
        void settingsThatSuitItStay() {
            assertThat(IalsSettings.DEFAULTS.within(graph)).isEqualTo(IalsSettings.DEFAULTS);
        }

        private double ndcg(IalsSettings settings) {
            return people.ndcg(new SignedIals(settings).fit(train), graph);
        }
    }

    private static int[] everyFifth(int n, boolean wanted) {
        return IntStream.range(0, n).filter(e -> e % 5 == 0 == wanted).toArray();
    }

    /// The loss written out over every pair.
    private static double loss(GraphView graph, Factors factors) {
        IalsSettings s = factors.settings();
        float[] u = factors.personVectors();
        float[] v = factors.itemVectors();
        double loss = 0;
        for (int p = 0; p < graph.people(); p++) {
            for (int i = 0; i < graph.items(); i++) {
                double score = Vectors.dot(u, p * s.dim(), v, i * s.dim(), s.dim());
                loss += s.unseenWeight() * score * score;
                float w = graph.weight(p, i);
                if (w > 0) loss += (1 - score) * (1 - score);
                if (w < 0) loss += s.dislikeWeight() * Math.pow(s.dislikeTarget() - score, 2);
            }
            loss += ridge(s, graph.personDegree(p), graph.items()) * squared(u, p, s.dim());
        }
        for (int i = 0; i < graph.items(); i++)
            loss += ridge(s, graph.itemDegree(i), graph.people()) * squared(v, i, s.dim());
        return loss;
    }

    private static double ridge(IalsSettings s, int degree, int others) {
        return s.regularization() * (degree + s.unseenWeight() * others);
    }

    private static double squared(float[] rows, int row, int dim) {
        return Vectors.dot(rows, row * dim, rows, row * dim, dim);
    }

    @Property(tries = 30)
    void theShortcutForFewEdgesSolvesTheSameSystem(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int degree) {
        Random random = new Random(seed);
        int dim = SMALL.dim();
        float[] fixed = new float[20 * dim];
        for (int k = 0; k < fixed.length; k++) fixed[k] = (float) random.nextGaussian();
        float[] gram = new float[dim * dim];
        Vectors.gram(fixed, 20, dim, gram);
        SymmetricEigen axes = new SymmetricEigen(gram, dim);
        axes.rotate(fixed, 20);
        Vectors.gram(fixed, 20, dim, gram);
        float[] eigenvalues = new float[dim];
        for (int c = 0; c < dim; c++) eigenvalues[c] = axes.value(c);
        int[] person = new int[degree];
        int[] item = random.ints(0, 20).distinct().limit(degree).toArray();
        boolean[] liked = new boolean[degree];
        for (int e = 0; e < degree; e++) liked[e] = random.nextBoolean();
        GraphView graph = SignedGraph.of(SignedEdges.untimed(1, 20, person, item, liked)).view();
        float[] direct = new float[dim];
        float[] shortcut = new float[dim];
        RowSolver solver = new RowSolver(SMALL);
        EdgeRun run = new EdgeRun();
        graph.itemsOf(0, run);
        solver.solve(run, fixed, gram, .1f, direct, 0);
        graph.itemsOf(0, run);
        solver.solveDiagonal(run, degree, fixed, eigenvalues, .1f, shortcut, 0);
        assertThat(shortcut).containsExactly(direct, within(2e-3f));
    }

    @Group
    @Nested
    class Online {
        @Test
        void anEventMovesItsScoreTowardsItsSign() {
            IalsModel model = new SignedIals(SMALL).fit(TwoCamps.ofSize(10).edges());
            int item = TwoCamps.ofSize(10).unmetOfCamp(0, 0)[0];
            float before = RecommenderContract.scores(model, 0)[item];
            model.absorb(0, item, -1, SignedEdges.NO_TIME);
            float disliked = RecommenderContract.scores(model, 0)[item];
            model.absorb(0, item, 1, SignedEdges.NO_TIME);
            float liked = RecommenderContract.scores(model, 0)[item];
            assertThat(disliked).isLessThan(before);
            assertThat(liked).isGreaterThan(disliked);
        }

        @Test
        void aRetractedEventLeavesNearlyWhatWasThere() {
            IalsModel model = new SignedIals(SMALL).fit(TwoCamps.ofSize(10).edges());
            model.sweep();
            float[] before = RecommenderContract.scores(model, 0);
            int item = TwoCamps.ofSize(10).unmetOfCamp(0, 0)[0];
            model.absorb(0, item, 1, SignedEdges.NO_TIME);
            model.retract(0, item);
            model.retract(0, item);
            assertThat(RecommenderContract.scores(model, 0)).containsExactly(before, within(.04f));
        }

        @Test
        void foldsInNewPeopleAndItems() {
            TwoCamps camps = TwoCamps.ofSize(10);
            IalsModel model = new SignedIals(SMALL).fit(camps.edges());
            int newcomer = model.people();
            for (int i = 0; i < 5; i++) model.absorb(newcomer, i, 1, SignedEdges.NO_TIME);
            float[] scores = RecommenderContract.scores(model, newcomer);
            assertThat(scores[7]).isGreaterThan(scores[17]);
            model.absorb(0, model.items(), 1, SignedEdges.NO_TIME);
            assertThat(RecommenderContract.scores(model, 1)).hasSize(21).doesNotContain(Float.NaN);
        }

        /// Gramians that are fixed event by event do not drift from those of the vectors, nor the overlay from the graph.
        @Property(tries = 20)
        void afterASweepStreamedEqualsRebuilt(@ForAll long seed) {
            Random random = new Random(seed);
            IalsModel streamed = new SignedIals(SMALL).fit(TwoCamps.ofSize(10).edges());
            SignedGraph mirror = SignedGraph.of(TwoCamps.ofSize(10).edges());
            for (int event = 0; event < 60; event++) {
                int person = random.nextInt(mirror.view().people() + 1);
                int item = random.nextInt(mirror.view().items() + 1);
                if (random.nextInt(4) == 0) {
                    streamed.retract(person, item);
                    mirror.retract(person, item);
                } else {
                    float weight = random.nextBoolean() ? 1 : -1;
                    streamed.absorb(person, item, weight, SignedEdges.NO_TIME);
                    mirror.put(person, item, weight, SignedEdges.NO_TIME);
                }
            }
            Factors known = streamed.factors();
            Factors rebuilt =
                    Factors.of(
                            SMALL,
                            known.people(),
                            known.items(),
                            known.personVectors(),
                            known.itemVectors());
            streamed.sweep();
            rebuilt.sweepPeople(SignedGraph.of(mirror.view().toEdges())::view);
            assertThat(streamed.factors().personVectors())
                    .containsExactly(rebuilt.personVectors(), within(1e-3f));
        }

        /// The event comes when the sweep has begun and before it gets to the person, who meets an item that is new.
        @Test
        void anEventDuringASweepIsNotTakenBack() {
            SignedEdges edges = TwoCamps.ofSize(10).edges();
            SignedGraph graph = SignedGraph.of(edges);
            Factors swept = Factors.fit(graph.view(), SMALL);
            int last = edges.people() - 1;
            boolean[] told = new boolean[1];
            swept.sweepPeople(() -> {
                GraphView before = graph.view();
                if (told[0]) return before;
                told[0] = true;
                graph.put(last, edges.items(), 1, SignedEdges.NO_TIME);
                swept.learn(graph.view(), last, edges.items());
                return before;
            });
            float[] bySweep = swept.personVector(last);
            swept.learnPerson(graph.view(), last);
            assertThat(bySweep).containsExactly(swept.personVector(last), within(1e-5f));
        }

        /// The graph has an edge first, the factors hear of it next: a sweep may come in between.
        @Test
        void aSweepMayKnowOfAnItemBeforeTheFactorsDo() {
            SignedGraph graph = SignedGraph.of(TwoCamps.ofSize(10).edges());
            Factors factors = Factors.fit(graph.view(), SMALL);
            int newest = graph.view().items();
            graph.put(3, newest, 1, SignedEdges.NO_TIME);
            factors.sweepPeople(graph::view);
            assertThat(factors.personVector(3)).doesNotContain(Float.NaN);
            assertThat(factors.items()).isEqualTo(newest + 1);
        }

        @Test
        void streamingTheLastEventsComesCloseToARefit() {
            SignedEdges all = TwoCamps.ofSize(10).edges();
            int[] first = IntStream.range(0, all.size()).filter(e -> e % 5 > 0).toArray();
            IalsModel online = new SignedIals(SMALL).fit(all.at(first));
            for (int e = 0; e < all.size(); e += 5)
                online.absorb(all.person(e), all.item(e), all.weight(e), all.time(e));
            IalsModel refit = new SignedIals(SMALL).fit(all);
            GraphView graph = SignedGraph.of(all).view();
            assertThat(loss(graph, online.factors()))
                    .isLessThan(1.2 * loss(graph, refit.factors()));
        }
    }

    @Nested
    class Settings {
        @Test
        void outOfRangeAreRefused() {
            assertThatThrownBy(() -> SMALL.withDim(0)).hasMessageContaining("dim");
            assertThatThrownBy(() -> SMALL.withSweeps(0)).hasMessageContaining("sweeps");
            assertThatThrownBy(() -> SMALL.withPull(0, 0)).hasMessageContaining("regularization");
            assertThatThrownBy(() -> SMALL.withPull(Float.NaN, 1))
                    .hasMessageContaining("unseenWeight");
            assertThatThrownBy(() -> SMALL.withDislikes(1, Float.NaN))
                    .hasMessageContaining("dislikeTarget");
        }

        @Test
        void vectorsOfAnotherShapeAreRefused() {
            assertThatThrownBy(() -> Factors.of(SMALL, 2, 2, new float[3], new float[16]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
