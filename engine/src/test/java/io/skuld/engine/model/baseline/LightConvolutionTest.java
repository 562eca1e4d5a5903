package io.skuld.engine.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Two people and two items: person 0 likes both items, person 1 likes item 1, one number a node.
class LightConvolutionTest {
    private final Profiles likes =
            Profiles.of(
                    SignedEdges.untimed(
                            2,
                            2,
                            new int[] {0, 0, 1},
                            new int[] {0, 1, 1},
                            new boolean[] {true, true, true}));

    private float[] smooth(int layers, float... signal) {
        float[] result = new float[4];
        new LightConvolution(likes, 1, layers).smooth(signal, result);
        return result;
    }

    @Test
    void oneLayerAddsTheNeighboursOverTheRootOfBothDegrees() {
        float r2 = (float) Math.sqrt(2);
        assertThat(smooth(1, 1, 10, 100, 1000))
                .containsExactly(
                        new float[] {
                            (1 + 100 / r2 + 1000 / 2f) / 2,
                            (10 + 1000 / r2) / 2,
                            (100 + 1 / r2) / 2,
                            (1000 + 1 / 2f + 10 / r2) / 2
                        },
                        Offset.offset(1e-2f));
    }

    @Test
    void twoLayersReachWhoLikesTheSame() {
        float[] result = smooth(2, 1, 0, 0, 0);
        assertThat(result[1]).isEqualTo(1 / (2 * (float) Math.sqrt(2)) / 3, Offset.offset(1e-6f));
    }

    @Test
    void itIsSymmetricAsItsGradientAssumes() {
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++) {
                float[] ofA = new float[4];
                float[] ofB = new float[4];
                ofA[a] = 1;
                ofB[b] = 1;
                assertThat(smooth(3, ofA)[b]).isEqualTo(smooth(3, ofB)[a], Offset.offset(1e-6f));
            }
    }
}
