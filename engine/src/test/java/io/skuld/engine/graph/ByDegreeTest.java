package io.skuld.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ByDegreeTest {
    private static final int PEOPLE = 1300;
    private static final int ITEMS = 700;

    private final ByDegree people = ByDegree.ofPeople(degree -> degree + .5f);
    private final ByDegree items = ByDegree.ofItems(degree -> degree * 2);

    @Property(tries = 20)
    void followsEveryChangeOnWhateverPage(@ForAll long seed) {
        Random random = new Random(seed);
        SignedGraph graph = someGraph(random);
        for (int question = 0; question < 10; question++) {
            for (int change = random.nextInt(4); change > 0; change--) change(graph, random);
            assertFollows(graph.view());
        }
    }

    @Test
    void aMergedGraphIsReadAnew() {
        Random random = new Random(7);
        SignedGraph graph = someGraph(random);
        assertFollows(graph.view());
        for (int change = 0; change < SignedGraph.MERGE_AFTER + 100; change++)
            change(graph, random);
        assertFollows(graph.view());
    }

    @Test
    void anOlderViewIsReadAsItWas() {
        SignedGraph graph = someGraph(new Random(1));
        GraphView before = graph.view();
        graph.put(0, ITEMS - 1, 1, SignedEdges.NO_TIME);
        assertFollows(graph.view());
        assertFollows(before);
    }

    private void assertFollows(GraphView view) {
        float[] byPerson = people.in(view);
        for (int p = 0; p < view.people(); p++)
            assertThat(byPerson[p]).isEqualTo(view.personDegree(p) + .5f);
        float[] byItem = items.in(view);
        for (int i = 0; i < view.items(); i++)
            assertThat(byItem[i]).isEqualTo(view.itemDegree(i) * 2);
    }

    private static SignedGraph someGraph(Random random) {
        int[] person = random.ints(3000, 0, PEOPLE).toArray();
        int[] item = random.ints(3000, 0, ITEMS).toArray();
        return SignedGraph.of(
                SignedEdges.untimed(PEOPLE, ITEMS, person, item, new boolean[3000]), Runnable::run);
    }

    private static void change(SignedGraph graph, Random random) {
        GraphView view = graph.view();
        int person = random.nextInt(view.people() + 1);
        int item = random.nextInt(view.items() + 1);
        if (random.nextInt(4) == 0) graph.retract(person, item);
        else graph.put(person, item, 1, SignedEdges.NO_TIME);
    }
}
