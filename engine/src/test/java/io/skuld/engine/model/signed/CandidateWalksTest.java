package io.skuld.engine.model.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CandidateWalksTest {
    private static final PathSettings EIGHT =
            PathSettings.DEFAULTS.withWeights(
                    SignWeights.of(1, .7f, .9f, .5f, .8f, .4f, 1.1f, -.1f));

    @Property(tries = 40)
    void theEightSumsWithTheirWeightsAreTheScore(@ForAll long seed) {
        SignedGraph graph = someGraph(new Random(seed));
        SignedPathsModel model = SignedPathsModel.over(graph, EIGHT);
        CandidateWalks walks = new CandidateWalks(EIGHT);
        GraphView view = graph.view();
        int[] items = IntStream.range(0, view.items()).toArray();
        float[] channels = new float[items.length * SignWeights.PATTERNS];
        float[] scores = new float[items.length];
        for (int me = 0; me < view.people(); me++) {
            walks.turnTo(view, me, SignedEdges.NO_TIME);
            walks.channels(items, items.length, channels, SignWeights.PATTERNS);
            model.score(me, scores);
            for (int i = 0; i < items.length; i++) {
                double sum = 0;
                for (int s = 0; s < SignWeights.PATTERNS; s++)
                    sum += EIGHT.weights().get(s) * channels[i * SignWeights.PATTERNS + s];
                if (view.personDegree(me) > 0)
                    assertThat((float) sum).isCloseTo(scores[i], within(1e-4f));
            }
        }
    }

    @Property(tries = 40)
    void askedAgainAfterAnyChangesTheyScoreLikeTheModel(@ForAll long seed) {
        Random random = new Random(seed);
        SignedGraph graph = someGraph(random);
        SignedPathsModel model =
                SignedPathsModel.over(graph, EIGHT.withPopularity(.3f).withCaution(.5f));
        model.putAttributes(
                SignedEdges.untimed(
                        14, 3, new int[] {0, 3, 5}, new int[] {1, 1, 2}, new boolean[3]));
        CandidateWalks walks = new CandidateWalks(EIGHT);
        for (int event = 0; event < 20; event++) {
            change(graph, random);
            int me = random.nextInt(10);
            float[] scores = new float[graph.view().items()];
            float[] expected = new float[graph.view().items()];
            model.score(graph.view(), me, walks, scores);
            model.score(graph.view(), me, expected);
            assertThat(scores).containsExactly(expected, within(1e-4f));
        }
    }

    private static void change(SignedGraph graph, Random random) {
        GraphView view = graph.view();
        int person = random.nextInt(view.people() + 1);
        int item = random.nextInt(view.items() + 1);
        if (random.nextInt(3) == 0) graph.retract(person, item);
        else graph.put(person, item, random.nextBoolean() ? 1 : -.5f, SignedEdges.NO_TIME);
    }

    /// Written out as a sum over all pairs of a person and an item.
    @Property(tries = 40)
    void fiveStepsWalkOnFromTheGivenItemsAlone(@ForAll long seed) {
        Random random = new Random(seed);
        GraphView view = someGraph(random).view();
        float[] profile = new float[view.items()];
        for (int i = 0; i < profile.length; i++) profile[i] = (float) random.nextGaussian();
        int[] by = random.ints(random.nextInt(9), 0, view.items()).distinct().toArray();
        float[] ofThem = new float[view.items()];
        for (int i : by) ofThem[i] = profile[i];
        int[] candidates = random.ints(5, 0, view.items()).toArray();
        float[] got = new float[candidates.length];
        CandidateWalks walks = new CandidateWalks(EIGHT);
        walks.fiveSteps(view, by, profile, candidates, candidates.length, got);
        for (int c = 0; c < candidates.length; c++)
            assertThat(got[c])
                    .isCloseTo((float) fiveSteps(view, ofThem, candidates[c]), within(1e-4f));
        float[] again = new float[candidates.length];
        walks.fiveSteps(view, by, profile, candidates, candidates.length, again);
        assertThat(again).isEqualTo(got);
    }

    private static double fiveSteps(GraphView view, float[] profile, int item) {
        double sum = 0;
        for (int v = 0; v < view.people(); v++) {
            if (view.weight(v, item) == 0) continue;
            double pass = Math.pow(view.personDegree(v), -2 * EIGHT.personExponent());
            for (int j = 0; j < view.items(); j++) {
                if (view.weight(v, j) == 0) continue;
                int pattern = (view.weight(v, j) > 0 ? 0 : 2) | (view.weight(v, item) > 0 ? 0 : 1);
                sum +=
                        profile[j]
                                * Math.pow(view.itemDegree(j), -EIGHT.sourceExponent())
                                * pass
                                * EIGHT.weights().get(pattern);
            }
        }
        return sum * Math.pow(Math.max(1, view.itemDegree(item)), -EIGHT.targetExponent());
    }

    /// With some rows merged and some changed since.
    private static SignedGraph someGraph(Random random) {
        int[] person = random.ints(60, 0, 9).toArray();
        int[] item = random.ints(60, 0, 14).toArray();
        boolean[] liked = new boolean[60];
        for (int e = 0; e < 60; e++) liked[e] = random.nextBoolean();
        SignedGraph graph = SignedGraph.of(SignedEdges.untimed(9, 14, person, item, liked));
        for (int e = 0; e < 10; e++)
            graph.put(
                    random.nextInt(10),
                    random.nextInt(14),
                    random.nextBoolean() ? 1 : -1,
                    SignedEdges.NO_TIME);
        return graph;
    }
}
