package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.baseline.Popularity;
import org.junit.jupiter.api.Test;

class RankingSpeedTest {
    private final Recommender model =
            new Popularity().fit(SignedEdges.untimed(3, 5, new int[0], new int[0], new boolean[0]));

    @Test
    void countsWholeRankings() {
        assertThat(RankingSpeed.perSecond(model, new int[] {0, 2}, 42)).isGreaterThan(1);
    }

    @Test
    void nobodyCannotBeRankedFor() {
        assertThatThrownBy(() -> RankingSpeed.perSecond(model, new int[0], 42))
                .hasMessageContaining("nobody");
    }
}
