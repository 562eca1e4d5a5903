package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    /// Two people with twenty signals each, person 1's all after person 0's; times fall with the position.
    private static SignedEdges edges(boolean timed) {
        int n = 40;
        int[] person = IntStream.range(0, n).map(e -> e / 20).toArray();
        int[] item = IntStream.range(0, n).map(e -> e % 20).toArray();
        float[] weight = new float[n];
        long[] time = new long[n];
        for (int e = 0; e < n; e++) {
            weight[e] = 1;
            time[e] =
                    timed
                            ? 1_000_000L + 100_000L * person[e] - 1000L * item[e]
                            : SignedEdges.NO_TIME;
        }
        return new SignedEdges(2, 20, person, item, weight, time);
    }

    @Test
    void allThatCameAfterAMomentIsHeldOutAndTheNewestMomentComesFirst() {
        Folds folds = Folds.of(edges(true), 10, 1);
        assertThat(folds.count()).isEqualTo(5);
        assertThat(items(folds.heldOut(0))).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(items(folds.heldOut(1))).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void onlyWhatCameBeforeIsKnown() {
        Folds folds = Folds.of(edges(true), 10, 1);
        assertThat(items(folds.before(0))).hasSize(32).doesNotContain(0, 1, 2, 3);
        for (int f = 0; f < folds.count(); f++)
            assertThat(folds.heldOut(f).size() + folds.before(f).size()).isEqualTo(40);
    }

    @Test
    void withoutTimesEveryEdgeIsHeldOutOnce() {
        Folds folds = Folds.of(edges(false), 10, 1);
        assertThat(folds.count()).isEqualTo(10);
        int held = 0;
        for (int f = 0; f < 10; f++) {
            held += folds.heldOut(f).size();
            assertThat(folds.heldOut(f).size() + folds.before(f).size()).isEqualTo(40);
        }
        assertThat(held).isEqualTo(40);
    }

    @Test
    void besideValidationMoreThanThreeRandomFoldsAreHeldOutOnlyForFewLists() {
        Folds random = Folds.of(edges(false), 10, 1);
        assertThat(random.isWorthWhile(2, 5000, false)).isTrue();
        assertThat(random.isWorthWhile(3, 5000, false)).isFalse();
        assertThat(random.isWorthWhile(9, 999, false)).isTrue();
        assertThat(random.isWorthWhile(10, 0, false)).isFalse();
        assertThat(random.isWorthWhile(9, 5000, true)).as("no validation edges beside").isTrue();
        assertThat(random.isWorthWhile(10, 0, true)).isFalse();
        Folds ordered = Folds.of(edges(true), 10, 1);
        assertThat(ordered.isWorthWhile(4, 5000, false))
                .as("each asks for another future")
                .isTrue();
        assertThat(ordered.isWorthWhile(5, 0, false)).isFalse();
    }

    private static int[] items(SignedEdges edges) {
        return IntStream.range(0, edges.size()).map(edges::item).toArray();
    }
}
