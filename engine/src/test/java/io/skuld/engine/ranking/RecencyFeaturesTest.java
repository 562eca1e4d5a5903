package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.snapshot.HybridSnapshot;
import io.skuld.engine.model.snapshot.OlderSnapshotException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecencyFeaturesTest {
    private static final int SAME_HOUR = 0;
    private static final int LIKED_SAME_HOUR = 1;
    private static final int SAME_MONTH = 2;
    private static final int TOGETHER = 3;
    private static final int AFTER = 5;
    private static final int MET_THIS_MONTH = 6;
    private static final int MET_THIS_YEAR = 7;
    private static final int SINCE_FIRST = 9;

    /// A multiple of the 128 seconds that the graph rounds to.
    private static final long NOON = 1_000_000 * 128L;

    private static final long HOUR = 28 * 128L;
    private static final long DAY = 675 * 128L;

    private static float[] read(GraphView graph, int person, int item) {
        float[] out = new float[RecencyFeatures.COUNT];
        new RecencyFeatures(new ItemTimes(graph), graph.items())
                .read(graph, person, new int[] {item}, out, out.length, 0);
        return out;
    }

    /// Person 0 liked item 0 at noon. Person 1 liked item 0 and then, an hour later, item 1; item 2 they liked a hundred
    /// days before.
    @Nested
    class ThreeItems {
        private final SignedGraph graph = SignedGraph.empty();

        ThreeItems() {
            graph.put(0, 0, 1, NOON);
            graph.put(1, 0, 1, NOON + 10 * DAY);
            graph.put(1, 1, 1, NOON + 10 * DAY + HOUR);
            graph.put(1, 2, 1, NOON - 90 * DAY);
        }

        @Test
        void whatOthersMetInTheSameHourCountsHalfAtAnHoursDistance() {
            float both = 1 / (float) Math.sqrt(2);
            float[] near = read(graph.view(), 0, 1);
            assertThat(near[TOGETHER]).isEqualTo(both, within(1e-5f));
            assertThat(near[SAME_HOUR]).isEqualTo(both / 2, within(2e-3f));
            assertThat(near[LIKED_SAME_HOUR]).isEqualTo(both / 2, within(2e-3f));
            float[] far = read(graph.view(), 0, 2);
            assertThat(far[TOGETHER]).isEqualTo(both, within(1e-5f));
            assertThat(far[SAME_HOUR]).isLessThan(1e-3f);
            assertThat(far[SAME_MONTH]).isEqualTo(both / (1 + 100f / 30), within(1e-3f));
        }

        @Test
        void whatComesNextIsToldFromWhatCameBefore() {
            assertThat(read(graph.view(), 0, 1)[AFTER]).isPositive();
            graph.put(1, 1, 1, NOON + 10 * DAY - HOUR);
            assertThat(read(graph.view(), 0, 1)[AFTER]).isNegative();
        }

        @Test
        void aDislikeIsNoSharedLike() {
            graph.put(1, 1, -1, NOON + 10 * DAY + HOUR);
            float[] disliked = read(graph.view(), 0, 1);
            assertThat(disliked[LIKED_SAME_HOUR]).isZero();
            assertThat(disliked[SAME_HOUR]).isPositive();
        }

        @Test
        void popularityCountsAroundThePersonsOwnLatestSignal() {
            float once = (float) Math.log(2);
            assertThat(read(graph.view(), 0, 1)[MET_THIS_MONTH]).isEqualTo(once);
            assertThat(read(graph.view(), 0, 2)[MET_THIS_MONTH]).isZero();
            assertThat(read(graph.view(), 0, 2)[MET_THIS_YEAR]).isEqualTo(once);
            assertThat(read(graph.view(), 0, 2)[SINCE_FIRST])
                    .isEqualTo((float) Math.log(91), within(1e-2f));
            assertThat(read(graph.view(), 0, 1)[SINCE_FIRST]).isNegative();
        }

        @Test
        void somebodyWithoutTimesHasNone() {
            graph.put(2, 0, 1, SignedEdges.NO_TIME);
            assertThat(read(graph.view(), 2, 1)).containsOnly(0);
            assertThat(read(graph.view(), 3, 1)).containsOnly(0);
        }
    }

    @Group
    @Nested
    class Live {
        @Property(tries = 30)
        void afterAnyEventsFeaturesAreThoseOfARebuiltGraph(@ForAll long seed) {
            RankedModel model = model(random(seed, 60));
            Random random = new Random(seed);
            for (int k = 0; k < 60; k++) {
                int person = random.nextInt(9);
                int item = random.nextInt(13);
                GraphView now = model.hybrid().view();
                if (random.nextInt(4) == 0) model.retract(person, item);
                else if (person <= now.people() && item <= now.items())
                    model.absorb(person, item, random.nextBoolean() ? 1 : -1, time(random));
            }
            if (random.nextBoolean()) model.sweep();
            GraphView live = model.hybrid().view();
            GraphView rebuilt = SignedGraph.of(live.toEdges()).view();
            int[] items = IntStream.range(0, live.items()).toArray();
            ItemTimes kept = model.times().orElseThrow();
            for (int p = 0; p < live.people(); p++)
                assertThat(rows(live, kept, p, items))
                        .containsExactly(
                                rows(rebuilt, new ItemTimes(rebuilt), p, items), within(1e-4f));
        }

        private float[] rows(GraphView graph, ItemTimes times, int person, int[] items) {
            float[] out = new float[items.length * RecencyFeatures.COUNT];
            new RecencyFeatures(times, graph.items())
                    .read(graph, person, items, out, RecencyFeatures.COUNT, 0);
            return out;
        }
    }

    @Nested
    class InAModel {
        @Test
        void theyAreThereForDataWithTimesOnly() {
            assertThat(model(random(1, 60)).secondStage().features())
                    .isEqualTo(CandidateFeatures.COUNT + RecencyFeatures.COUNT);
            SignedEdges timed = random(1, 60);
            SignedEdges untimed =
                    SignedEdges.untimed(
                            timed.people(),
                            timed.items(),
                            IntStream.range(0, timed.size()).map(timed::person).toArray(),
                            IntStream.range(0, timed.size()).map(timed::item).toArray(),
                            new boolean[timed.size()]);
            RankedModel model = model(untimed);
            assertThat(model.secondStage().features()).isEqualTo(CandidateFeatures.COUNT);
            assertThat(model.times()).isEmpty();
        }

        @Test
        void savedAndLoadedTheyAreReadAgain(@TempDir Path folder) throws IOException {
            RankedModel model = model(random(2, 80));
            Path file = folder.resolve("timed.snap");
            RankedSnapshot.sections(model, Map.of()).write(file);
            RankedModel loaded = RankedSnapshot.read(file);
            for (int p = 0; p < 8; p++)
                assertThat(scores(loaded, p)).containsExactly(scores(model, p), within(1e-3f));
        }

        @Test
        void anOlderSnapshotWithoutThemStillLoads(@TempDir Path folder) throws IOException {
            SignedEdges edges = random(3, 80);
            RankedModel model = model(edges);
            FeatureSources plain = FeatureSources.of(model.hybrid(), edges, false);
            int width = CandidateFeatures.COUNT;
            SecondStage stage =
                    new SecondStage(
                            FeatureScale.fit(new float[0], 0, width),
                            new Network[] {new Network(width, 0, .1f, 1)},
                            ListwiseRankerTest.head(new Network(width, 0, .1f, 1)));
            RankedModel older = new RankedModel(plain, new OnlineStage(stage, true, 1), 0);
            Path file = folder.resolve("older.snap");
            RankedSnapshot.sections(older, Map.of()).write(file);
            RankedModel loaded = RankedSnapshot.read(file);
            assertThat(loaded.times()).isEmpty();
            assertThat(loaded.secondStage().features()).isEqualTo(width);
            for (float s : scores(loaded, 0)) assertThat(Float.isFinite(s)).isTrue();
        }

        /// Whoever learned what comes soon and later would unlearn it from what came next.
        @Test
        void theyKeepTheSecondStageFromLearningAgainInASweep() {
            SignedEdges edges = random(5, 80);
            for (boolean timed : new boolean[] {true, false}) {
                FeatureSources sources = FeatureSources.of(model(edges).hybrid(), edges, timed);
                int width = sources.features();
                SecondStage stage =
                        new SecondStage(
                                FeatureScale.fit(new float[0], 0, width),
                                new Network[] {new Network(width, 0, .1f, 1)},
                                ListwiseRankerTest.head(new Network(width, 0, .1f, 1)));
                RankedModel model = new RankedModel(sources, new OnlineStage(stage, true, 1), 0);
                for (int k = 0; k < 300; k++) likeSomethingShown(model, k % 8);
                SecondStage before = model.secondStage();
                model.sweep();
                assertThat(model.secondStage() == before).as("timed %s", timed).isEqualTo(timed);
            }
        }

        private void likeSomethingShown(RankedModel model, int person) {
            int unmet = 0;
            while (unmet < model.items() && model.hybrid().view().weight(person, unmet) != 0)
                unmet++;
            if (unmet == model.items()) return;
            scores(model, person);
            model.absorb(person, unmet, 1, 1_000_000_000L);
            model.retract(person, unmet);
        }

        @Test
        void aSnapshotWithOtherFeaturesIsRefused(@TempDir Path folder) throws IOException {
            Path file = folder.resolve("other.snap");
            HybridSnapshot.sections(model(random(4, 80)).hybrid(), Map.of())
                    .ints("ranker.features", new int[] {CandidateFeatures.COUNT + 1})
                    .write(file);
            assertThatThrownBy(() -> RankedSnapshot.read(file))
                    .isInstanceOf(OlderSnapshotException.class)
                    .hasMessageContaining(
                            "reads %d features".formatted(CandidateFeatures.COUNT + 1));
        }
    }

    private static float[] scores(RankedModel model, int person) {
        float[] scores = new float[model.items()];
        model.score(person, scores);
        return scores;
    }

    private static RankedModel model(SignedEdges edges) {
        HybridSettings first =
                HybridSettings.DEFAULTS.withFactors(IalsSettings.DEFAULTS.withDim(2).withSweeps(1));
        RankerSettings settings = RankerSettings.DEFAULTS.withFirstStage(first).withHidden(0);
        return new ListwiseRanker(settings).fit(edges);
    }

    private static SignedEdges random(long seed, int n) {
        Random random = new Random(seed);
        int[] person = random.ints(n, 0, 8).toArray();
        int[] item = random.ints(n, 0, 12).toArray();
        float[] weight = new float[n];
        for (int e = 0; e < n; e++) weight[e] = random.nextInt(3) == 0 ? -1 : 1;
        long[] time = new long[n];
        Arrays.setAll(time, e -> time(random));
        return new SignedEdges(8, 12, person, item, weight, time);
    }

    private static long time(Random random) {
        return NOON + random.nextInt(400) * 10_007L;
    }
}
