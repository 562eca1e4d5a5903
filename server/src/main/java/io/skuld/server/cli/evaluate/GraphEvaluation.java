package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.DislikeEfficacy;
import io.skuld.engine.evaluation.LeakageCanary;
import io.skuld.engine.evaluation.Nearness;
import io.skuld.engine.evaluation.RankingEvaluator;
import io.skuld.engine.evaluation.RankingReport;
import io.skuld.engine.evaluation.RankingSpeed;
import io.skuld.engine.evaluation.SharedPeople;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.evaluation.VectorNearness;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.factors.SignedIals;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Fits, perhaps tunes, and judges models on one dataset, one after the other. Test edges go to the evaluator alone: the
/// code that fits and tunes is given the other two parts.
final class GraphEvaluation {
    private static final int EFFICACY_TRIALS = 300;

    private final SignedDataset data;
    private final RankingEvaluator judge;
    private final Plan plan;
    private final Provenance provenance;
    private final PrintWriter terminal;
    private final Supplier<List<Nearness>> nearness;

    /// What to do with each model.
    ///
    /// @param about settings of the run that are common to all models, such as offset and split
    /// @param budget how long tuning may take; null to use the settings that ship
    /// @param cautions caution levels to rank with; a model without such a knob is ranked once, without
    /// @param canary whether to fit once more on shuffled labels
    /// @param inFull whether to fit a tuned model once more for its cost, and to measure how much a dislike is felt
    record Plan(
            Map<String, Object> about,
            long seed,
            @Nullable TuningBudget budget,
            List<Float> cautions,
            boolean canary,
            boolean inFull) {}

    GraphEvaluation(SignedDataset data, Plan plan, Provenance provenance, PrintWriter terminal) {
        this.data = data;
        this.judge = new RankingEvaluator(data.train(), data.test());
        this.plan = plan;
        this.provenance = provenance;
        this.terminal = terminal;
        this.nearness = once(() -> sources(data.train()));
    }

    private static <T> Supplier<T> once(Supplier<T> costly) {
        List<T> made = new ArrayList<>(1);
        return () -> {
            if (made.isEmpty()) made.add(costly.get());
            return made.getFirst();
        };
    }

    /// One result for each caution level.
    List<ModelResult> run(Models.Candidate candidate) {
        Judged judged = judged(candidate);
        FitCost fitting = cost(judged);
        List<ModelResult> results =
                judged.rankings.stream()
                        .map(ranking -> result(candidate, judged, ranking, fitting))
                        .toList();
        results.forEach(result -> say(TextTable.row(result)));
        return results;
    }

    /// A model before it is judged.
    ///
    /// @param trainer fits with the settings of the model
    /// @param fitting what it cost to fit; null when it comes from tuning, which does more than fit
    private record Made(
            Recommender model,
            Trainer trainer,
            Map<String, String> settings,
            double tuneSeconds,
            @Nullable FitCost fitting) {}

    private record FitCost(double seconds, double cpuSeconds, double peakMb) {
        static final FitCost UNKNOWN = new FitCost(0, 0, 0);
    }

    /// All that is to be known of a model but what it costs to fit. Does not hold it.
    private record Judged(
            Trainer trainer,
            Map<String, String> settings,
            double tuneSeconds,
            @Nullable FitCost fitting,
            List<Ranking> rankings,
            Map<String, Object> extra) {}

    private record Ranking(
            @Nullable Float caution, RankingReport report, double stateMb, double perSecond) {}

    /// A method of its own, so that the model is gone when another one is fitted.
    private Judged judged(Models.Candidate candidate) {
        Made made = made(candidate);
        List<Ranking> rankings = new ArrayList<>();
        if (made.model instanceof CautiousRecommender knob && !plan.cautions.isEmpty())
            for (float caution : plan.cautions)
                rankings.add(ranking(made, knob.withCaution(caution), caution));
        else rankings.add(ranking(made, made.model, null));
        // Last, because it disturbs the model's caches and an online model's factors.
        Map<String, Object> extra = extra(candidate.trainer(), made.model);
        return new Judged(
                made.trainer, made.settings, made.tuneSeconds, made.fitting, rankings, extra);
    }

    private Made made(Models.Candidate candidate) {
        if (plan.budget == null || !(candidate.trainer() instanceof TunableTrainer tunable)) {
            Fitted fitted = fitted(candidate.trainer());
            return new Made(
                    fitted.model, candidate.trainer(), candidate.settings(), 0, fitted.cost);
        }
        long started = System.nanoTime();
        TunableTrainer.Tuned tuned = tuned(tunable, plan.budget);
        double tuneSeconds = secondsSince(started);
        say("%s: chose %s".formatted(candidate.trainer().name(), new TreeMap<>(tuned.settings())));
        return new Made(tuned.model(), tuned.trainer(), tuned.settings(), tuneSeconds, null);
    }

    /// Of fitting once with the settings used. After tuning that takes another fit, whose model nobody needs.
    private FitCost cost(Judged judged) {
        if (judged.fitting != null) return judged.fitting;
        return plan.inFull ? fitted(judged.trainer).cost : FitCost.UNKNOWN;
    }

    private TunableTrainer.Tuned tuned(TunableTrainer trainer, TuningBudget budget) {
        String stage =
                "%s: tuning, at most about %d s"
                        .formatted(trainer.name(), budget.limit().toSeconds());
        try (StageClock ignored = StageClock.start(stage, terminal)) {
            return trainer.tune(data.train(), data.valid(), budget);
        }
    }

    private record Fitted(Recommender model, FitCost cost) {}

    private Fitted fitted(Trainer trainer) {
        MemoryMeter memory = MemoryMeter.start();
        long cpuStarted = cpuNanos();
        long started = System.nanoTime();
        Recommender model;
        try (StageClock ignored = StageClock.start(trainer.name() + ": fitting", terminal)) {
            model = trainer.fit(data.train());
        }
        double seconds = secondsSince(started);
        double cpuSeconds = (cpuNanos() - cpuStarted) / 1e9;
        return new Fitted(model, new FitCost(seconds, cpuSeconds, memory.peakMb()));
    }

    private RankingReport ranked(Trainer trainer, Recommender model) {
        String stage = trainer.name() + ": ranking all items for everybody";
        try (StageClock ignored = StageClock.start(stage, terminal)) {
            return judge.evaluate(model);
        }
    }

    private Ranking ranking(Made made, Recommender model, @Nullable Float caution) {
        RankingReport report = ranked(made.trainer, model);
        return new Ranking(
                caution,
                report,
                StateSize.mb(model),
                RankingSpeed.perSecond(model, report.persons(), plan.seed));
    }

    private ModelResult result(
            Models.Candidate candidate, Judged judged, Ranking ranking, FitCost fitting) {
        return new ModelResult(
                data.name(),
                candidate.trainer().name(),
                settings(judged, ranking.caution),
                ranking.report,
                new ModelResult.Cost(
                        fitting.seconds,
                        fitting.cpuSeconds,
                        judged.tuneSeconds,
                        fitting.peakMb,
                        ranking.stateMb,
                        ranking.perSecond),
                judged.extra,
                provenance);
    }

    private Map<String, Object> settings(Judged judged, @Nullable Float caution) {
        Map<String, Object> settings = new LinkedHashMap<>(plan.about);
        settings.put("tuned", judged.tuneSeconds > 0);
        new TreeMap<>(judged.settings)
                .forEach((name, text) -> settings.put(name, ModelResult.numberOrText(text)));
        settings.put("seed", plan.seed);
        if (caution != null) settings.put("caution", caution);
        return settings;
    }

    private Map<String, Object> extra(Trainer trainer, Recommender model) {
        Map<String, Object> extra = new LinkedHashMap<>();
        if (plan.canary) {
            LeakageCanary canary = LeakageCanary.of(trainer, data, plan.seed);
            extra.put("canary_vauc", ModelResult.rounded(canary.vauc(), 4));
            say(
                    "%s: shuffled labels give a V-AUC of %.3f"
                            .formatted(trainer.name(), canary.vauc()));
        }
        if (plan.inFull && model instanceof OnlineRecommender online)
            extra.put("dislike_efficacy", felt(trainer, online));
        return extra;
    }

    /// How much a dislike is felt, for each opinion about which items are near it.
    private Map<String, @Nullable Double> felt(Trainer trainer, OnlineRecommender model) {
        Map<String, @Nullable Double> felt = new LinkedHashMap<>();
        String stage = trainer.name() + ": asking how much a dislike is felt";
        try (StageClock ignored = StageClock.start(stage, terminal)) {
            for (DislikeEfficacy efficacy :
                    DislikeEfficacy.of(
                            model, data.train(), nearness.get(), EFFICACY_TRIALS, plan.seed))
                felt.put(efficacy.source(), ModelResult.rounded(efficacy.share(), 4));
        }
        return felt;
    }

    private static List<Nearness> sources(SignedEdges train) {
        IalsSettings settings = IalsSettings.DEFAULTS;
        float[] vectors = new SignedIals(settings).fit(train).factors().itemVectors();
        return List.of(
                SharedPeople.whoLike(train),
                SharedPeople.whoMet(train),
                new VectorNearness("factors", vectors, settings.dim()));
    }

    private void say(String line) {
        terminal.println(line);
        terminal.flush();
    }

    /// Time on all cores together; on a busy machine it says more of the work than the clock on the wall.
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
