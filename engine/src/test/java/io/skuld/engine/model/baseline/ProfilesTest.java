package io.skuld.engine.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    /// Person 0: item 2 both ways, item 0 disliked twice; person 1: item 2 disliked, then liked.
    private final Profiles profiles =
            Profiles.of(
                    SignedEdges.untimed(
                            2,
                            3,
                            new int[] {0, 0, 0, 0, 1, 1},
                            new int[] {2, 2, 0, 0, 2, 2},
                            new boolean[] {true, false, false, false, false, true}));

    @Test
    void aRepeatedPairCountsOnce() {
        assertThat(profiles.size()).isEqualTo(3);
        assertThat(profiles.count(0)).isEqualTo(2);
    }

    @Test
    void aPairSeenWithBothSignsIsLiked() {
        assertThat(profiles.column(1)).isEqualTo(2);
        assertThat(profiles.liked(1)).isTrue();
        assertThat(profiles.liked(2)).isTrue();
        assertThat(profiles.liked(0)).isFalse();
    }

    @Test
    void transposingKeepsPairsAndSigns() {
        Profiles likers = profiles.transposed();
        assertThat(likers.rows()).isEqualTo(3);
        assertThat(likers.count(2)).isEqualTo(2);
        assertThat(likers.count(1)).isZero();
        assertThat(likers.column(likers.from(0))).isZero();
        assertThat(likers.liked(likers.from(0))).isFalse();
    }

    @Test
    void likesOnlyForgetsTheDislikes() {
        assertThat(profiles.likesOnly().size()).isEqualTo(2);
        assertThat(profiles.likesOnly().contains(0, 0)).isFalse();
        assertThat(profiles.likesOnly().contains(0, 2)).isTrue();
    }
}
