package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.ChoosingData;
import io.skuld.engine.evaluation.Metric;
import io.skuld.engine.evaluation.Replay;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld evaluate replay`: does learning from each event as it comes keep up with learning everything at once?
@Command(
        name = "replay",
        description =
                "Stream the last part of the training data into a model, each event scored before it is learned, and compare with refitting.",
        mixinStandardHelpOptions = true)
final class EvaluateReplayCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Mixin DatasetOption dataset = new DatasetOption();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "A model that learns online.")
    String model = "";

    @Option(
            names = "--warm",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "Share of the training data to start from. Default: ${DEFAULT-VALUE}.")
    double warm;

    @Option(
            names = "--tune",
            description = "Let the model choose its settings on the validation part first.")
    boolean tune;

    @Option(
            names = "--validation",
            description =
                    "Judge on the validation part; the test part is not opened. For choosing how to learn online.")
    boolean validation;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Makes a run repeatable. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "25",
            description = "Points of the test-then-learn curve. Default: ${DEFAULT-VALUE}.")
    int windows;

    @Option(
            names = "--sweeps",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Background sweeps during the stream, at even distances, none at its end. Default: ${DEFAULT-VALUE}.")
    int sweeps;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the result here and the curve beside it.")
    @Nullable Path json;

    @Override
    public Integer call() {
        if (json != null) ResultFiles.requireWritable(json);
        if (validation && tune)
            throw new EvaluationException(
                    "--validation judges on the part that --tune chooses on, which would flatter the result. Nothing was evaluated; leave one of them out.");
        Trainer trainer = onlineTrainer();
        SignedDataset data = data();
        if (tune) dataset.requireValidation(data);
        Replay.Report report = run(trainer, data);
        print(data, report);
        if (json != null) save(json, data, report);
        return 0;
    }

    private SignedDataset data() {
        if (!validation) return dataset.load();
        ChoosingData parts = dataset.loadForChoosing();
        return new SignedDataset(parts.name(), parts.train(), parts.valid(), parts.valid());
    }

    /// Asked before data are read and settings tuned.
    private Trainer onlineTrainer() {
        Trainer trainer = Models.candidate(model, seed).trainer();
        try {
            Replay.requireOnline(trainer);
        } catch (IllegalArgumentException e) {
            throw EvaluationException.beforeAnything(e);
        }
        return trainer;
    }

    private Replay.Report run(Trainer trainer, SignedDataset data) {
        try {
            Replay replay = new Replay(warm, windows, sweeps, seed);
            return replay.run(tuned(trainer, data), data);
        } catch (IllegalArgumentException e) {
            throw EvaluationException.beforeAnything(e);
        }
    }

    /// Settings that are chosen on the validation part never saw the test part that judges.
    private Trainer tuned(Trainer trainer, SignedDataset data) {
        if (!tune || !(trainer instanceof TunableTrainer tunable)) return trainer;
        TuningBudget budget = new TuningBudget(TuningBudget.DEFAULT.limit(), seed);
        return tunable.tune(data.train(), data.valid(), budget).trainer();
    }

    private void print(SignedDataset data, Replay.Report report) {
        PrintWriter out = command().commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s on %s: recall/ndcg stale %.4f/%.4f, online %.4f/%.4f, retrained %.4f/%.4f%n",
                model,
                data.name(),
                report.stale().mean(Metric.RECALL),
                report.stale().mean(Metric.NDCG),
                report.online().mean(Metric.RECALL),
                report.online().mean(Metric.NDCG),
                report.retrain().mean(Metric.RECALL),
                report.retrain().mean(Metric.NDCG));
        out.printf(
                Locale.ROOT,
                "streaming gave away %.2f %% of NDCG; %d events, p50 %.3f ms, p99 %.3f ms; %d sweeps, %.1f processor seconds%n",
                report.lossPercent(Metric.NDCG),
                report.eventMillis().length,
                report.eventMillis(0.5),
                report.eventMillis(0.99),
                report.sweeps().seconds().size(),
                report.sweeps().cpuSeconds());
        out.flush();
    }

    private void save(Path file, SignedDataset data, Replay.Report report) {
        ResultFiles.write(file, toJson(data, report));
        ResultFiles.writeText(
                ResultFiles.beside(file, "-prequential.svg"),
                ReplayCurve.chart(model, data.name(), report.prequential()));
    }

    private Map<String, Object> toJson(SignedDataset data, Replay.Report report) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("dataset", data.name());
        result.put("model", model);
        result.put(
                "settings",
                Map.of(
                        "offset",
                        dataset.offset,
                        "split",
                        dataset.describedSplit(),
                        "judged_on",
                        validation ? "validation" : "test",
                        "warm",
                        warm,
                        "tuned",
                        tune,
                        "seed",
                        seed));
        result.put("stale", ModelResult.means(report.stale()));
        result.put("online", ModelResult.means(report.online()));
        result.put("retrain", ModelResult.means(report.retrain()));
        result.put("loss_percent", ModelResult.rounded(report.lossPercent(Metric.NDCG), 3));
        result.put(
                "recall_loss_percent", ModelResult.rounded(report.lossPercent(Metric.RECALL), 3));
        result.put("events", report.eventMillis().length);
        Map<String, @Nullable Double> millis = new LinkedHashMap<>();
        millis.put("p50", ModelResult.rounded(report.eventMillis(0.5), 4));
        millis.put("p99", ModelResult.rounded(report.eventMillis(0.99), 4));
        result.put("event_ms", millis);
        result.put("sweeps", report.sweeps().seconds().size());
        result.put(
                "sweep_seconds",
                ModelResult.rounded(
                        report.sweeps().seconds().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0),
                        2));
        result.put("sweep_cpu_seconds", ModelResult.rounded(report.sweeps().cpuSeconds(), 2));
        result.put("prequential", ReplayCurve.toJson(report.prequential()));
        result.put(
                "provenance",
                Provenance.of(command().root().commandLine().getParseResult().originalArgs())
                        .toJson());
        return result;
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec;
    }
}
