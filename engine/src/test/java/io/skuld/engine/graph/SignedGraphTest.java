package io.skuld.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SignedGraphTest {
    private static final SignedEdges NOTHING =
            SignedEdges.untimed(0, 0, new int[0], new int[0], new boolean[0]);

    /// Both directions as plain maps, for comparison.
    static Map<String, Boolean> pairsByPerson(GraphView view) {
        Map<String, Boolean> pairs = new TreeMap<>();
        EdgeRun run = new EdgeRun();
        for (int p = 0; p < view.people(); p++) {
            view.itemsOf(p, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++)
                    pairs.put(p + ":" + EdgeRun.id(run.ends[k]), EdgeRun.liked(run.ends[k]));
        }
        return pairs;
    }

    static Map<String, Boolean> pairsByItem(GraphView view) {
        Map<String, Boolean> pairs = new TreeMap<>();
        EdgeRun run = new EdgeRun();
        for (int i = 0; i < view.items(); i++) {
            view.peopleOf(i, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++)
                    pairs.put(EdgeRun.id(run.ends[k]) + ":" + i, EdgeRun.liked(run.ends[k]));
        }
        return pairs;
    }

    @Property(tries = 60)
    void anySequenceOfChangesLeavesTheGraphThatARebuildMakes(
            @ForAll long seed, @ForAll @IntRange(max = 2000) int events) {
        Random random = new Random(seed);
        Deque<Runnable> merges = new ArrayDeque<>();
        SignedGraph graph = SignedGraph.of(someEdges(random, 300), merges::add);
        Map<String, Boolean> expected = pairsByPerson(graph.view());
        for (int e = 0; e < events; e++) {
            int p = random.nextInt(6);
            int i = random.nextInt(400);
            if (random.nextInt(3) == 0) {
                graph.retract(p, i);
                expected.remove(p + ":" + i);
            } else {
                boolean like = random.nextBoolean();
                graph.put(p, i, like ? 1 : -1, e);
                expected.put(p + ":" + i, like);
            }
        }
        assertSame(graph.view(), expected);
        assertSame(GraphBuilder.merge(graph.view()), expected);
        assertSame(SignedGraph.of(graph.view().toEdges()).view(), expected);
    }

    private static SignedEdges someEdges(Random random, int count) {
        int[] person = random.ints(count, 0, 6).toArray();
        int[] item = random.ints(count, 0, 400).toArray();
        boolean[] liked = new boolean[count];
        for (int e = 0; e < count; e++) liked[e] = random.nextBoolean();
        return SignedEdges.untimed(6, 400, person, item, liked);
    }

    private static void assertSame(GraphView view, Map<String, Boolean> expected) {
        assertThat(pairsByPerson(view)).isEqualTo(expected);
        assertThat(pairsByItem(view)).isEqualTo(expected);
        assertThat(view.edges()).isEqualTo(expected.size());
        long likes = expected.values().stream().filter(l -> l).count();
        assertThat(view.likes()).isEqualTo((int) likes);
        for (int i = 0; i < view.items(); i++) {
            String suffix = ":" + i;
            assertThat(view.itemDegree(i))
                    .isEqualTo(
                            (int)
                                    expected.keySet().stream()
                                            .filter(k -> k.endsWith(suffix))
                                            .count());
        }
    }

    @Nested
    class AMergeInTheBackground {
        private final Deque<Runnable> merges = new ArrayDeque<>();
        private final SignedGraph graph = SignedGraph.of(NOTHING, merges::add);

        @Test
        void startsWhenEnoughHasChangedAndKeepsWhatChangesMeanwhile() {
            graph.ensure(100, 200);
            for (int e = 0; e < SignedGraph.MERGE_AFTER; e++)
                graph.put(e / 100 % 100, e % 100, 1, SignedEdges.NO_TIME);
            assertThat(merges).hasSize(1);
            graph.put(3, 7, -1, SignedEdges.NO_TIME);
            graph.retract(4, 7);
            graph.put(100, 200, 0.5f, 1280);
            Map<String, Boolean> before = pairsByPerson(graph.view());
            merges.remove().run();
            assertSame(graph.view(), before);
            assertThat(graph.view().weight(3, 7)).isEqualTo(-1);
            assertThat(graph.view().weight(4, 7)).isZero();
            assertThat(graph.view().people()).isEqualTo(101);
        }

        @Test
        void leavesTwelveBytesAnEdge() {
            graph.ensure(100, 200);
            for (int e = 0; e < SignedGraph.MERGE_AFTER; e++)
                graph.put(e / 200 % 100, e % 200, 1, SignedEdges.NO_TIME);
            merges.remove().run();
            GraphView view = graph.view();
            long perNode = 8L * (view.people() + view.items() + 1);
            assertThat(view.bytes()).isLessThanOrEqualTo(12L * view.edges() + perNode);
        }
    }

    @Nested
    class AReader {
        @Test
        void keepsSeeingTheMomentItTook() {
            SignedGraph graph = SignedGraph.of(someEdges(new Random(1), 300));
            GraphView moment = graph.view();
            Map<String, Boolean> before = pairsByItem(moment);
            Random random = new Random(2);
            for (int e = 0; e < 1000; e++) {
                if (e == 500) {
                    moment = graph.view();
                    before = pairsByItem(moment);
                }
                if (e % 3 == 0) graph.retract(random.nextInt(6), random.nextInt(400));
                else graph.put(random.nextInt(6), random.nextInt(400), -1, e);
            }
            assertThat(pairsByItem(moment)).isEqualTo(before);
            assertThat(pairsByPerson(moment)).isEqualTo(before);
        }

        @Test
        void isConsistentInBothDirectionsWhileAnotherThreadWrites() throws InterruptedException {
            SignedGraph graph = SignedGraph.of(someEdges(new Random(1), 300));
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer =
                    new Thread(() -> {
                        Random random = new Random(3);
                        while (!stop.get()) {
                            int p = random.nextInt(6);
                            int i = random.nextInt(400);
                            if (random.nextInt(3) == 0) graph.retract(p, i);
                            else graph.put(p, i, random.nextBoolean() ? 1 : -1, 0);
                        }
                    });
            writer.start();
            try {
                for (int n = 0; n < 100; n++) {
                    GraphView view = graph.view();
                    assertThat(pairsByItem(view)).isEqualTo(pairsByPerson(view));
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
    }

    @Nested
    class AnEdge {
        private final SignedGraph graph = SignedGraph.of(NOTHING);

        @Test
        void keepsSignStrengthAndTime() {
            graph.put(0, 0, -0.5f, 1_700_000_000L);
            EdgeRun run = new EdgeRun();
            graph.view().itemsOf(0, run);
            assertThat(run.next()).isTrue();
            assertThat(EdgeRun.liked(run.ends[run.from])).isFalse();
            assertThat(run.strength(run.from)).isBetween(0.49f, 0.51f);
            assertThat(run.time(run.from)).isBetween(1_700_000_000L - 128, 1_700_000_000L);
        }

        @Test
        void withoutATimeStaysWithoutOne() {
            graph.put(0, 0, 1, SignedEdges.NO_TIME);
            assertThat(graph.view().toEdges().time(0)).isEqualTo(SignedEdges.NO_TIME);
            assertThat(graph.view().toEdges().weight(0)).isEqualTo(1);
        }

        @Test
        void seenWithBothSignsCountsAsLiked() {
            SignedEdges both =
                    SignedEdges.untimed(
                            1,
                            1,
                            new int[] {0, 0, 0},
                            new int[] {0, 0, 0},
                            new boolean[] {false, true, false});
            assertThat(SignedGraph.of(both).view().weight(0, 0)).isEqualTo(1);
            assertThat(SignedGraph.of(both).view().edges()).isEqualTo(1);
        }

        @Test
        void ofAnUnknownNodeIsAbsentAndItsRetractionDoesNothing() {
            graph.retract(5, 5);
            assertThat(graph.view().weight(5, 5)).isZero();
            assertThat(graph.view().itemDegree(5)).isZero();
        }

        @Test
        void mustHaveAFiniteWeightInRange() {
            for (float bad : new float[] {Float.NaN, 0, 1.5f, Float.NEGATIVE_INFINITY})
                assertThatThrownBy(() -> graph.put(0, 0, bad, 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("[-1, 1]");
        }

        @Test
        void cannotSkipIds() {
            assertThatThrownBy(() -> graph.put(1, 0, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("equals that count");
            assertThatThrownBy(() -> graph.put(-1, 0, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
