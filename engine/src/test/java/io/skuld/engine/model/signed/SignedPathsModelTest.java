package io.skuld.engine.model.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TwoCamps;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignedPathsModelTest implements RecommenderContract.Signed {
    private static final PathSettings EIGHT =
            PathSettings.DEFAULTS
                    .withWeights(SignWeights.of(1, .7f, .9f, .5f, .8f, .4f, 1.1f, -.1f))
                    .withPopularity(.01f);

    @Override
    public Trainer trainer() {
        return new SignedPaths(PathSettings.DEFAULTS);
    }

    @Property(tries = 40)
    void scoresAreTheSumOverAllWalksWrittenOut(@ForAll long seed) {
        SignedEdges edges = someEdges(new Random(seed), 8, 12, 40);
        SignedPathsModel model = new SignedPaths(EIGHT).fit(edges);
        int[][] sign = signs(edges);
        for (int u = 0; u < 8; u++)
            assertThat(scores(model, u)).containsExactly(walksWrittenOut(sign, u), within(1e-4f));
    }

    @Property(tries = 40)
    void absorbingAndRetractingGivesTheScoresOfARebuild(@ForAll long seed) {
        Random random = new Random(seed);
        SignedGraph graph = SignedGraph.of(someEdges(random, 8, 12, 40), Runnable::run);
        SignedPathsModel online = SignedPathsModel.over(graph, EIGHT);
        for (int e = 0; e < 120; e++) {
            int p = random.nextInt(8);
            int i = random.nextInt(12);
            if (random.nextInt(3) == 0) online.retract(p, i);
            else online.absorb(p, i, random.nextBoolean() ? 1 : -1, SignedEdges.NO_TIME);
        }
        SignedPathsModel rebuilt = new SignedPaths(EIGHT).fit(online.view().toEdges());
        for (int u = 0; u < 8; u++)
            assertThat(scores(online, u)).containsExactly(scores(rebuilt, u), within(1e-5f));
    }

    @Property(tries = 40)
    void anExplanationAddsUpToTheScore(@ForAll long seed) {
        Random random = new Random(seed);
        SignedPathsModel model = new SignedPaths(EIGHT).fit(someEdges(random, 8, 12, 40));
        for (int i = 0; i < 12; i++) model.setAttributes(i, random.nextInt(5), random.nextInt(5));
        for (int u = 0; u < 8; u++) {
            float[] scores = scores(model, u);
            for (int i = 0; i < 12; i++)
                assertThat(model.explain(u, i).total()).isCloseTo(scores[i], within(1e-4f));
        }
    }

    @Property(tries = 20)
    void renumberingItemsOnlyRenamesTheScores(@ForAll long seed) {
        Random random = new Random(seed);
        SignedEdges edges = someEdges(random, 8, 12, 40);
        int[] person = new int[edges.size()];
        int[] item = new int[edges.size()];
        boolean[] liked = new boolean[edges.size()];
        for (int e = 0; e < edges.size(); e++) {
            person[e] = edges.person(e);
            item[e] = 11 - edges.item(e);
            liked[e] = edges.liked(e);
        }
        float[] plain = scores(new SignedPaths(EIGHT).fit(edges), 3);
        float[] renamed =
                scores(
                        new SignedPaths(EIGHT).fit(SignedEdges.untimed(8, 12, person, item, liked)),
                        3);
        for (int i = 0; i < 12; i++) assertThat(renamed[11 - i]).isCloseTo(plain[i], within(1e-5f));
    }

    /// Oracle: the formula of the model as sums over a dense matrix of signs.
    private static float[] walksWrittenOut(int[][] sign, int u) {
        int people = sign.length;
        int items = sign[0].length;
        float[] expected = new float[items];
        for (int i = 0; i < items; i++) {
            double sum = 0;
            for (int v = 0; v < people; v++)
                for (int j = 0; j < items; j++) {
                    if (sign[u][j] == 0 || sign[v][j] == 0 || sign[v][i] == 0) continue;
                    int pattern =
                            (sign[u][j] < 0 ? 4 : 0)
                                    + (sign[v][j] < 0 ? 2 : 0)
                                    + (sign[v][i] < 0 ? 1 : 0);
                    sum +=
                            EIGHT.weights().get(pattern)
                                    * Math.pow(itemDegree(sign, j), -EIGHT.sourceExponent())
                                    * Math.pow(personDegree(sign, v), -2 * EIGHT.personExponent());
                }
            double likes = 0;
            for (int[] row : sign) if (row[i] > 0) likes++;
            boolean newcomer = IntStream.of(sign[u]).allMatch(s -> s == 0);
            expected[i] =
                    (float)
                            (sum
                                            * Math.pow(itemDegree(sign, i), -EIGHT.targetExponent())
                                            * Math.pow(
                                                    personDegree(sign, u), -EIGHT.profileExponent())
                                    + (newcomer ? 1 : EIGHT.popularity()) * Math.sqrt(likes));
        }
        return expected;
    }

    private static int personDegree(int[][] sign, int v) {
        return Math.max(1, (int) IntStream.of(sign[v]).filter(s -> s != 0).count());
    }

    private static int itemDegree(int[][] sign, int i) {
        int degree = 0;
        for (int[] row : sign) if (row[i] != 0) degree++;
        return Math.max(1, degree);
    }

    private static int[][] signs(SignedEdges edges) {
        int[][] sign = new int[edges.people()][edges.items()];
        for (int e = 0; e < edges.size(); e++) {
            int old = sign[edges.person(e)][edges.item(e)];
            sign[edges.person(e)][edges.item(e)] = old > 0 || edges.liked(e) ? 1 : -1;
        }
        return sign;
    }

    private static SignedEdges someEdges(Random random, int people, int items, int count) {
        int[] person = random.ints(count, 0, people).toArray();
        int[] item = random.ints(count, 0, items).toArray();
        boolean[] liked = new boolean[count];
        for (int e = 0; e < count; e++) liked[e] = random.nextBoolean();
        return SignedEdges.untimed(people, items, person, item, liked);
    }

    private static float[] scores(SignedPathsModel model, int person) {
        return RecommenderContract.scores(model, person);
    }

    @Nested
    class ForOnePersonAlone {
        private static final int JAZZ = 0;
        private static final int METAL = 1;
        private final SignedPathsModel model = SignedPathsModel.empty(PathSettings.HOME);

        ForOnePersonAlone() {
            model.ensure(1, 6);
            model.setAttributes(0, JAZZ);
            model.setAttributes(1, JAZZ);
            model.setAttributes(2, METAL);
            model.setAttributes(3, METAL);
            model.setAttributes(4, JAZZ, METAL);
        }

        @Test
        void whatSharesAnAttributeWithALikeMovesUpAndWithADislikeDown() {
            model.absorb(0, 0, 1, 0);
            model.absorb(0, 2, -1, 0);
            float[] scores = scores(model, 0);
            assertThat(scores[1]).isPositive();
            assertThat(scores[3]).isNegative();
            assertThat(scores[5]).isZero();
            assertThat(model.top(0, 3, i -> i == 0 || i == 2)).startsWith(1);
            assertThat(model.explain(0, 3).contributions())
                    .singleElement()
                    .matches(c -> c.item() == 2 && c.amount() < 0);
        }

        @Test
        void newAttributesReplaceOldOnes() {
            model.setAttributes(1, METAL, METAL);
            assertThat(model.attributesOf(1)).containsExactly(METAL);
            model.absorb(0, 0, 1, 0);
            assertThat(scores(model, 0)[1]).isZero();
        }

        @Test
        void retractingACauseTakesItsWholeEffectAway() {
            model.absorb(0, 2, -1, 0);
            model.retract(0, 2);
            assertThat(scores(model, 0)).containsOnly(0);
        }

        @Test
        void negativeAttributeIdsAreRefused() {
            assertThatThrownBy(() -> model.setAttributes(0, -1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Caution {
        @Test
        void lowersWhatManyDislikeAlsoWhenItsScoreIsNegative() {
            int[] person = {0, 1, 1, 1, 2, 2, 2, 3, 3, 4};
            int[] item = {0, 0, 1, 2, 0, 1, 2, 1, 2, 2};
            boolean[] liked = {true, true, true, true, true, true, false, true, false, false};
            SignedEdges edges = SignedEdges.untimed(5, 3, person, item, liked);
            SignedPathsModel bold = new SignedPaths(PathSettings.DEFAULTS).fit(edges);
            float[] careful = scores(bold.withCaution(2), 0);
            float[] plain = scores(bold, 0);
            assertThat(careful[2] / plain[2]).isLessThan(careful[1] / plain[1]);
            PathSettings gloomy =
                    PathSettings.DEFAULTS.withWeights(SignWeights.of(-1, -1, 0, 0, 0, 0, 0, 0));
            SignedPathsModel negative = bold.withSettings(gloomy);
            assertThat(scores(negative.withCaution(2), 0)[2]).isLessThan(scores(negative, 0)[2]);
        }

        @Test
        void mustBeANumberFromZeroUp() {
            for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY})
                assertThatThrownBy(() -> PathSettings.DEFAULTS.withCaution(bad))
                        .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Recency {
        @Test
        void anOldSignalCountsHalfAfterOneHalfLife() {
            PathSettings forgetful = PathSettings.DEFAULTS.withHalfLife(Duration.ofDays(10));
            SignedPathsModel model = SignedPathsModel.empty(forgetful);
            model.ensure(3, 4);
            long day = 86_400;
            model.absorb(0, 0, 1, 1000 * day);
            model.absorb(0, 1, 1, 1010 * day);
            model.absorb(1, 0, 1, 0);
            model.absorb(1, 2, 1, 0);
            model.absorb(2, 1, 1, 0);
            model.absorb(2, 3, 1, 0);
            float[] scores = scores(model, 0);
            assertThat(scores[2] / scores[3]).isCloseTo(.5f, within(.001f));
        }
    }

    @Nested
    class Newcomers {
        @Test
        void getWhatMostPeopleLike() {
            SignedPathsModel model = new SignedPaths(EIGHT).fit(TwoCamps.ofSize(4).edges());
            model.absorb(8, 3, 1, 0);
            assertThat(TopN.of(scores(model, 999), 1)).containsExactly(3);
        }

        @Test
        void areCountedWhenTheirFirstSignalComes() {
            SignedPathsModel model = SignedPathsModel.empty(EIGHT);
            model.absorb(0, 0, 1, 0);
            model.absorb(1, 0, 1, 0);
            model.absorb(1, 1, -1, 0);
            assertThat(model.people()).isEqualTo(2);
            assertThat(model.items()).isEqualTo(2);
            assertThat(scores(model, 0)[1]).isPositive();
        }
    }

    @Nested
    class Weights {
        @Test
        void ofTheKnobMultiplyOncePerDislike() {
            assertThat(SignWeights.knob(.5f).toArray())
                    .containsExactly(1, .5f, .5f, .25f, .5f, .25f, .25f, .125f);
        }

        @Test
        void keepTheirOrder() {
            float[] w = {1, 2, 3, 4, 5, 6, 7, 8};
            for (int k = 0; k < 8; k++) assertThat(SignWeights.of(w).get(k)).isEqualTo(w[k]);
            assertThatThrownBy(() -> SignWeights.knob(1).get(8))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void thatAreNotNumbersAreRefused() {
            assertThatThrownBy(() -> SignWeights.knob(Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite");
            assertThatThrownBy(() -> SignWeights.of(1, 2))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PathSettings.DEFAULTS.withPopularity(Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
