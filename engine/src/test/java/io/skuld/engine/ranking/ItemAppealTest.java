package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ItemAppealTest {
    private static final int PEOPLE = 40;
    private static final int ITEMS = 30;

    private final List<int[]> edges = new ArrayList<>();

    private void say(int person, int item, boolean likes) {
        edges.add(new int[] {person, item, likes ? 1 : 0});
    }

    private SignedGraph graph() {
        boolean[] liked = new boolean[edges.size()];
        for (int e = 0; e < liked.length; e++) liked[e] = edges.get(e)[2] == 1;
        return SignedGraph.of(
                SignedEdges.untimed(
                        PEOPLE,
                        ITEMS,
                        edges.stream().mapToInt(e -> e[0]).toArray(),
                        edges.stream().mapToInt(e -> e[1]).toArray(),
                        liked));
    }

    /// People below 20 like whatever they meet, the others nothing but item 1, which half of them like.
    @Test
    void anItemIsNotBetterForHavingMetLenientPeople() {
        for (int p = 0; p < PEOPLE; p++) {
            boolean lenient = p < 20;
            say(p, lenient ? 0 : 1, lenient || p % 2 == 0);
            for (int i = 2; i < 12; i++) say(p, i, lenient);
        }
        SignedGraph graph = graph();
        ItemAppeal appeal = new ItemAppeal(graph.view());
        assertThat(graph.view().itemLikes(0)).isGreaterThan(graph.view().itemLikes(1));
        assertThat(appeal.of(graph.view(), 1)).isGreaterThan(appeal.of(graph.view(), 0));
    }

    @Test
    void anItemWithFewSignalsIsTakenToBeLikeWhatItsPeopleMet() {
        int loved = 20;
        int hated = 21;
        for (int p = 0; p < PEOPLE; p++)
            for (int i = 0; i < 20; i++) if ((i + p) % 3 > 0) say(p, i, i < 10);
        for (int i = 0; i < 10; i++) say(38, i, true);
        for (int i = 10; i < 20; i++) say(39, i, false);
        edges.removeIf(e -> e[0] == 38 && e[1] >= 10 || e[0] == 39 && e[1] < 10);
        say(38, loved, true);
        say(39, hated, true);
        SignedGraph graph = graph();
        ItemAppeal appeal = new ItemAppeal(graph.view());
        assertThat(appeal.of(graph.view(), loved)).isPositive();
        assertThat(appeal.of(graph.view(), hated)).isLessThan(appeal.of(graph.view(), loved));
    }

    @Test
    void anItemsOwnSignalsCountAtOnce() {
        for (int p = 0; p < 30; p++) for (int i = 0; i < 10; i++) say(p, i, (p + i) % 2 == 0);
        SignedGraph graph = graph();
        ItemAppeal appeal = new ItemAppeal(graph.view());
        float before = appeal.of(graph.view(), 3);
        graph.put(35, 3, -1, SignedEdges.NO_TIME);
        assertThat(appeal.of(graph.view(), 3)).isLessThan(before);
        graph.retract(35, 3);
        assertThat(appeal.of(graph.view(), 3)).isEqualTo(before);
        graph.put(35, ITEMS, 1, SignedEdges.NO_TIME);
        assertThat(appeal.of(graph.view(), ITEMS)).isPositive();
    }

    @Property(tries = 50)
    void liesBetweenMinusOneAndOne(@ForAll long seed) {
        Random random = new Random(seed);
        edges.clear();
        for (int e = random.nextInt(300); e > 0; e--)
            say(random.nextInt(PEOPLE), random.nextInt(ITEMS), random.nextBoolean());
        SignedGraph graph = graph();
        ItemAppeal appeal = new ItemAppeal(graph.view());
        for (int i = 0; i < ITEMS; i++) assertThat(appeal.of(graph.view(), i)).isBetween(-1f, 1f);
    }
}
