package io.skuld.engine.ranking;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.hybrid.HybridTuner;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains both stages. The second one learns by cross-fitting: a tenth of the training edges is held out, the first stage
/// fitted without it, and its likes are what the ranker is to put first; with validation edges those are learned from, too.
/// It is used only when it ranks held-out lists better than the first stage does.
public final class ListwiseRanker implements TunableTrainer {
    private static final int TENTHS = 10;
    private static final int ALTERNATIVES = 30;

    /// One person in this many is kept to choose with.
    private static final int CHECK_EVERY = 5;

    private static final double SEARCH_SHARE = .5;

    private static final long FIT_NANOS = Duration.ofSeconds(25).toNanos();

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
        return secondStage(graph, factors, settings.firstStage(), train, null, Long.MAX_VALUE)
                .model();
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
        Fitted fitted =
                trainer.secondStage(
                        graph, found.factors(), found.settings(), train, valid, deadline);
        Map<String, String> described = new LinkedHashMap<>(found.settings().describe());
        described.putAll(fitted.described());
        return new Tuned(trainer, fitted.model(), described, fitted.ndcg());
    }

    private record Fitted(RankedModel model, Map<String, String> described, double ndcg) {}

    private Fitted secondStage(
            SignedGraph graph,
            Factors factors,
            HybridSettings first,
            SignedEdges train,
            @Nullable SignedEdges valid,
            long deadline) {
        FeatureSources sources = FeatureSources.of(HybridModel.over(graph, factors, first), train);
        Lists lists = new Lists();
        Lists pairs = new Lists();
        Lists check = new Lists();
        if (valid != null) learnFrom(sources, valid, lists, check, pairs);
        for (int fold = 0;
                fold < settings.folds() && lists.size() < settings.lists() && !isLate(deadline);
                fold++) addFold(train, fold, lists, valid == null ? check : null, pairs);
        FeatureScale scale = FeatureScale.fit(lists.rows(), lists.rowCount());
        scale.apply(lists.rows(), lists.rowCount());
        scale.apply(check.rows(), check.rowCount());
        scale.apply(pairs.rows(), pairs.rowCount());
        Chosen chosen = choose(lists, check, deadline);
        SecondStage stage =
                new SecondStage(scale, chosen.networks, LikeHead.fit(pairs, settings.seed()));
        OnlineStage online = new OnlineStage(stage, chosen.networks.length > 0, settings.seed());
        return new Fitted(
                new RankedModel(sources, online, settings.caution()),
                chosen.described,
                chosen.ndcg);
    }

    /// Four people in five teach, the fifth is kept to choose with.
    private void learnFrom(
            FeatureSources sources, SignedEdges heldOut, Lists lists, Lists check, Lists pairs) {
        int[] teach = byPerson(heldOut, false);
        int[] keep = byPerson(heldOut, true);
        new ListBuilder(sources, ALTERNATIVES, settings.seed())
                .fill(heldOut.at(teach), settings.listsPerFold(), lists, pairs);
        new ListBuilder(sources, CandidateFeatures.WIDTH, settings.seed())
                .fill(heldOut.at(keep), settings.listsPerFold(), check, pairs);
    }

    private int[] byPerson(SignedEdges edges, boolean kept) {
        return IntStream.range(0, edges.size())
                .filter(e -> isKept(edges.person(e)) == kept)
                .toArray();
    }

    private boolean isKept(int person) {
        return Math.floorMod(new Random(settings.seed() + person).nextInt(), CHECK_EVERY) == 0;
    }

    private void addFold(
            SignedEdges train, int fold, Lists lists, @Nullable Lists check, Lists pairs) {
        Random random = new Random(settings.seed());
        int[] tenth = random.ints(train.size(), 0, TENTHS).toArray();
        SignedEdges rest =
                train.at(IntStream.range(0, tenth.length).filter(e -> tenth[e] != fold).toArray());
        SignedEdges held =
                train.at(IntStream.range(0, tenth.length).filter(e -> tenth[e] == fold).toArray());
        SignedGraph graph = SignedGraph.of(rest);
        Factors factors = Factors.fit(graph.view(), settings.firstStage().factors());
        HybridModel hybrid = HybridModel.over(graph, factors, settings.firstStage());
        FeatureSources sources = FeatureSources.of(hybrid, rest);
        if (check != null) {
            learnFrom(sources, held, lists, check, pairs);
            return;
        }
        new ListBuilder(sources, ALTERNATIVES, settings.seed() + fold)
                .fill(held, settings.listsPerFold(), lists, pairs);
    }

    /// Folds leave time to learn from them.
    private static boolean isLate(long deadline) {
        return deadline - System.nanoTime() < FIT_NANOS;
    }

    private record Chosen(Network[] networks, double ndcg, Map<String, String> described) {}

    /// Linear and networks averaged, when that ranks the kept lists better than the first stage does; else the linear one
    /// alone, when it does; else none. The kept lists are too few to choose between the learned ones by their last digit.
    private Chosen choose(Lists lists, Lists check, long deadline) {
        ListTrainer trainer = new ListTrainer(lists, settings.epochs(), deadline);
        Network identity = new Network(0, settings.learningRate(), settings.seed());
        identity.startFrom(CandidateFeatures.FIRST_STAGE);
        double none = ListTrainer.ndcg(check, identity);
        Network linear = trainer.fit(0, settings.learningRate(), settings.seed());
        double byLinear = ListTrainer.ndcg(check, linear);
        Network[] deep =
                IntStream.range(0, settings.hidden() == 0 ? 0 : settings.seeds())
                        .parallel()
                        .mapToObj(s ->
                                trainer.fit(
                                        settings.hidden(),
                                        settings.learningRate(),
                                        settings.seed() + s))
                        .toArray(Network[]::new);
        Network[] all = Arrays.copyOf(deep, deep.length + 1);
        all[deep.length] = linear;
        double byAll = ListTrainer.ndcg(check, all);
        Map<String, String> described = new LinkedHashMap<>();
        described.put("ranker.lists", Integer.toString(lists.size()));
        described.put("ranker.ndcg.first", "%.4f".formatted(none));
        described.put("ranker.ndcg.linear", "%.4f".formatted(byLinear));
        described.put("ranker.ndcg.network", "%.4f".formatted(byAll));
        if (byAll > none) return new Chosen(all, byAll, described);
        if (byLinear > none) return new Chosen(new Network[] {linear}, byLinear, described);
        return new Chosen(new Network[0], none, described);
    }
}
