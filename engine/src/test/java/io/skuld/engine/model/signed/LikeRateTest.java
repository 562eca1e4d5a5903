package io.skuld.engine.model.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import org.junit.jupiter.api.Test;

/// Ten people met items 0 and 1: all liked the first a little, the second very much. Item 2 was met by nobody.
class LikeRateTest {
    private static GraphView graph() {
        SignedGraph graph = SignedGraph.empty();
        graph.ensure(10, 3);
        for (int p = 0; p < 10; p++) {
            graph.put(p, 0, .2f, SignedEdges.NO_TIME);
            graph.put(p, 1, 1, SignedEdges.NO_TIME);
        }
        return graph.view();
    }

    @Test
    void countsLikesByTheirSign() {
        LikeRate rate = new LikeRate(graph());
        assertThat(rate.of(0)).isEqualTo(rate.of(1)).isCloseTo(1, within(.05));
    }

    @Test
    void aLukewarmLikeCountsAgainstTheItemWhenOnlyClearOnesCount() {
        LikeRate rate = LikeRate.ofClearLikes(graph(), .5f);
        assertThat(rate.mean()).isCloseTo(.5, within(1e-6));
        assertThat(rate.of(0)).isCloseTo(2.5 / 15, within(1e-6));
        assertThat(rate.of(1)).isCloseTo(12.5 / 15, within(1e-6));
        assertThat(rate.of(2)).isCloseTo(.5, within(1e-6));
    }

    @Test
    void aPoorRateLowersScoresOnBothSidesOfZero() {
        LikeRate rate = LikeRate.ofClearLikes(graph(), .5f);
        assertThat(rate.factor(0, 1, true)).isCloseTo(1 / 3.0, within(1e-6));
        assertThat(rate.factor(0, 1, false)).isCloseTo(3, within(1e-6));
        assertThat(rate.factor(0, 0, true)).isEqualTo(1);
        float[] scores = {2, 2, -2};
        rate.temper(1, scores);
        assertThat(scores[0]).isLessThan(2);
        assertThat(scores[1]).isGreaterThan(2);
        assertThat(scores[2]).isEqualTo(-2);
    }

    @Test
    void anEmptyGraphChangesNothing() {
        LikeRate rate = LikeRate.ofClearLikes(SignedGraph.empty().view(), .5f);
        assertThat(rate.factor(7, 900, true)).isEqualTo(1);
        float[] scores = {1, Float.NEGATIVE_INFINITY};
        rate.temper(3, scores);
        assertThat(scores).containsExactly(1, Float.NEGATIVE_INFINITY);
    }
}
