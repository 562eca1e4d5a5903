package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CandidateFeaturesTest {
    private static final int PEOPLE = 14;
    private static final int ITEMS = 17;

    private final HybridModel hybrid;
    private final CandidateFeatures reader;

    CandidateFeaturesTest() {
        Random random = new Random(3);
        int[] person = random.ints(90, 0, PEOPLE).toArray();
        int[] item = random.ints(90, 0, ITEMS).toArray();
        boolean[] liked = new boolean[90];
        for (int e = 0; e < liked.length; e++) liked[e] = random.nextInt(3) > 0;
        SignedEdges edges = SignedEdges.untimed(PEOPLE, ITEMS, person, item, liked);
        HybridSettings small =
                HybridSettings.DEFAULTS.withFactors(IalsSettings.DEFAULTS.withDim(4).withSweeps(2));
        hybrid = new Hybrid(small).fit(edges);
        reader = new CandidateFeatures(FeatureSources.of(hybrid, edges, false), ITEMS);
    }

    /// One reader for all questions, between which the graph changes.
    @Property(tries = 60)
    void nearnessIsTheCosineBetweenLikers(@ForAll long seed) {
        Random random = new Random(seed);
        hybrid.absorb(
                random.nextInt(PEOPLE),
                random.nextInt(ITEMS),
                random.nextBoolean() ? 1 : -1,
                SignedEdges.NO_TIME);
        GraphView graph = hybrid.view();
        int person = random.nextInt(PEOPLE);
        reader.turnTo(graph, person);
        int[] items = random.ints(6, 0, ITEMS).distinct().toArray();
        int width = reader.sources().features();
        float[] rows = new float[items.length * width];
        reader.read(graph, person, items, rows);
        for (int c = 0; c < items.length; c++) {
            double[] toLiked = cosines(graph, person, items[c], true);
            double[] toDisliked = cosines(graph, person, items[c], false);
            int at = c * width;
            assertThat((double) rows[at + CandidateFeatures.NEAREST_LIKED])
                    .isCloseTo(toLiked[0], within(1e-5));
            assertThat((double) rows[at + CandidateFeatures.THREE_NEAREST_LIKED])
                    .isCloseTo(toLiked[0] + toLiked[1] + toLiked[2], within(1e-5));
            assertThat((double) rows[at + CandidateFeatures.NEAREST_DISLIKED])
                    .isCloseTo(toDisliked[0], within(1e-5));
        }
    }

    @Test
    void whatTheRoomHeldBeforeDoesNotShow() {
        GraphView graph = hybrid.view();
        reader.turnTo(graph, 5);
        int[] items = reader.candidates();
        float[] rows = new float[items.length * reader.sources().features()];
        reader.read(graph, 5, items, rows);
        float[] used = new float[rows.length];
        Arrays.fill(used, Float.NaN);
        reader.read(graph, 5, items, used);
        assertThat(used).isEqualTo(rows);
    }

    /// To the person's own liked, or disliked, items; the largest first and three at least.
    private static double[] cosines(GraphView graph, int person, int item, boolean liked) {
        double[] all =
                IntStream.range(0, ITEMS)
                        .filter(i -> graph.weight(person, i) * (liked ? 1 : -1) > 0)
                        .mapToDouble(i -> -cosine(graph, i, item))
                        .sorted()
                        .map(negated -> -negated)
                        .toArray();
        return Arrays.copyOf(all, Math.max(3, all.length));
    }

    private static double cosine(GraphView graph, int a, int b) {
        long shared =
                IntStream.range(0, PEOPLE)
                        .filter(p -> graph.weight(p, a) > 0 && graph.weight(p, b) > 0)
                        .count();
        return shared == 0
                ? 0
                : shared / Math.sqrt((double) graph.itemLikes(a) * graph.itemLikes(b));
    }
}
