package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.evaluation.Replay;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayCurveTest {
    private static Replay.Means ndcg(double value) {
        return new Replay.Means(.5, value);
    }

    @Test
    void aModelOfTwoStagesIsDrawnBesideItsFirst() {
        List<Replay.Window> windows =
                IntStream.rangeClosed(1, 25)
                        .mapToObj(k -> new Replay.Window(k * 40, 30, ndcg(.2), ndcg(.1)))
                        .toList();
        String svg = ReplayCurve.chart("ranked", "music", windows);
        assertThat(svg)
                .contains("ranked", "first stage", "events learned")
                .contains("mean over 5 windows of 40 events");
    }

    @Test
    void aModelOfOneStageIsOneLine() {
        List<Replay.Window> one = List.of(new Replay.Window(40, 30, ndcg(.2), ndcg(.2)));
        assertThat(ReplayCurve.chart("paths", "music", one)).doesNotContain("first stage");
    }

    @Test
    void withoutLikesThePictureIsEmpty() {
        assertThat(ReplayCurve.chart("paths", "music", List.of())).contains("svg");
    }
}
