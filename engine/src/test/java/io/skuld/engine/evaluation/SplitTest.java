package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    @Test
    void aGlobalSplitIsWrittenTimeOrGlobal() {
        assertThat(Split.parse("time:0.7,0.1,0.2")).isEqualTo(new Split.GlobalTime(.7, .1, .2));
        assertThat(Split.parse("global:0.7,0.1,0.2")).isEqualTo(new Split.GlobalTime(.7, .1, .2));
    }

    @Test
    void aSplitPerPersonIsWrittenPerson() {
        assertThat(Split.parse("person:0.7,0.1,0.2")).isEqualTo(new Split.PersonTime(.7, .1, .2));
    }

    @Test
    void aSplitPrintsAsItIsWritten() {
        for (String text : new String[] {"time:0.7,0.1,0.2", "person:0.8,0.0,0.2"})
            assertThat(Split.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "time",
                "time:1",
                "time:a,b,c",
                "random:0.7,0.1,0.2",
                "time:0.7,0.1,0.2,0"
            })
    void anythingElseIsAnsweredWithTheGrammar(String text) {
        assertThatThrownBy(() -> Split.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("person:0.7,0.1,0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"time:0.7,0.1,0.1", "time:1,0,0", "person:NaN,0.1,0.2", "time:1.2,-0.4,0.2"})
    void sharesAddUpToOne(String text) {
        assertThatThrownBy(() -> Split.parse(text)).hasMessageContaining("add up to 1");
    }

    @Property(tries = 50)
    void aGlobalSplitNeverTrainsOnTheFuture(
            @ForAll long seed, @ForAll @IntRange(min = 10, max = 200) int edges) {
        SignedDataset data = new Split.GlobalTime(.7, .1, .2).cut("d", randomEdges(seed, edges));
        assertThat(latest(data.train())).isLessThanOrEqualTo(earliest(data.valid()));
        assertThat(latest(data.valid())).isLessThanOrEqualTo(earliest(data.test()));
        assertThat(data.train().size() + data.valid().size() + data.test().size()).isEqualTo(edges);
    }

    @Property(tries = 50)
    void aSplitPerPersonKeepsEachPersonsOwnOrder(
            @ForAll long seed, @ForAll @IntRange(min = 10, max = 200) int edges) {
        SignedDataset data = new Split.PersonTime(.7, .1, .2).cut("d", randomEdges(seed, edges));
        assertThat(data.train().size() + data.valid().size() + data.test().size()).isEqualTo(edges);
        for (int a = 0; a < data.train().size(); a++)
            for (int b = 0; b < data.test().size(); b++)
                if (data.train().person(a) == data.test().person(b))
                    assertThat(data.train().time(a)).isLessThanOrEqualTo(data.test().time(b));
    }

    @Test
    void aPersonWithTenRatingsTrainsOnSevenAndIsJudgedByTwo() {
        SignedDataset data = new Split.PersonTime(.7, .1, .2).cut("d", onePerson(10));
        assertThat(data.train().size()).isEqualTo(7);
        assertThat(data.valid().size()).isEqualTo(1);
        assertThat(data.test().size()).isEqualTo(2);
    }

    @Test
    void edgesOfOneMomentKeepTheirOrder() {
        SignedEdges edges =
                new SignedEdges(
                        2,
                        4,
                        new int[] {1, 0, 1, 0, 1, 0},
                        new int[] {3, 2, 1, 0, 2, 1},
                        new float[] {1, 1, 1, 1, 1, 1},
                        new long[] {7, 7, 7, 7, -7, 7});
        SignedDataset global = new Split.GlobalTime(.5, 0, .5).cut("d", edges);
        assertThat(items(global.train())).containsExactly(2, 3, 2);
        assertThat(items(global.test())).containsExactly(1, 0, 1);
        SignedDataset perPerson = new Split.PersonTime(.34, 0, .66).cut("d", edges);
        assertThat(items(perPerson.train())).containsExactly(2, 2);
        assertThat(items(perPerson.test())).containsExactly(0, 1, 3, 1);
    }

    private static int[] items(SignedEdges edges) {
        return IntStream.range(0, edges.size()).map(edges::item).toArray();
    }

    private static SignedEdges onePerson(int edges) {
        int[] person = new int[edges];
        int[] item = new int[edges];
        float[] weight = new float[edges];
        long[] time = new long[edges];
        for (int e = 0; e < edges; e++) {
            item[e] = e;
            weight[e] = 1;
            time[e] = edges - e;
        }
        return new SignedEdges(1, edges, person, item, weight, time);
    }

    private static SignedEdges randomEdges(long seed, int edges) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] person = new int[edges];
        int[] item = new int[edges];
        float[] weight = new float[edges];
        long[] time = new long[edges];
        for (int e = 0; e < edges; e++) {
            person[e] = random.nextInt(4);
            item[e] = random.nextInt(9);
            weight[e] = random.nextBoolean() ? 1 : -1;
            time[e] = random.nextInt(30);
        }
        return new SignedEdges(4, 9, person, item, weight, time);
    }

    private static long latest(SignedEdges edges) {
        long latest = Long.MIN_VALUE;
        for (int e = 0; e < edges.size(); e++) latest = Math.max(latest, edges.time(e));
        return latest;
    }

    private static long earliest(SignedEdges edges) {
        long earliest = Long.MAX_VALUE;
        for (int e = 0; e < edges.size(); e++) earliest = Math.min(earliest, edges.time(e));
        return earliest;
    }
}
