package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.evaluation.RankingReport;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CautionTest {
    /// Likes can be told from dislikes only by who it is: what speaks for an item to one half of the people speaks against
    /// it to the others.
    @Nested
    class TheHead {
        private static final int FEATURES = CandidateFeatures.COUNT;
        private static final int TELLING = 3;
        private static final int HALF = 5;

        private static Lists people(int count, long seed) {
            Random random = new Random(seed);
            Lists pairs = new Lists(FEATURES);
            for (int n = 0; n < count; n++) {
                float[] rows = new float[8 * FEATURES];
                for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
                boolean[] liked = new boolean[8];
                float half = n % 2 == 0 ? 1 : -1;
                for (int r = 0; r < 8; r++) {
                    rows[r * FEATURES + HALF] = half;
                    liked[r] = half * rows[r * FEATURES + TELLING] > 0;
                }
                pairs.add(Lists.pack(rows), liked, 0);
            }
            return pairs;
        }

        @Test
        void ordersWhatEachPersonLikesBeforeWhatTheyDislike() {
            LikeHead head = LikeHead.fit(people(4000, 1), 1);
            Lists strangers = people(200, 2);
            double won = 0;
            double pairs = 0;
            for (int n = 0; n < strangers.size(); n++) {
                float[] rows = new float[8 * FEATURES];
                strangers.read(n, rows);
                float[] caution = new float[8];
                head.addCaution(1, rows, caution);
                boolean[] liked = strangers.labels(n);
                for (int a = 0; a < 8; a++)
                    for (int b = 0; b < 8; b++)
                        if (liked[a] && !liked[b]) {
                            pairs++;
                            if (caution[a] > caution[b]) won++;
                        }
            }
            assertThat(won / pairs).isGreaterThan(.9);
        }

        @Test
        void leavesToTasteWhatTheItemDoesNotTell() {
            assertThat(LikeHead.fit(people(4000, 1), 1).plainShare()).isLessThan(.5f);
        }

        /// Few people, and all of them like the same.
        @Test
        void goesByTheItemWhereTasteCannotBeSeen() {
            Random random = new Random(3);
            Lists pairs = new Lists(FEATURES);
            int appeal = CandidateFeatures.PLAIN[0];
            for (int n = 0; n < 150; n++) {
                float[] rows = new float[6 * FEATURES];
                for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
                boolean[] liked = new boolean[6];
                for (int r = 0; r < 6; r++)
                    liked[r] = rows[r * FEATURES + appeal] + random.nextGaussian() > 0;
                pairs.add(Lists.pack(rows), liked, 0);
            }
            assertThat(LikeHead.fit(pairs, 1).plainShare()).isGreaterThanOrEqualTo(.5f);
        }

        @Test
        void saysNothingOfWhatItCannotKnow() {
            Lists likesAlone = new Lists(FEATURES);
            likesAlone.add(Lists.pack(new float[FEATURES]), new boolean[] {true}, 0);
            Lists dislikesAlone = new Lists(FEATURES);
            dislikesAlone.add(Lists.pack(new float[FEATURES]), new boolean[1], 0);
            for (Lists pairs : List.of(new Lists(FEATURES), likesAlone, dislikesAlone))
                assertThat(LikeHead.fit(pairs, 1).isLearned()).isFalse();
            assertThat(LikeHead.fit(people(2, 1), 1).isLearned()).isTrue();
        }

        /// Everybody has the same list in three folds. All features together tell who it is, and so what they liked there;
        /// of people not learned from only the appeal tells anything.
        @Test
        void isNotChosenByListsOfPeopleItHasLearnedFrom() {
            Random random = new Random(4);
            Lists pairs = new Lists(FEATURES);
            int appeal = CandidateFeatures.PLAIN[0];
            for (int person = 0; person < 100; person++) {
                float[] rows = new float[6 * FEATURES];
                for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
                boolean[] liked = new boolean[6];
                for (int r = 0; r < 6; r++)
                    liked[r] = rows[r * FEATURES + appeal] + 3 * random.nextGaussian() > 0;
                for (int fold = 0; fold < 3; fold++) pairs.add(person, Lists.pack(rows), liked, 0);
            }
            assertThat(LikeHead.fit(pairs, 1).plainShare()).isGreaterThanOrEqualTo(.75f);
        }
    }

    /// Which items people meet depends on their camp, how they end on the item's quality alone: what a person meets next and
    /// what they like are two questions.
    @Nested
    class TheKnob {
        private static final int PEOPLE = 240;
        private static final int ITEMS = 120;
        private static SignedEdges train;
        private static SignedEdges test;
        private static final RankedModel model = model();

        private static RankedModel model() {
            Random random = new Random(7);
            List<int[]> known = new ArrayList<>();
            List<int[]> held = new ArrayList<>();
            for (int p = 0; p < PEOPLE; p++)
                for (int i = 0; i < ITEMS; i++) {
                    double quality = i % 10 / 10.0;
                    boolean meets = random.nextDouble() < (p % 2 == i % 2 ? .6 : .1);
                    boolean likes = random.nextDouble() < .1 + .8 * quality;
                    if (meets)
                        (random.nextInt(4) == 0 ? held : known)
                                .add(new int[] {p, i, likes ? 1 : 0});
                }
            train = edges(known);
            test = edges(held);
            return ranker().fit(train);
        }

        private static ListwiseRanker ranker() {
            IalsSettings factors = IalsSettings.DEFAULTS.withDim(4).withSweeps(3);
            RankerSettings settings =
                    RankerSettings.DEFAULTS
                            .withFirstStage(HybridSettings.DEFAULTS.withFactors(factors))
                            .withHidden(8);
            return new ListwiseRanker(settings);
        }

        private static SignedEdges edges(List<int[]> edges) {
            boolean[] liked = new boolean[edges.size()];
            for (int e = 0; e < liked.length; e++) liked[e] = edges.get(e)[2] == 1;
            return SignedEdges.untimed(
                    PEOPLE,
                    ITEMS,
                    edges.stream().mapToInt(e -> e[0]).toArray(),
                    edges.stream().mapToInt(e -> e[1]).toArray(),
                    liked);
        }

        @Test
        void turnedOffLeavesTheRankingAsItIs() {
            for (int p = 0; p < PEOPLE; p += 40)
                assertThat(RecommenderContract.scores(model.withCaution(5).withCaution(0), p))
                        .containsExactly(RecommenderContract.scores(model, p));
        }

        /// Nothing is known of dislikes, and nobody has lists to learn from.
        @Test
        void changesNothingWhereNothingIsKnownOfDislikes() {
            SignedEdges likes =
                    train.at(IntStream.range(0, train.size()).filter(train::liked).toArray());
            SignedEdges few = likes.at(new int[] {0, 1, 2});
            for (SignedEdges edges : List.of(likes, few)) {
                RankedModel blithe = ranker().fit(edges);
                for (int p = 0; p < PEOPLE; p += 40)
                    assertThat(RecommenderContract.scores(blithe.withCaution(2), p))
                            .containsExactly(RecommenderContract.scores(blithe, p));
            }
        }

        @Test
        void tradesRelevanceForFewerDislikes() {
            RankingEvaluator judge = new RankingEvaluator(train, test);
            List<RankingReport> curve =
                    Stream.of(0f, 1f, 8f, 64f)
                            .map(caution -> judge.evaluate(model.withCaution(caution)))
                            .toList();
            for (int k = 1; k < curve.size(); k++) {
                RankingReport before = curve.get(k - 1);
                RankingReport after = curve.get(k);
                assertThat(after.mean(Metric.VALENCE_AUC))
                        .isGreaterThan(before.mean(Metric.VALENCE_AUC));
                assertThat(after.mean(Metric.NEGATIVE))
                        .isLessThanOrEqualTo(before.mean(Metric.NEGATIVE));
            }
            // A little caution may cost nothing.
            assertThat(curve.getLast().mean(Metric.NDCG))
                    .isLessThan(curve.getFirst().mean(Metric.NDCG) - .05);
        }
    }
}
