package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DiversityTest {
    /// Items 0 and 1 point the same way, item 2 another.
    private static final float[][] VECTORS = {{1, 0}, {2, 0}, {0, 1}};

    @Test
    void theSecondPlaceGoesToWhatIsDifferent() {
        float[] relevance = {1, .9f, .7f};
        assertThat(Diversity.order(relevance, Diversity.byVectors(VECTORS), .6f, 3))
                .containsExactly(0, 2, 1);
        assertThat(Diversity.order(relevance, Diversity.byVectors(VECTORS), 0, 2))
                .containsExactly(0, 1);
    }

    @Test
    void oppositeVectorsAreNotLessAlikeThanUnrelatedOnes() {
        float[] similarity = new float[2];
        Diversity.byVectors(new float[][] {{1, 0}, {-1, 0}}).to(0, similarity);
        assertThat(similarity).containsExactly(1, 0);
    }

    @Test
    void sharedLikersAreACosine() {
        SignedEdges edges =
                SignedEdges.untimed(
                        3,
                        3,
                        new int[] {0, 1, 0, 1, 2, 2},
                        new int[] {0, 0, 1, 1, 1, 2},
                        new boolean[] {true, true, true, false, true, true});
        float[] similarity = new float[4];
        Diversity.bySharedLikers(SignedGraph.of(edges).view(), new int[] {0, 1, 2, 99})
                .to(0, similarity);
        assertThat(similarity).containsExactly(1, .5f, 0, 0);
    }

    @Test
    void relevanceMaySpanAllNumbers() {
        float[] relevance = {-Float.MAX_VALUE, Float.MAX_VALUE, 0};
        assertThat(Diversity.order(relevance, Diversity.byVectors(VECTORS), 0, 3))
                .containsExactly(1, 2, 0);
    }

    @Property
    void eachPlaceGoesToADifferentCandidate(
            @ForAll @Size(min = 1, max = 30) float[] relevance,
            @ForAll @FloatRange(min = 0, max = 1) float diversity) {
        for (int c = 0; c < relevance.length; c++)
            if (!Float.isFinite(relevance[c])) relevance[c] = 0;
        float[][] vectors = new float[relevance.length][1];
        int[] order = Diversity.order(relevance, Diversity.byVectors(vectors), diversity, 1000);
        assertThat(Arrays.stream(order).distinct().count()).isEqualTo(relevance.length);
    }
}
