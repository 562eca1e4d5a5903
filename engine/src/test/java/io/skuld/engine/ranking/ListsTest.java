package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ListsTest {
    private static final int FEATURES = CandidateFeatures.COUNT;

    private static float[] scaled(int rows, long seed) {
        Random random = new Random(seed);
        float[] scaled = new float[rows * FEATURES];
        for (int k = 0; k < scaled.length; k++)
            scaled[k] = Math.clamp((float) (random.nextGaussian() * 2), -8, 8);
        return scaled;
    }

    @Property(tries = 100)
    void aFeatureIsKeptToHalfAStep(@ForAll long seed) {
        float[] rows = scaled(20, seed);
        Lists lists = new Lists(FEATURES);
        lists.add(Lists.pack(rows), new boolean[20], 0);
        float[] kept = new float[rows.length];
        lists.read(0, kept);
        assertThat(kept).containsExactly(rows, within(8f / 127 / 2 + 1e-5f));
        assertThat(lists.rows()).containsExactly(kept);
    }

    /// Two that change places were all but equal.
    @Property(tries = 100)
    void aNetworkOrdersKeptRowsAsItOrdersTheOriginal(@ForAll long seed) {
        float[] rows = scaled(40, seed);
        Lists lists = new Lists(FEATURES);
        lists.add(Lists.pack(rows), new boolean[40], 0);
        Network network = new Network(FEATURES, 8, .1f, seed);
        network.startFrom(CandidateFeatures.FIRST_STAGE);
        float[] before = new float[40];
        float[] after = new float[40];
        network.addScores(rows, 0, before);
        network.addScores(lists.rows(), 0, after);
        for (int a = 0; a < 40; a++)
            for (int b = 0; b < 40; b++)
                if (before[a] > before[b] + .4f) assertThat(after[a]).isGreaterThan(after[b]);
    }

    @Test
    void aSampleHoldsAllThatWasLikedAndSomeOfTheRest() {
        boolean[] liked = new boolean[200];
        liked[7] = liked[150] = true;
        int[] sample = Lists.sample(liked, 40, new Random(1));
        assertThat(sample).hasSize(42).contains(7, 150).doesNotHaveDuplicates();
        assertThat(Lists.sample(liked, 200, new Random(1))).hasSize(200).isSorted();
    }

    @Test
    void samplesOfWholeListsKeepRowsAndLabelsTogether() {
        Lists whole = new Lists(FEATURES);
        float[] rows = scaled(100, 3);
        boolean[] liked = new boolean[100];
        for (int r = 0; r < 100; r++) {
            liked[r] = r % 50 == 9;
            rows[r * FEATURES] = liked[r] ? 4 : 0;
        }
        whole.add(Lists.pack(rows), liked, 3);
        whole.add(Lists.pack(rows), new boolean[100], 3);
        Lists sampled = new Lists(FEATURES);
        sampled.addSamples(whole, 10, 1);
        assertThat(sampled.size()).as("a list with nothing liked teaches nothing").isEqualTo(1);
        assertThat(sampled.rowCount()).isEqualTo(12);
        float[] kept = sampled.rows();
        for (int r = 0; r < 12; r++)
            assertThat(kept[r * FEATURES] > 3).isEqualTo(sampled.labels(0)[r]);
        Lists both = new Lists(FEATURES);
        both.addAll(whole);
        both.addAll(sampled);
        assertThat(both.size()).isEqualTo(3);
        assertThat(both.rowLabels()).hasSize(212);
        assertThat(Arrays.copyOfRange(both.rows(), 200 * FEATURES, 212 * FEATURES))
                .containsExactly(kept);
    }

    @Test
    void rowsAndLabelsMustGoTogether() {
        assertThatThrownBy(() -> new Lists(3).add(new byte[5], new boolean[2], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 features");
    }
}
