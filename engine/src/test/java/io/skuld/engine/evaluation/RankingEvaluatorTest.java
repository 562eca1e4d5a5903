package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// One person, six items, lists of three places unless a test says otherwise: few enough to reckon by hand.
class RankingEvaluatorTest {
    private static final double LOG2_3 = Math.log(3) / Math.log(2);

    /// Ranks the items 0, 1, 2 … in this order.
    private static final float[] DESCENDING = {6, 5, 4, 3, 2, 1};

    private static Recommender scoring(float... scores) {
        return new Recommender() {
            @Override
            public int people() {
                return 1;
            }

            @Override
            public int items() {
                return scores.length;
            }

            @Override
            public void score(int person, float[] into) {
                System.arraycopy(scores, 0, into, 0, scores.length);
            }
        };
    }

    private static SignedEdges edges(int[] items, boolean... liked) {
        return SignedEdges.untimed(1, 6, new int[items.length], items, liked);
    }

    private static SignedEdges none() {
        return edges(new int[0]);
    }

    private static RankingReport judge(SignedEdges train, SignedEdges held, float... scores) {
        return new RankingEvaluator(train, held, 3, false).evaluate(scoring(scores));
    }

    private static SignedEdges likes(int... items) {
        boolean[] liked = new boolean[items.length];
        java.util.Arrays.fill(liked, true);
        return edges(items, liked);
    }

    @Test
    void recallIsTheShareOfTheLikesThatAreFound() {
        assertThat(judge(none(), likes(0, 2, 3, 4), DESCENDING).mean(Metric.RECALL)).isEqualTo(.5);
    }

    @Test
    void precisionIsTheShareOfThePlacesThatAreHits() {
        assertThat(judge(none(), likes(0, 2, 3, 4), DESCENDING).mean(Metric.PRECISION))
                .isCloseTo(2 / 3., within(1e-12));
    }

    @Test
    void aHitCountsLessFurtherDown() {
        double found = 1 + 1 / 2.;
        double best = 1 + 1 / LOG2_3 + 1 / 2.;
        assertThat(judge(none(), likes(0, 2, 3, 4), DESCENDING).mean(Metric.NDCG))
                .isCloseTo(found / best, within(1e-12));
    }

    @Test
    void aPerfectListHasAnNdcgOfOne() {
        assertThat(judge(none(), likes(0), DESCENDING).mean(Metric.NDCG)).isEqualTo(1);
    }

    @Test
    void repeatedLikesCountInTheDenominatorOnly() {
        assertThat(judge(none(), likes(0, 0), DESCENDING).mean(Metric.RECALL)).isEqualTo(.5);
    }

    @Test
    void tiesGoToTheSmallerItem() {
        RankingReport report = judge(none(), likes(2), 1, 1, 1, 1, 1, 1);
        assertThat(report.mean(Metric.NDCG)).isCloseTo(.5, within(1e-12));
        assertThat(judge(none(), likes(3), 1, 1, 1, 1, 1, 1).mean(Metric.RECALL)).isEqualTo(0);
    }

    @Nested
    class WhatThePersonKnowsAlready {
        @Test
        void aTrainedLikeAndATrainedDislikeMakeRoomInTheList() {
            SignedEdges train = edges(new int[] {0, 1}, true, false);
            assertThat(judge(train, likes(2), DESCENDING).mean(Metric.NDCG)).isEqualTo(1);
        }

        @Test
        void aHeldOutLikeThatWasTrainedCanNeverBeFound() {
            assertThat(judge(likes(0), likes(0, 1), DESCENDING).mean(Metric.RECALL)).isEqualTo(.5);
        }
    }

    @Nested
    class Dislikes {
        private final SignedEdges held = edges(new int[] {1, 0, 5}, true, false, false);

        @Test
        void theShareThatIsShownIsCounted() {
            assertThat(judge(none(), held, DESCENDING).mean(Metric.NEGATIVE)).isEqualTo(.5);
        }

        @Test
        void aDislikedItemShownTakesAwayFromTheSignedGain() {
            assertThat(judge(none(), held, DESCENDING).mean(Metric.SIGNED_NDCG))
                    .isCloseTo(1 / LOG2_3 - 1, within(1e-12));
        }

        @Test
        void theLikeBeatsOneDislikeOfTwo() {
            assertThat(judge(none(), held, DESCENDING).mean(Metric.VALENCE_AUC)).isEqualTo(.5);
        }

        @Test
        void aTieIsHalfAWin() {
            assertThat(judge(none(), held, 1, 1, 0, 0, 0, 0).mean(Metric.VALENCE_AUC))
                    .isEqualTo(.75);
        }

        @Test
        void aPairThatIsAlsoLikedIsNoDislike() {
            SignedEdges both = edges(new int[] {0, 0, 4}, false, true, false);
            RankingReport report = judge(none(), both, DESCENDING);
            assertThat(report.mean(Metric.NEGATIVE)).isEqualTo(0);
            assertThat(report.mean(Metric.RECALL)).isEqualTo(1);
        }

        @Test
        void aPersonWhoOnlyDislikesCountsForThemAlone() {
            RankingReport report = judge(none(), edges(new int[] {0}, false), DESCENDING);
            assertThat(report.users()).isZero();
            assertThat(report.mean(Metric.NEGATIVE)).isEqualTo(1);
            assertThat(report.mean(Metric.RECALL)).isNaN();
        }

        @Test
        void aPersonWhoOnlyLikesHasNoValence() {
            assertThat(judge(none(), likes(0), DESCENDING).mean(Metric.VALENCE_AUC)).isNaN();
            assertThat(judge(none(), likes(0), DESCENDING).mean(Metric.NEGATIVE)).isNaN();
        }
    }

    @Nested
    class WhenTheModelIsBroken {
        @Test
        void aScoreThatIsNotANumberIsNamed() {
            assertThatThrownBy(() -> judge(none(), likes(0), 1, Float.NaN, 1, 1, 1, 1))
                    .hasMessageContaining("item 1")
                    .hasMessageContaining("NaN");
        }

        @Test
        void aModelOfAnotherWorldIsRefused() {
            assertThatThrownBy(() -> judge(none(), likes(0), 1, 2))
                    .hasMessageContaining("scores 2 items, the dataset has 6");
        }
    }

    @Test
    void allCoresGiveTheSameValuesAsOne() {
        int people = 500;
        int[] person = new int[people];
        int[] item = new int[people];
        boolean[] liked = new boolean[people];
        for (int p = 0; p < people; p++) {
            person[p] = p;
            item[p] = p % 6;
            liked[p] = true;
        }
        SignedEdges held = SignedEdges.untimed(people, 6, person, item, liked);
        SignedEdges train = SignedEdges.untimed(people, 6, new int[0], new int[0], new boolean[0]);
        double[] parallel =
                new RankingEvaluator(train, held, 3, true)
                        .evaluate(scoring(DESCENDING))
                        .values(Metric.NDCG);
        double[] sequential =
                new RankingEvaluator(train, held, 3, false)
                        .evaluate(scoring(DESCENDING))
                        .values(Metric.NDCG);
        assertThat(parallel).containsExactly(sequential);
    }

    @Test
    void aSampleOfPersonsIsJudgedAlone() {
        SignedEdges held =
                SignedEdges.untimed(
                        3, 6, new int[] {0, 1}, new int[] {0, 5}, new boolean[] {true, true});
        SignedEdges train = SignedEdges.untimed(3, 6, new int[0], new int[0], new boolean[0]);
        RankingReport report =
                new RankingEvaluator(train, held, 3, false)
                        .forPersons(new int[] {2, 1, 1})
                        .evaluate(scoring(DESCENDING));
        assertThat(report.persons()).containsExactly(1);
        assertThat(report.mean(Metric.RECALL)).isZero();
    }
}
