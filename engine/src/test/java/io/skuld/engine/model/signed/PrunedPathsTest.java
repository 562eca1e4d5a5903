package io.skuld.engine.model.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TwoCamps;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrunedPathsTest implements RecommenderContract.Signed {
    private static final PathSettings EIGHT =
            PathSettings.DEFAULTS
                    .withWeights(SignWeights.of(1, .7f, .9f, .5f, .8f, .4f, 1.1f, -.1f))
                    .withPopularity(.01f);
    private static final PruneSettings WHOLE = new PruneSettings(1000, 1000, 1000);

    @Override
    public Trainer trainer() {
        return new PrunedPaths.Trainer(PathSettings.DEFAULTS, PruneSettings.DEFAULTS);
    }

    @Property(tries = 40)
    void whenNothingIsCutOffItIsTheExactForm(@ForAll long seed) {
        SignedEdges edges = someEdges(new Random(seed));
        assertSameForUnmetItems(
                new PrunedPaths.Trainer(EIGHT, WHOLE).fit(edges),
                new SignedPaths(EIGHT).fit(edges));
    }

    /// Without the degrees of people an event changes its own cells alone.
    @Property(tries = 40)
    void eventsKeepTheRowsThatARebuildMakes(@ForAll long seed) {
        Random random = new Random(seed);
        PathSettings settings = EIGHT.withExponents(0, .5f, .4f);
        SignedEdges edges = someEdges(random);
        PrunedPaths pruned = new PrunedPaths.Trainer(settings, WHOLE).fit(edges);
        SignedPathsModel exact = new SignedPaths(settings).fit(edges);
        for (int e = 0; e < 80; e++) {
            int p = random.nextInt(pruned.people() + 1);
            int i = random.nextInt(pruned.items() + 1);
            boolean retract = random.nextInt(3) == 0;
            float weight = random.nextBoolean() ? 1 : -1;
            for (OnlineRecommender model : new OnlineRecommender[] {pruned, exact}) {
                if (retract) model.retract(p, i);
                else model.absorb(p, i, weight, SignedEdges.NO_TIME);
            }
        }
        assertSameForUnmetItems(pruned, exact);
    }

    private static void assertSameForUnmetItems(PrunedPaths pruned, SignedPathsModel exact) {
        for (int u = 0; u < exact.people(); u++) {
            float[] expected = RecommenderContract.scores(exact, u);
            float[] got = RecommenderContract.scores(pruned, u);
            for (int i = 0; i < expected.length; i++)
                if (exact.view().weight(u, i) == 0)
                    assertThat(got[i]).as("%d %d", u, i).isCloseTo(expected[i], within(1e-4f));
        }
    }

    private static SignedEdges someEdges(Random random) {
        int[] person = random.ints(40, 0, 8).toArray();
        int[] item = random.ints(40, 0, 12).toArray();
        boolean[] liked = new boolean[40];
        for (int e = 0; e < 40; e++) liked[e] = random.nextBoolean();
        return SignedEdges.untimed(8, 12, person, item, liked);
    }

    @Test
    void aFullRowKeepsTheStrongestAndTheSumOfTheRest() {
        CutCells cut = new CutCells(10);
        PrunedRow row = PrunedRow.EMPTY;
        for (int i : new int[] {5, 1, 9}) row = row.plus(i, i, -i, 2, item -> 1, cut);
        assertThat(row.items).containsExactly(5, 9);
        assertThat(row.cutLiked).isEqualTo(1);
        assertThat(cut.shares(true)[1]).isEqualTo(1);
        PrunedRow weak = row.plus(3, 1, 0, 2, item -> 1, cut);
        assertThat(weak.items).containsExactly(5, 9);
        assertThat(weak.cutLiked).isEqualTo(2);
        PrunedRow more = row.plus(5, 10, 0, 2, item -> 1, cut);
        assertThat(more.liked).containsExactly(15, 9);
        assertThat(more.disliked).containsExactly(-5, -9);
        assertThat(row.liked).as("an older row does not change").containsExactly(5, 9);
        PrunedRow nineIsWorthLittle = PrunedRow.EMPTY;
        for (int i : new int[] {5, 9, 7})
            nineIsWorthLittle =
                    nineIsWorthLittle.plus(i, i, 0, 2, item -> item == 9 ? .1f : 1, cut);
        assertThat(nineIsWorthLittle.items).containsExactly(5, 7);
    }

    @Test
    void whatIsCutOffKeepsItsSum() {
        SignedEdges edges = TwoCamps.ofSize(12).edges();
        PathSettings plain = PathSettings.DEFAULTS.withExponents(.25f, .5f, 0);
        float[] narrow =
                RecommenderContract.scores(
                        new PrunedPaths.Trainer(plain, WHOLE.withWidth(3)).fit(edges), 0);
        float[] whole =
                RecommenderContract.scores(new PrunedPaths.Trainer(plain, WHOLE).fit(edges), 0);
        double sum = 0;
        double expected = 0;
        for (float score : narrow) sum += score;
        for (float score : whole) expected += score;
        // Shares for kept cells are taken back, so that not quite all is given out.
        assertThat(sum).isBetween(.6 * expected, 1.01 * expected);
    }

    @Test
    void someStandForAllWhereThereAreVeryMany() {
        TwoCamps camps = TwoCamps.ofSize(40);
        PrunedPaths few =
                new PrunedPaths.Trainer(PathSettings.DEFAULTS, new PruneSettings(1000, 10, 10))
                        .fit(camps.edges());
        int own = camps.unmetOfCamp(0, 0)[0];
        int other = camps.unmetOfCamp(0, 1)[0];
        float[] scores = RecommenderContract.scores(few, 0);
        assertThat(scores[own]).isGreaterThan(scores[other]);
    }

    @Test
    void aWidthOfNothingIsRefused() {
        assertThatThrownBy(() -> new PruneSettings(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    @Test
    void aGraphFromASourceIsTheGraphOfItsEdges() {
        SignedEdges edges = someEdges(new Random(3));
        SignedGraph told =
                SignedGraph.of(
                        8,
                        12,
                        listener -> {
                            for (int e = 0; e < edges.size(); e++)
                                listener.edge(edges.person(e), edges.item(e), edges.liked(e));
                        });
        SignedPathsModel expected = new SignedPaths(EIGHT).fit(edges);
        SignedPathsModel got = SignedPathsModel.over(told, EIGHT);
        assertThat(got.view().edges()).isEqualTo(expected.view().edges());
        for (int u = 0; u < 8; u++)
            assertThat(RecommenderContract.scores(got, u))
                    .containsExactly(RecommenderContract.scores(expected, u));
    }
}
