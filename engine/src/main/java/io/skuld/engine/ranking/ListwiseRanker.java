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
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains both stages. The second one learns by cross-fitting: a part of the training edges is held out, the first stage
/// fitted without it, and its likes are what the ranker is to put first; with validation edges those are learned from, too.
/// It is used only when it ranks the lists of people kept aside better than the first stage does, beyond chance.
public final class ListwiseRanker implements TunableTrainer {
    private static final int ALTERNATIVES = 40;

    /// One person in this many is kept aside to choose with.
    private static final int CHECK_EVERY = 5;

    private static final int MOST_CHECKED = 3000;

    private static final double SEARCH_SHARE = .5;

    /// What learning from the lists may take, kept free when folds are made.
    private static final long LEARNING_NANOS = Duration.ofSeconds(25).toNanos();

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

    private record Chosen(Network[] networks, double ndcg, Map<String, String> described) {}

    /// One course of learning: the lists it is taught with and those kept aside.
    private final class Course {
        private final long deadline;
        private final boolean timed;
        private final Lists lists;
        private final Lists check;
        private final Lists pairs;
        private @Nullable FeatureScale scale;

        /// @param timed whether ranking may look at times
        /// @param deadline of [System#nanoTime]
        Course(boolean timed, long deadline) {
            this.timed = timed;
            this.deadline = deadline;
            int features = FeatureSources.features(timed);
            lists = new Lists(features);
            check = new Lists(features);
            pairs = new Lists(features);
        }

        Fitted secondStage(HybridModel first, SignedEdges train, @Nullable SignedEdges valid) {
            FeatureSources sources = FeatureSources.of(first, train, timed);
            if (valid != null) learnFrom(sources, valid, settings.seed());
            Folds folds = Folds.of(train, settings.folds(), settings.seed());
            for (int fold = 0; fold < folds.count() && wantsMore(); fold++)
                addFold(folds.before(fold), folds.heldOut(fold), fold);
            Chosen chosen = choose();
            SecondStage stage =
                    new SecondStage(scale(), chosen.networks, LikeHead.fit(pairs, settings.seed()));
            OnlineStage online =
                    new OnlineStage(stage, chosen.networks.length > 0, settings.seed());
            return new Fitted(
                    new RankedModel(sources, online, settings.caution()),
                    chosen.described,
                    chosen.ndcg);
        }

        private boolean wantsMore() {
            return lists.size() < settings.lists() && deadline - System.nanoTime() > LEARNING_NANOS;
        }

        private FeatureScale scale() {
            return scale == null ? FeatureScale.fit(new float[0], 0, lists.features()) : scale;
        }

        private void addFold(SignedEdges rest, SignedEdges heldOut, int fold) {
            SignedGraph graph = SignedGraph.of(rest);
            Factors factors = Factors.fit(graph.view(), settings.firstStage().factors());
            HybridModel first = HybridModel.over(graph, factors, settings.firstStage());
            learnFrom(FeatureSources.of(first, rest, timed), heldOut, settings.seed() + fold);
        }

        /// Most people teach, some are kept aside to choose with, in every fold the same ones.
        private void learnFrom(FeatureSources sources, SignedEdges heldOut, long seed) {
            ListBuilder builder = new ListBuilder(sources, heldOut, seed);
            int[] people = Arrays.stream(builder.people()).limit(settings.listsPerFold()).toArray();
            if (scale == null) scale = builder.scale(people);
            int[] teach = Arrays.stream(people).filter(p -> !isKept(p)).toArray();
            int[] keep =
                    Arrays.stream(people)
                            .filter(this::isKept)
                            .limit(MOST_CHECKED - check.size())
                            .toArray();
            builder.fill(teach, scale, ALTERNATIVES, lists, pairs);
            builder.fill(keep, scale, CandidateFeatures.WIDTH, check, pairs);
        }

        private boolean isKept(int person) {
            return Math.floorMod(new Random(settings.seed() + person).nextInt(), CHECK_EVERY) == 0;
        }

        /// Linear and networks averaged, when that ranks the kept lists better than the first stage does, beyond chance;
        /// else the linear one alone, when it does; else none. The kept lists are too few to choose between the learned
        /// ones by their last digit.
        private Chosen choose() {
            ListTrainer trainer = new ListTrainer(lists, settings.steps(), deadline);
            float rate = settings.learningRate();
            Network identity = new Network(check.features(), 0, rate, settings.seed());
            identity.startFrom(CandidateFeatures.FIRST_STAGE);
            int networks = settings.hidden() == 0 ? 0 : settings.seeds();
            Network[] all =
                    IntStream.rangeClosed(0, networks)
                            .parallel()
                            .mapToObj(s ->
                                    trainer.fit(
                                            s == 0 ? 0 : settings.hidden(),
                                            rate,
                                            settings.seed() + s))
                            .toArray(Network[]::new);
            Network[] linear = {all[0]};
            double[] none = ListTrainer.ndcg(check, identity);
            double[] byLinear = ListTrainer.ndcg(check, linear);
            double[] byAll = ListTrainer.ndcg(check, all);
            Map<String, String> described = new LinkedHashMap<>();
            described.put("ranker.lists", Integer.toString(lists.size()));
            described.put("ranker.ndcg.first", "%.4f".formatted(mean(none)));
            described.put("ranker.ndcg.linear", "%.4f".formatted(mean(byLinear)));
            described.put("ranker.ndcg.network", "%.4f".formatted(mean(byAll)));
            if (isBetter(byAll, none)) return new Chosen(all, mean(byAll), described);
            if (isBetter(byLinear, none)) return new Chosen(linear, mean(byLinear), described);
            return new Chosen(new Network[0], mean(none), described);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElse(0);
        }

        /// By more than one standard error of the paired difference.
        private static boolean isBetter(double[] a, double[] b) {
            double sum = 0;
            double square = 0;
            for (int k = 0; k < a.length; k++) {
                sum += a[k] - b[k];
                square += (a[k] - b[k]) * (a[k] - b[k]);
            }
            double variance =
                    square / Math.max(1, a.length) - Math.pow(sum / Math.max(1, a.length), 2);
            return sum > Math.sqrt(Math.max(0, variance) * a.length);
        }
    }
}
