package io.skuld.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopNTest {
    @Property(tries = 300)
    void isTheHeadOfTheFullySortedList(
            @ForAll @Size(max = 200) float[] raw, @ForAll @IntRange(max = 50) int n) {
        float[] scores = raw.clone();
        int[] expected =
                IntStream.range(0, scores.length)
                        .filter(i -> scores[i] > TopN.EXCLUDED)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -(scores[i] + 0f)))
                        .limit(n)
                        .mapToInt(Integer::intValue)
                        .toArray();
        assertThat(TopN.of(scores, n)).containsExactly(expected);
    }

    @Test
    void tiesGoToTheSmallerIndexAlsoBetweenZeros() {
        assertThat(TopN.of(new float[] {-0f, 1, 0f, 1, 0f}, 4)).containsExactly(1, 3, 0, 2);
    }

    @Test
    void excludedAndNotANumberNeverShowUp() {
        float[] scores = {Float.NaN, TopN.EXCLUDED, -5, Float.NaN};
        assertThat(TopN.of(scores, 3)).containsExactly(2);
    }
}
