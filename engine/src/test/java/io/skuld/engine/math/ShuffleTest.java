package io.skuld.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    @Property(tries = 100)
    void eachNumberComesOnceAndASeedGivesOneOrder(
            @ForAll @IntRange(max = 300) int n, @ForAll long seed) {
        int[] order = Shuffle.permutation(n, new SplittableRandom(seed));
        assertThat(order).hasSize(n).doesNotHaveDuplicates();
        assertThat(IntStream.of(order)).allMatch(k -> k >= 0 && k < n);
        assertThat(Shuffle.permutation(n, new SplittableRandom(seed))).containsExactly(order);
    }

    @Property(tries = 100)
    void aSampleHoldsSoManyOfThemOrAll(
            @ForAll @IntRange(max = 50) int n,
            @ForAll @IntRange(max = 80) int most,
            @ForAll long seed) {
        int[] sample = Shuffle.sample(IntStream.range(5, 5 + n).toArray(), most, new Random(seed));
        assertThat(sample).hasSize(Math.min(n, most)).doesNotHaveDuplicates();
        assertThat(IntStream.of(sample)).allMatch(k -> k >= 5 && k < 5 + n);
    }

    @Test
    void eachIsAsLikelyAtEachPlaceAndInEachSample() {
        Random random = new Random(1);
        double[][] at = new double[4][4];
        double[] drawn = new double[4];
        for (int round = 0; round < 20_000; round++) {
            int[] order = Shuffle.permutation(4, random);
            for (int place = 0; place < 4; place++) at[place][order[place]] += 1 / 20_000.0;
            for (int k : Shuffle.sample(new int[] {0, 1, 2, 3}, 2, random))
                drawn[k] += 1 / 20_000.0;
        }
        for (double[] place : at)
            for (double share : place) assertThat(share).isCloseTo(.25, within(.02));
        for (double share : drawn) assertThat(share).isCloseTo(.5, within(.02));
    }
}
