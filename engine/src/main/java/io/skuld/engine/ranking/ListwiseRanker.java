package io.skuld.engine.ranking;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridTuner;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trains both stages. The second one learns by cross-fitting: a part of the training edges is held out, the first stage
/// fitted without it, and its likes are what the ranker is to put first; with validation edges those are learned from, too.
/// What is used of it, [StageChoice] chooses.
public final class ListwiseRanker implements TunableTrainer {
    private static final double SEARCH_SHARE = .5;

    /// What learning from the lists may take, kept free when folds are made.
    private static final long LEARNING_NANOS = Duration.ofSeconds(15).toNanos();

    private final RankerSettings settings;

    public ListwiseRanker(RankerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ranked";
    }

    @Override
    public RankedModel fit(SignedEdges train) {
        SignedGraph graph = SignedGraph.of(train);
        Factors factors = Factors.fit(graph.view(), settings.firstStage().factors());
        HybridModel first = HybridModel.over(graph, factors, settings.firstStage());
        return new Course(train.isTimed(), Long.MAX_VALUE).secondStage(first, train, null).model();
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        long deadline = System.nanoTime() + budget.limit().toNanos();
        SignedGraph graph = SignedGraph.of(train);
        Duration search = Duration.ofNanos((long) (budget.limit().toNanos() * SEARCH_SHARE));
        HybridTuner.Found found =
                new HybridTuner(graph, valid, new TuningBudget(search, budget.seed()), true)
                        .search(settings.firstStage());
        RankerSettings tuned = settings.withFirstStage(found.settings()).withSeed(budget.seed());
        ListwiseRanker trainer = new ListwiseRanker(tuned);
        HybridModel first = HybridModel.over(graph, found.factors(), found.settings());
        Fitted fitted =
                trainer.new Course(train.isTimed(), deadline).secondStage(first, train, valid);
        Map<String, String> described = new LinkedHashMap<>(found.settings().describe());
        described.putAll(fitted.described());
        return new Tuned(trainer, fitted.model(), described, fitted.ndcg());
    }

    private record Fitted(RankedModel model, Map<String, String> described, double ndcg) {}

    /// One course of learning.
    private final class Course {
        private final long deadline;
        private final boolean timed;
        private final StageChoice choice;
        private final Lists pairs;
        private @Nullable FeatureScale scale;

        /// @param timed whether ranking may look at times
        /// @param deadline of [System#nanoTime]
        Course(boolean timed, long deadline) {
            this.timed = timed;
            this.deadline = deadline;
            choice = new StageChoice(settings, timed, deadline);
            pairs = new Lists(FeatureSources.features(timed));
        }

        Fitted secondStage(HybridModel first, SignedEdges train, @Nullable SignedEdges valid) {
            FeatureSources sources = FeatureSources.of(first, train, timed);
            if (valid != null) learnFrom(sources, valid, settings.seed());
            Folds folds = Folds.of(train, settings.folds(), settings.seed());
            for (int fold = 0; wantsMore(folds, fold, valid == null); fold++)
                addFold(folds.before(fold), folds.heldOut(fold), fold);
            StageChoice.Chosen chosen = choice.choose();
            SecondStage stage =
                    new SecondStage(
                            scale(), chosen.networks(), LikeHead.fit(pairs, settings.seed()));
            OnlineStage online =
                    new OnlineStage(stage, chosen.networks().length > 0, settings.seed());
            return new Fitted(
                    new RankedModel(sources, online, settings.caution()),
                    chosen.described(),
                    chosen.ndcg());
        }

        private boolean wantsMore(Folds folds, int fold, boolean alone) {
            return folds.isWorthWhile(fold, choice.size(), alone)
                    && choice.size() < settings.lists()
                    && deadline - System.nanoTime() > LEARNING_NANOS;
        }

        private FeatureScale scale() {
            return scale == null ? FeatureScale.fit(new float[0], 0, pairs.features()) : scale;
        }

        private void addFold(SignedEdges rest, SignedEdges heldOut, int fold) {
            SignedGraph graph = SignedGraph.of(rest);
            Factors factors = Factors.fit(graph.view(), settings.firstStage().factors());
            HybridModel first = HybridModel.over(graph, factors, settings.firstStage());
            learnFrom(FeatureSources.of(first, rest, timed), heldOut, settings.seed() + fold);
        }

        private void learnFrom(FeatureSources sources, SignedEdges heldOut, long seed) {
            ListBuilder builder = new ListBuilder(sources, heldOut, seed);
            int[] people = Arrays.stream(builder.people()).limit(settings.listsPerFold()).toArray();
            if (scale == null) scale = builder.scale(people);
            choice.addLists(builder, people, scale, pairs, deadline - LEARNING_NANOS);
        }
    }
}
