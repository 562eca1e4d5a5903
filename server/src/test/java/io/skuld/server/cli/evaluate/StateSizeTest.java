package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.baseline.Popularity;
import org.junit.jupiter.api.Test;

class StateSizeTest {
    private static SignedEdges empty(int people, int items) {
        return SignedEdges.untimed(people, items, new int[0], new int[0], new boolean[0]);
    }

    @Test
    void popularityKeepsOneNumberAnItem() {
        double mb = StateSize.mb(new Popularity().fit(empty(10, 262_144)));
        assertThat(mb).isCloseTo(1, within(.001));
    }

    @Test
    void easeKeepsASquareMatrixOfItems() {
        double mb = StateSize.mb(Ease.DEFAULTS.fit(empty(600, 512)));
        assertThat(mb).isCloseTo(1, within(.02));
    }

    @Test
    void whatIsSharedCountsOnce() {
        record Twice(float[] a, float[] b, int people, int items)
                implements io.skuld.engine.model.Recommender {
            @Override
            public void score(int person, float[] scores) {
                scores[0] = a[0] + b[0];
            }
        }
        float[] shared = new float[262_144];
        assertThat(StateSize.mb(new Twice(shared, shared, 1, 1))).isCloseTo(1, within(.001));
    }
}
