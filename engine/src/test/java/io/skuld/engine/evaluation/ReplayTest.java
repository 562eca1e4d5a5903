package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.baseline.Popularity;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final int PEOPLE = 300;
    private static final int ITEMS = 100;

    /// Everyone likes items at random, smaller ones more often; with times the early half likes the upper items.
    private static SignedEdges likes(int edges, long seed, boolean timed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] person = new int[edges];
        int[] item = new int[edges];
        float[] weight = new float[edges];
        long[] time = new long[edges];
        Arrays.fill(weight, 1);
        for (int e = 0; e < edges; e++) {
            person[e] = random.nextInt(PEOPLE);
            int low = (int) (ITEMS * Math.pow(random.nextDouble(), 4));
            time[e] = timed ? edges - e : SignedEdges.NO_TIME;
            item[e] = timed && e > edges / 2 ? ITEMS - 1 - low : low;
        }
        return new SignedEdges(PEOPLE, ITEMS, person, item, weight, time);
    }

    private static SignedDataset world(boolean timed) {
        return new SignedDataset(
                "w", likes(3000, 1, timed), likes(100, 2, false), likes(1500, 3, false));
    }

    @Test
    void aModelThatForgetsNothingEndsWhereRefittingEnds() {
        Replay.Report report = new Replay(.8, 10, 0, 42).run(new LivePopularity(), world(false));
        for (Metric metric : new Metric[] {Metric.RECALL, Metric.NDCG})
            assertThat(report.online().mean(metric)).isEqualTo(report.retrain().mean(metric));
        assertThat(report.lossPercent(Metric.NDCG)).isZero();
    }

    @Test
    void whatStreamsWithTimesComesInTheirOrder() {
        Replay.Report report = new Replay(.5, 10, 0, 42).run(new LivePopularity(), world(true));
        assertThat(report.stale().mean(Metric.RECALL))
                .isLessThan(report.online().mean(Metric.RECALL) / 2);
    }

    @Test
    void everyEventIsTimedAndTheCurveEndsWithTheLast() {
        Replay.Report report = new Replay(.8, 7, 0, 42).run(new LivePopularity(), world(false));
        assertThat(report.eventMillis()).hasSize(600);
        assertThat(report.eventMillis(.99)).isGreaterThanOrEqualTo(report.eventMillis(.5));
        assertThat(report.prequential()).hasSize(7);
        assertThat(report.prequential().getLast().events()).isEqualTo(600);
        assertThat(report.prequential().stream().mapToInt(Replay.Window::likes).sum())
                .isEqualTo(600);
    }

    @Test
    void sweepsAreSpreadOverTheStreamAndTimedApart() {
        Replay.Report report = new Replay(.8, 7, 3, 42).run(new LivePopularity(), world(false));
        assertThat(report.sweeps().seconds()).hasSize(3);
        assertThat(report.sweeps().cpuSeconds()).isNotNegative();
        assertThatThrownBy(() -> new Replay(.8, 7, -1, 42)).hasMessageContaining("got -1");
    }

    @Test
    void anEventIsScoredBeforeItIsLearned() {
        int[] items = new int[40];
        for (int e = 0; e < 40; e++) items[e] = e < 20 ? e : 60 + e;
        boolean[] liked = new boolean[40];
        Arrays.fill(liked, true);
        int[] person = new int[40];
        for (int e = 0; e < 40; e++) person[e] = e;
        SignedEdges train = SignedEdges.untimed(40, 100, person, items, liked);
        Replay.Report report =
                new Replay(.5, 1, 0, 42)
                        .run(new LivePopularity(), new SignedDataset("w", train, train, train));
        // Each item is liked once ever: before its own event, the twenty liked before it fill the
        // list.
        assertThat(report.prequential().getFirst().ranked().recall()).isZero();
    }

    @Test
    void theSameSeedStreamsInTheSameOrder() {
        Replay replay = new Replay(.8, 10, 0, 42);
        assertThat(replay.run(new LivePopularity(), world(false)).prequential())
                .isEqualTo(replay.run(new LivePopularity(), world(false)).prequential());
    }

    @Test
    void aModelThatCannotLearnOnlineIsRefused() {
        assertThatThrownBy(() -> new Replay(.8, 10, 0, 42).run(new Popularity(), world(false)))
                .hasMessageContaining("popularity")
                .hasMessageContaining("does not learn online");
    }

    @Test
    void aShareOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> new Replay(1, 10, 0, 42)).hasMessageContaining("between 0 and 1");
    }
}
