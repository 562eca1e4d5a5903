package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.RecommenderContract;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.TwoCamps;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.snapshot.HybridSnapshot;
import io.skuld.engine.model.snapshot.OlderSnapshotException;
import io.skuld.engine.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListwiseRankerTest implements RecommenderContract.Signed {
    private static final RankerSettings SMALL =
            RankerSettings.DEFAULTS
                    .withFirstStage(
                            HybridSettings.DEFAULTS.withFactors(
                                    IalsSettings.DEFAULTS
                                            .withDim(4)
                                            .withDislikes(1, -.5f)
                                            .withSweeps(3)))
                    .withHidden(8);
    private static final TwoCamps CAMPS = TwoCamps.ofSize(16);

    @Override
    public Trainer trainer() {
        return new ListwiseRanker(SMALL);
    }

    static LikeHead head(Network wide) {
        Network plain = new Network(CandidateFeatures.PLAIN.length, 0, .1f, 1);
        return new LikeHead(new Network[] {wide}, plain, 0);
    }

    private static SignedEdges part(boolean heldOut) {
        SignedEdges all = CAMPS.edges();
        return all.at(IntStream.range(0, all.size()).filter(e -> e % 5 == 0 == heldOut).toArray());
    }

    @Test
    void tuningDescribesWhatItChose() {
        TuningBudget budget = new TuningBudget(Duration.ofSeconds(60), 3);
        TunableTrainer.Tuned tuned =
                new ListwiseRanker(SMALL).tune(part(false), part(true), budget);
        assertThat(tuned.settings()).containsKeys("b", "ranker.ndcg.first", "ranker.ndcg.network");
        assertThat(tuned.validationNdcg()).isPositive();
        assertThat(tuned.trainer().name()).isEqualTo("ranked");
        float[] once = RecommenderContract.scores(tuned.model(), 0);
        float[] again = RecommenderContract.scores(tuned.trainer().fit(part(false)), 0);
        assertThat(again).hasSameSizeAs(once);
    }

    /// On a large graph the lists alone could take hours.
    @Test
    void whenTimeIsUpListsAreMadeOfASampleOfPeople() {
        int people = 1500;
        int[] person = IntStream.range(0, 5 * people).map(e -> e / 5).toArray();
        int[] item =
                IntStream.range(0, 5 * people)
                        .map(e -> (e / 5 * 7 + e % 5 * (e % 5)) % 30)
                        .toArray();
        boolean[] liked = new boolean[5 * people];
        Arrays.fill(liked, true);
        SignedEdges all = SignedEdges.untimed(people, 30, person, item, liked);
        SignedEdges train =
                all.at(IntStream.range(0, all.size()).filter(e -> e % 5 != 4).toArray());
        SignedEdges valid =
                all.at(IntStream.range(0, all.size()).filter(e -> e % 5 == 4).toArray());
        TuningBudget spent = new TuningBudget(Duration.ofMillis(1), 3);
        TunableTrainer.Tuned tuned = new ListwiseRanker(SMALL).tune(train, valid, spent);
        assertThat(Integer.parseInt(tuned.settings().get("ranker.lists"))).isBetween(1, 512);
    }

    @Test
    void cautionLeavesScoresFiniteAndMayBeRepeated() {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false)).withCaution(3);
        float[] once = RecommenderContract.scores(model, 0);
        assertThat(RecommenderContract.scores(model, 0)).containsExactly(once);
        for (float s : once) assertThat(Float.isFinite(s)).isTrue();
        assertThatThrownBy(() -> model.withCaution(Float.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void absorbsNewPeopleAndItemsAndForgetsAgain() {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        model.absorb(32, 32, 1, SignedEdges.NO_TIME);
        assertThat(RecommenderContract.scores(model, 32)).hasSize(33);
        model.retract(32, 32);
        assertThat(model.hybrid().view().weight(32, 32)).isZero();
        for (float s : RecommenderContract.scores(model, 32))
            assertThat(Float.isFinite(s)).isTrue();
    }

    @Test
    void savedAndLoadedItGivesTheSameScores(@TempDir Path folder) throws IOException {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        Path file = folder.resolve("ranked.snap");
        for (float caution : new float[] {2, 0}) {
            RankedModel saved = model.withCaution(caution);
            RankedSnapshot.sections(saved, Map.of("seed", "42")).write(file);
            RankedModel loaded = RankedSnapshot.read(file);
            assertThat(loaded.caution()).isEqualTo(caution);
            for (int p = 0; p < 32; p += 5)
                assertThat(RecommenderContract.scores(loaded, p))
                        .containsExactly(RecommenderContract.scores(saved, p), within(1e-3f));
        }
    }

    /// As the first version wrote it: a head of another form.
    @Test
    void oneOfAnotherVersionIsToldFromADamagedOneAndItsFirstStageLoads(@TempDir Path folder)
            throws IOException {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        Path file = folder.resolve("old.snap");
        HybridSnapshot.sections(model.hybrid(), Map.of())
                .ints("ranker.features", new int[] {CandidateFeatures.COUNT})
                .floats("ranker.scale", new float[2 * CandidateFeatures.COUNT])
                .ints("ranker.networks", new int[] {0})
                .ints("ranker.head.hidden", new int[] {0})
                .floats("ranker.head", new float[CandidateFeatures.COUNT + 1])
                .write(file);
        assertThatThrownBy(() -> RankedSnapshot.read(file))
                .isInstanceOf(OlderSnapshotException.class)
                .hasMessageContaining("has no ranker.heads")
                .hasMessageContaining("Fit the model again");
        assertThat(RecommenderContract.scores(HybridSnapshot.read(file), 3))
                .containsExactly(RecommenderContract.scores(model.hybrid(), 3), within(1e-5f));
    }

    @Test
    void oneThatLearnedFromFeaturesOfAnotherMeaningIsNotRead(@TempDir Path folder)
            throws IOException {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        Path file = folder.resolve("before.snap");
        SnapshotFile.Writer sections = HybridSnapshot.sections(model.hybrid(), Map.of());
        for (String part : List.of("ranker.scale", "ranker.head.plain", "ranker.head.share"))
            sections.floats(part, new float[1]);
        sections.ints("ranker.features", new int[] {CandidateFeatures.COUNT})
                .ints("ranker.networks", new int[] {0})
                .ints("ranker.heads", new int[] {0})
                .ints("ranker.meaning", new int[] {1})
                .write(file);
        assertThatThrownBy(() -> RankedSnapshot.read(file))
                .isInstanceOf(OlderSnapshotException.class)
                .hasMessageContaining("read differently now");
    }

    /// A loaded model makes what features are read from anew, so after a sweep the two agree and before it they need not.
    @Test
    void aSweepReadsFeaturesFromWhatIsKnownByNow(@TempDir Path folder) throws IOException {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        for (int p = 0; p < 8; p++)
            model.absorb(p, CAMPS.unmetOfCamp(p, 1)[0], 1, SignedEdges.NO_TIME);
        model.sweep();
        Path file = folder.resolve("swept.snap");
        RankedSnapshot.sections(model, Map.of("seed", "42")).write(file);
        RankedModel loaded = RankedSnapshot.read(file);
        for (int p = 0; p < 32; p += 5)
            assertThat(RecommenderContract.scores(model, p))
                    .containsExactly(RecommenderContract.scores(loaded, p), within(1e-3f));
        model.absorb(0, CAMPS.unmetOfCamp(0, 1)[1], 1, SignedEdges.NO_TIME);
        for (float s : RecommenderContract.scores(model, 0)) assertThat(Float.isFinite(s)).isTrue();
    }

    @Test
    void eventsDuringASweepAreKnownAfterIt(@TempDir Path folder) throws Exception {
        RankedModel model = new ListwiseRanker(SMALL).fit(part(false));
        Thread sweep =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int k = 0; k < 4; k++) model.sweep();
                        });
        for (int p = 0; p < 32; p++) {
            int unmet = CAMPS.unmetOfCamp(p, p / 16)[0];
            model.absorb(p, unmet, 1, SignedEdges.NO_TIME);
            if (p % 4 == 0) model.retract(p, unmet);
            model.absorb(model.people(), p % 3 == 0 ? model.items() : p, 1, SignedEdges.NO_TIME);
            RecommenderContract.scores(model, p);
        }
        sweep.join(60_000);
        assertThat(sweep.isAlive()).isFalse();
        model.sweep();
        Path file = folder.resolve("swept.snap");
        RankedSnapshot.sections(model, Map.of()).write(file);
        RankedModel loaded = RankedSnapshot.read(file);
        for (int p = 0; p < model.people(); p += 7)
            assertThat(RecommenderContract.scores(model, p))
                    .containsExactly(RecommenderContract.scores(loaded, p), within(1e-3f));
    }

    @Test
    void theSecondStageOrdersTheUnseenAndPutsThemOnTop() {
        HybridModel hybrid = new Hybrid(SMALL.firstStage()).fit(part(false));
        FeatureSources sources = FeatureSources.of(hybrid, part(false), false);
        CandidateFeatures reader = new CandidateFeatures(sources, hybrid.items());
        reader.turnTo(hybrid.view(), 0);
        int[] unseen = reader.candidates();
        float[] rows = new float[unseen.length * CandidateFeatures.COUNT];
        reader.read(hybrid.view(), 0, unseen, rows);
        Network contrary = new Network(CandidateFeatures.COUNT, 0, .1f, 1);
        float[] weights = contrary.state();
        weights[CandidateFeatures.FIRST_STAGE] = -1;
        contrary.restore(weights);
        SecondStage stage =
                new SecondStage(
                        FeatureScale.fit(rows, unseen.length, CandidateFeatures.COUNT),
                        new Network[] {contrary},
                        head(new Network(CandidateFeatures.COUNT, 0, .1f, 1)));
        RankedModel model = new RankedModel(sources, new OnlineStage(stage, true, 1), 0);
        float[] scores = RecommenderContract.scores(model, 0);
        for (int k = 1; k < unseen.length; k++)
            assertThat(scores[unseen[k]]).isGreaterThanOrEqualTo(scores[unseen[k - 1]]);
        for (int i = 0; i < scores.length; i++)
            if (hybrid.view().weight(0, i) != 0)
                assertThat(scores[i]).isLessThan(scores[unseen[0]]);
    }

    @Test
    void whatIsRankedForALookAheadCountsAsShownToNobody() {
        HybridModel hybrid = new Hybrid(SMALL.firstStage()).fit(part(false));
        FeatureSources sources = FeatureSources.of(hybrid, part(false), false);
        SecondStage stage =
                new SecondStage(
                        FeatureScale.fit(
                                new float[CandidateFeatures.COUNT], 1, CandidateFeatures.COUNT),
                        new Network[] {new Network(CandidateFeatures.COUNT, 0, .1f, 1)},
                        head(new Network(CandidateFeatures.COUNT, 0, .1f, 1)));
        RankedModel model = new RankedModel(sources, new OnlineStage(stage, true, 1), 0);
        assertThat(RecommenderContract.scores(model.unremembered(), 0))
                .containsExactly(RecommenderContract.scores(model, 0));
        RankedModel fresh = new RankedModel(sources, new OnlineStage(stage, true, 1), 0);
        int unseen = 0;
        while (hybrid.view().weight(0, unseen) != 0) unseen++;
        RecommenderContract.scores(fresh.unremembered(), 0);
        fresh.absorb(0, unseen, 1, SignedEdges.NO_TIME);
        assertThat(fresh.stageState().events()).isZero();
        fresh.retract(0, unseen);
        RecommenderContract.scores(fresh, 0);
        fresh.absorb(0, unseen, 1, SignedEdges.NO_TIME);
        assertThat(fresh.stageState().events()).isEqualTo(1);
        assertThat(fresh.stageState().on()).isTrue();
    }

    @Test
    void cautionLetsRelevanceOrderTheTopAndLikelyLikesTheRest() {
        int n = 100;
        float[] rows = new float[n * CandidateFeatures.COUNT];
        Random random = new Random(2);
        for (int r = 0; r < n; r++) {
            rows[r * CandidateFeatures.COUNT + CandidateFeatures.FIRST_STAGE] = n - r;
            rows[r * CandidateFeatures.COUNT] = (float) random.nextGaussian();
        }
        FeatureScale scale = FeatureScale.fit(rows, n, CandidateFeatures.COUNT);
        Network byFirstStage = new Network(CandidateFeatures.COUNT, 0, .1f, 1);
        byFirstStage.startFrom(CandidateFeatures.FIRST_STAGE);
        Network byFirstFeature = new Network(CandidateFeatures.COUNT, 0, .1f, 1);
        byFirstFeature.startFrom(0);
        SecondStage stage =
                new SecondStage(scale, new Network[] {byFirstStage}, head(byFirstFeature));
        float[] bold = stage.score(rows.clone(), n);
        float[] cautious = stage.cautious(rows.clone(), n, 80, 1e-4f);
        for (int r = 1; r < 40; r++) assertThat(cautious[r]).isLessThan(cautious[r - 1]);
        for (int r = 1; r < n; r++) assertThat(bold[r]).isLessThan(bold[r - 1]);
        for (int r = 41; r < n; r++)
            assertThat(cautious[r] > cautious[r - 1])
                    .isEqualTo(
                            rows[r * CandidateFeatures.COUNT]
                                    > rows[(r - 1) * CandidateFeatures.COUNT]);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SMALL.withHidden(-1)).hasMessageContaining("hidden");
        assertThatThrownBy(() ->
                        new RankerSettings(HybridSettings.DEFAULTS, 1, 1, 0, 1, 1, 1, 1, 0, 1))
                .hasMessageContaining("learningRate");
        assertThatThrownBy(() ->
                        new RankerSettings(HybridSettings.DEFAULTS, 1, 0, 1, 1, 1, 1, 1, 0, 1))
                .hasMessageContaining("seeds");
        assertThatThrownBy(() ->
                        new RankerSettings(HybridSettings.DEFAULTS, 1, 1, 1, 1, 1, 1, 1, -1, 1))
                .hasMessageContaining("caution");
    }

    /// Lists in which one feature, and no other, tells the liked candidate.
    private static Lists listsToldBy(int feature, int count) {
        Random random = new Random(5);
        Lists lists = new Lists(CandidateFeatures.COUNT);
        for (int n = 0; n < count; n++) {
            float[] rows = new float[10 * CandidateFeatures.COUNT];
            for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
            boolean[] liked = new boolean[10];
            int best = 0;
            for (int r = 1; r < 10; r++)
                if (rows[r * CandidateFeatures.COUNT + feature]
                        > rows[best * CandidateFeatures.COUNT + feature]) best = r;
            liked[best] = true;
            lists.add(Lists.pack(rows), liked, 1);
        }
        return lists;
    }

    private static double ndcg(Lists lists, Network... networks) {
        return Arrays.stream(ListTrainer.ndcg(lists, networks)).average().orElse(0);
    }

    @Nested
    class Learning {
        private final Lists lists = listsToldBy(3, 800);

        @Test
        void aSampleWithoutALikedCandidateIsLeftOut() {
            HybridModel hybrid = new Hybrid(SMALL.firstStage()).fit(part(false));
            FeatureSources sources = FeatureSources.of(hybrid, part(false), false);
            SignedEdges known = part(false);
            ListBuilder builder = new ListBuilder(sources, known, 1);
            Lists sampled = new Lists(CandidateFeatures.COUNT);
            Lists whole = new Lists(CandidateFeatures.COUNT);
            Lists pairs = new Lists(CandidateFeatures.COUNT);
            FeatureScale scale = builder.scale(builder.people());
            builder.fill(builder.people(), scale, 3, sampled, pairs);
            builder.fill(builder.people(), scale, CandidateFeatures.WIDTH, whole, pairs);
            assertThat(sampled.size()).isZero();
            assertThat(whole.size()).isEqualTo(builder.people().length);
        }

        @Test
        void findsTheTellingFeatureLinearOrNot() {
            Network plain = new Network(CandidateFeatures.COUNT, 0, .08f, 1);
            plain.startFrom(CandidateFeatures.FIRST_STAGE);
            double before = ndcg(lists, plain);
            ListTrainer trainer = new ListTrainer(lists, 400, Long.MAX_VALUE);
            assertThat(before).isLessThan(.6);
            assertThat(ndcg(lists, trainer.fit(0, .2f, 1))).isGreaterThan(.9);
            assertThat(ndcg(lists, trainer.fit(8, .2f, 1))).isGreaterThan(.9);
        }

        @Test
        void fewListsAreNotLearnedByHeart() {
            Lists few = listsToldBy(3, 32);
            float[] once = new ListTrainer(few, 17, Long.MAX_VALUE).fit(8, .2f, 1).state();
            assertThat(new ListTrainer(few, 5000, Long.MAX_VALUE).fit(8, .2f, 1).state())
                    .containsExactly(once);
        }

        @Test
        void followsTheGradientOfItsScore() {
            Network network = new Network(CandidateFeatures.COUNT, 6, .08f, 2);
            float[] rows = Arrays.copyOf(lists.rows(), CandidateFeatures.COUNT);
            float[] before = new float[1];
            network.addScores(rows, 0, before);
            network.accumulate(rows, 0, 1, score -> new float[] {-1});
            network.step();
            float[] after = new float[1];
            network.addScores(rows, 0, after);
            assertThat(after[0]).isGreaterThan(before[0]);
        }

        @Test
        void restoresAState() {
            Network network = new ListTrainer(lists, 20, Long.MAX_VALUE).fit(4, .08f, 1);
            Network other = new Network(CandidateFeatures.COUNT, 4, .08f, 9);
            other.restore(network.state());
            float[] a = new float[5];
            float[] b = new float[5];
            network.addScores(lists.rows(), 0, a);
            other.addScores(lists.rows(), 0, b);
            assertThat(b).containsExactly(a);
            assertThatThrownBy(() -> other.restore(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void theHeadTellsLikesFromDislikes() {
            LikeHead head = LikeHead.fit(lists, 1);
            float[] caution = new float[10];
            head.addCaution(1, lists.rows(), caution);
            int liked = 0;
            for (int r = 0; r < 10; r++) if (lists.rowLabels()[r]) liked = r;
            for (int r = 0; r < 10; r++)
                assertThat(caution[liked]).isGreaterThanOrEqualTo(caution[r]);
        }
    }

    @Nested
    class Features {
        @Test
        void areScaledToZeroMeanAndUnitSpread() {
            Random random = new Random(1);
            float[] rows = new float[500 * CandidateFeatures.COUNT];
            for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian() * 50;
            for (int r = 0; r < 500; r++) rows[r * CandidateFeatures.COUNT + 1] = 7;
            FeatureScale.fit(rows, 500, CandidateFeatures.COUNT).apply(rows, 500);
            double mean = 0;
            double square = 0;
            for (int r = 0; r < 500; r++) {
                mean += rows[r * CandidateFeatures.COUNT] / 500;
                square += Math.pow(rows[r * CandidateFeatures.COUNT], 2) / 500;
                assertThat(rows[r * CandidateFeatures.COUNT + 1]).isZero();
            }
            assertThat(mean).isCloseTo(0, within(.01));
            assertThat(square).isCloseTo(1, within(.01));
        }

        @Test
        void theBroadViewIsStandardizedByItemOverPeople() {
            GraphView graph = SignedGraph.of(part(false)).view();
            FactorViews views = FactorViews.fit(graph, SMALL.firstStage().factors());
            int[] items = {3, 20};
            double[] mean = new double[2];
            double[] square = new double[2];
            for (int p = 0; p < graph.people(); p++) {
                float[] scores = views.scores(FactorViews.BROAD, p, items);
                float[] z = views.broadStandardized(scores, items);
                for (int k = 0; k < 2; k++) {
                    mean[k] += z[k] / graph.people();
                    square[k] += z[k] * z[k] / graph.people();
                }
            }
            assertThat(mean).containsExactly(new double[] {0, 0}, within(1e-3));
            assertThat(square).containsExactly(new double[] {1, 1}, within(1e-3));
        }

        @Test
        void theViewsFollowAPersonsSignals() {
            SignedGraph graph = SignedGraph.of(part(false));
            FactorViews views = FactorViews.fit(graph.view(), SMALL.firstStage().factors());
            int[] item = {CAMPS.unmetOfCamp(0, 1)[0]};
            float before = views.scores(FactorViews.AGAIN, 0, item)[0];
            graph.put(0, item[0], 1, SignedEdges.NO_TIME);
            views.learn(graph.view(), 0);
            assertThat(views.scores(FactorViews.AGAIN, 0, item)[0]).isGreaterThan(before);
        }

        @Test
        void thatAreNoNumbersCountAsTheMean() {
            float[] rows = new float[2 * CandidateFeatures.COUNT];
            for (int k = 0; k < rows.length; k++) rows[k] = k;
            FeatureScale scale = FeatureScale.fit(rows, 2, CandidateFeatures.COUNT);
            rows[0] = Float.NaN;
            scale.apply(rows, 2);
            assertThat(rows[0]).isZero();
        }
    }

    @Nested
    class Online {
        private final Lists world = listsToldBy(3, 300);

        private SecondStage untaught() {
            Network network = new Network(CandidateFeatures.COUNT, 0, .2f, 1);
            network.startFrom(CandidateFeatures.FIRST_STAGE);
            LikeHead head = head(new Network(CandidateFeatures.COUNT, 0, .1f, 1));
            FeatureScale scale = FeatureScale.fit(world.rows(), world.rowCount(), world.features());
            return new SecondStage(scale, new Network[] {network}, head);
        }

        /// Items 0, 1, … with these features.
        private static void show(OnlineStage online, int person, float[] rows) {
            int[] items = IntStream.range(0, rows.length / CandidateFeatures.COUNT).toArray();
            float[] scores = new float[items.length];
            for (Network n : online.stage().networks()) n.addScores(rows, 0, scores);
            online.remember(person, items, rows, scores);
        }

        private void replay(OnlineStage online) {
            int width = CandidateFeatures.COUNT;
            for (int n = 0; n < world.size(); n++) {
                float[] rows =
                        Arrays.copyOfRange(world.rows(), 10 * n * width, 10 * (n + 1) * width);
                show(online, n, rows);
                for (int r = 0; r < 10; r++) if (world.labels(n)[r]) online.learn(n, r, true);
            }
        }

        @Test
        void learnsFromLikesOfWhatWasShown() {
            OnlineStage online = new OnlineStage(untaught(), true, 1);
            double before = ndcg(world, online.stage().networks());
            replay(online);
            assertThat(ndcg(world, online.stage().networks())).isGreaterThan(before + .1);
        }

        @Test
        void learnsNothingFromDislikesOrWhatWasNotShown() {
            SecondStage stage = untaught();
            OnlineStage online = new OnlineStage(stage, true, 1);
            online.remember(
                    1, new int[] {4, 5}, new float[2 * CandidateFeatures.COUNT], new float[2]);
            online.learn(1, 4, false);
            online.learn(1, 6, true);
            online.learn(2, 4, true);
            assertThat(online.stage()).isSameAs(stage);
        }

        @Test
        void switchesOffWhenTheFirstStageRanksTheEventsBetter() {
            OnlineStage online = new OnlineStage(untaught(), true, 1);
            assertThat(online.isOn()).isTrue();
            meetTheBestOfTheFirstStage(online, 400);
            assertThat(online.isOn()).isFalse();
            assertThat(IntStream.range(0, 80).filter(n -> online.isWatching()).count())
                    .isEqualTo(10);
        }

        @Test
        void comesBackWhenItHasLearned() {
            OnlineStage online = new OnlineStage(untaught(), true, 1);
            meetTheBestOfTheFirstStage(online, 400);
            for (int again = 0; again < 6 && !online.isOn(); again++) replay(online);
            assertThat(online.isOn()).isTrue();
        }

        @Test
        void aRunOfBadLuckDoesNotSwitchItOff() {
            OnlineStage online = new OnlineStage(untaught(), true, 1);
            Random random = new Random(4);
            for (int n = 0; n < 3000; n++) {
                float[] rows = new float[20 * CandidateFeatures.COUNT];
                for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
                int liked = random.nextInt(20);
                rows[liked * CandidateFeatures.COUNT + CandidateFeatures.FIRST_STAGE] += .5f;
                show(online, n, rows);
                online.learn(n, liked, true);
                assertThat(online.isOn()).as("after %d", n).isTrue();
            }
        }

        /// Events that say the second stage, which sees noise, is wrong.
        private void meetTheBestOfTheFirstStage(OnlineStage online, int events) {
            Random random = new Random(3);
            for (int n = 0; n < events; n++) {
                float[] rows = new float[20 * CandidateFeatures.COUNT];
                for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
                show(online, n, rows);
                online.learn(n, 0, true);
            }
        }

        @Test
        void staysOffWhenHeldOutListsGainedNothing() {
            OnlineStage online =
                    new OnlineStage(
                            new SecondStage(
                                    untaught().scale(),
                                    new Network[0],
                                    head(new Network(CandidateFeatures.COUNT, 0, .1f, 1))),
                            false,
                            1);
            replay(online);
            assertThat(online.isOn()).isFalse();
        }
    }
}
