package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import org.junit.jupiter.api.Test;

class NearnessTest {
    /// Two people like items 0 and 1, one of them dislikes item 2, and nobody met item 3.
    private final SignedEdges edges =
            SignedEdges.untimed(
                    2,
                    4,
                    new int[] {0, 0, 1, 1, 0},
                    new int[] {0, 1, 0, 1, 2},
                    new boolean[] {true, true, true, true, false});

    @Test
    void whoLikesBothBringsThemTogether() {
        assertThat(SharedPeople.whoLike(edges).nearest(0, 5)).containsExactly(1);
    }

    @Test
    void whoMetBothBringsThemTogetherWhateverTheyThought() {
        assertThat(SharedPeople.whoMet(edges).nearest(0, 5)).containsExactly(1, 2);
        assertThat(SharedPeople.whoMet(edges).nearest(3, 5)).isEmpty();
    }

    @Test
    void vectorsAreNearWhenTheyPointTheSameWay() {
        float[] rows = {1, 0, 5, 1, 0, 1, 0, 0};
        assertThat(new VectorNearness("v", rows, 2).nearest(0, 5)).containsExactly(1, 2);
        assertThat(new VectorNearness("v", rows, 2).nearest(0, 1)).containsExactly(1);
        assertThat(new VectorNearness("v", rows, 2).nearest(3, 5)).isEmpty();
    }

    @Test
    void numbersThatAreNoRowsAreRefused() {
        assertThatThrownBy(() -> new VectorNearness("v", new float[5], 2))
                .hasMessageContaining("rows of 2");
    }
}
