package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.Recommender;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Forty items; one model ranks them from the smallest, the other from the largest.
class PrequentialTest {
    private static final int ITEMS = 40;
    private static final Recommender UPWARDS = ordered(-1);
    private static final Recommender DOWNWARDS = ordered(1);

    private final SignedGraph graph = SignedGraph.empty();
    private final Prequential prequential = new Prequential();

    private static Recommender ordered(int sign) {
        return new Recommender() {
            @Override
            public int people() {
                return 2;
            }

            @Override
            public int items() {
                return ITEMS;
            }

            @Override
            public void score(int person, float[] scores) {
                for (int i = 0; i < scores.length; i++) scores[i] = sign * i;
            }
        };
    }

    private Prequential.Report after(int item) {
        prequential.test(graph.view(), 0, item, UPWARDS, DOWNWARDS);
        return prequential.report();
    }

    @Test
    void nothingIsKnownBeforeTheFirstLike() {
        assertThat(prequential.report().window()).isZero();
        assertThat(prequential.report().answered().ndcg()).isZero();
    }

    @Test
    void aLikeIsWorthItsPlaceWithAndWithoutTheSecondStage() {
        Prequential.Report report = after(2);
        assertThat(report.answered().ndcg()).isCloseTo(.5, within(1e-9));
        assertThat(report.answered().recall()).isEqualTo(1);
        assertThat(report.firstStage().ndcg()).isZero();
        assertThat(after(38).firstStage().ndcg())
                .isCloseTo(Math.log(2) / Math.log(3) / 2, within(1e-9));
    }

    @Test
    void whatThePersonHasSpokenOfIsNotInTheWay() {
        graph.ensure(1, ITEMS);
        graph.put(0, 0, -1, SignedEdges.NO_TIME);
        graph.put(0, 1, 1, SignedEdges.NO_TIME);
        assertThat(after(2).answered().ndcg()).isEqualTo(1);
    }

    @Test
    void anItemThatTheModelDoesNotKnowIsMissed() {
        assertThat(after(ITEMS + 7).answered().recall()).isZero();
    }

    @Test
    void equalScoresRankTheSmallerItemFirst() {
        Recommender level =
                new Recommender() {
                    @Override
                    public int people() {
                        return 1;
                    }

                    @Override
                    public int items() {
                        return ITEMS;
                    }

                    @Override
                    public void score(int person, float[] scores) {
                        Arrays.fill(scores, 0);
                    }
                };
        prequential.test(graph.view(), 0, 1, level, level);
        assertThat(prequential.report().answered().ndcg())
                .isCloseTo(Math.log(2) / Math.log(3), within(1e-9));
    }

    @Test
    void theFirstLikesAreAllTestedLaterOneInEightAndTheWindowMovesOn() {
        for (int n = 0; n < 200; n++) after(30);
        assertThat(prequential.report().tested()).isEqualTo(200);
        for (int n = 0; n < 8 * Prequential.WINDOW; n++) after(0);
        Prequential.Report report = prequential.report();
        assertThat(report.likes()).isEqualTo(200 + 8 * Prequential.WINDOW);
        assertThat(report.tested()).isEqualTo(200 + Prequential.WINDOW);
        assertThat(report.window()).isEqualTo(Prequential.WINDOW);
        assertThat(report.answered().ndcg()).isEqualTo(1);
    }
}
