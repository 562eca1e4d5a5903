package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.model.TuningBudget;
import io.skuld.server.ActionableException;
import io.skuld.server.NotEnoughMemoryException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld evaluate graph`: full rankings of many models on one dataset.
@Command(
        name = "graph",
        description = "Rank all items for all people of a dataset with each model.",
        mixinStandardHelpOptions = true)
final class EvaluateGraphCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Mixin DatasetOption dataset = new DatasetOption();

    @Option(
            names = "--models",
            required = true,
            paramLabel = "A,B,…",
            description =
                    "Names of models, separated by commas. An unknown name is answered with the list.")
    String models = "";

    @Option(
            names = "--tune",
            description = "Let each model choose its settings on the validation part first.")
    boolean tune;

    @Option(
            names = "--tune-seconds",
            paramLabel = "S",
            defaultValue = "100",
            description = "How long one model may tune. Default: ${DEFAULT-VALUE}.")
    int tuneSeconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Makes a run repeatable. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--caution",
            paramLabel = "H",
            split = ",",
            description =
                    "Push likely dislikes down, 0 or more; several levels separated by commas give a row each.")
    List<Float> cautions = List.of();

    @Option(
            names = "--validation",
            arity = "0..1",
            fallbackValue = "5",
            paramLabel = "FOLDS",
            description =
                    "Judge on the validation people instead of the test part, which is not opened: each fold of them by a model chosen and taught without them. Default: ${FALLBACK-VALUE} folds.")
    int validationFolds;

    @Option(
            names = "--canary",
            description = "Fit each model once more on shuffled labels: its V-AUC must be near .5.")
    boolean canary;

    @Option(
            names = "--append",
            description = "Add to the results in FILE instead of replacing them.")
    boolean append;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the results here, each person's figures and the plots beside it.")
    @Nullable Path json;

    @Override
    public Integer call() {
        requireSensible();
        List<Models.Candidate> candidates = Models.candidates(models, seed);
        PrintWriter terminal = command().commandLine().getErr();
        List<SignedDataset> judged =
                validationFolds == 0
                        ? List.of(dataset.load())
                        : dataset.folds(validationFolds, seed);
        SignedDataset data = judged.getFirst();
        if (tune) dataset.requireValidation(data);
        tell(terminal, data);
        dataset.warnings(data).forEach(line -> tell(terminal, line));
        tell(terminal, TextTable.header());
        List<GraphEvaluation> evaluations =
                judged.stream()
                        .map(d -> new GraphEvaluation(d, plan(), provenance(), terminal))
                        .toList();
        List<ModelResult> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Models.Candidate candidate : candidates) {
            List<ModelResult> further;
            try {
                further = run(evaluations, candidate);
            } catch (ActionableException e) {
                if (candidates.size() == 1) throw e;
                missing.add(
                        "%s was not evaluated. %s".formatted(nameOf(candidate), e.getMessage()));
                tell(terminal, missing.getLast());
                continue;
            }
            // After each model, so that a long run that is stopped leaves what it has.
            if (json != null) save(json, data.name(), further, append || !results.isEmpty());
            results.addAll(further);
        }
        print(results);
        missing.forEach(line -> tell(terminal, line));
        return missing.isEmpty() ? 0 : 1;
    }

    private void print(List<ModelResult> results) {
        PrintWriter out = command().commandLine().getOut();
        out.println(TextTable.header());
        results.forEach(result -> out.println(TextTable.row(result)));
        for (TradeOff tradeOff :
                TradeOff.of(results.stream().map(r -> ResultFiles.tree(r.toJson())).toList()))
            if (!Double.isNaN(tradeOff.vauc()))
                out.printf(
                        Locale.ROOT,
                        "%s at the first stage's NDCG of %.4f: V-AUC %.3f%n",
                        tradeOff.model(),
                        tradeOff.ndcg(),
                        tradeOff.vauc());
        out.flush();
    }

    private static String nameOf(Models.Candidate candidate) {
        return candidate.trainer().name();
    }

    private static void tell(PrintWriter terminal, String line) {
        terminal.println(line);
        terminal.flush();
    }

    /// @throws ActionableException when this model cannot be made of this data, which says nothing of the others
    private static List<ModelResult> run(
            List<GraphEvaluation> evaluations, Models.Candidate candidate) {
        try {
            List<List<ModelResult>> folds = new ArrayList<>();
            for (GraphEvaluation evaluation : evaluations) folds.add(evaluation.run(candidate));
            if (folds.size() == 1) return folds.getFirst();
            return IntStream.range(0, folds.getFirst().size())
                    .mapToObj(k -> ModelResult.merged(folds.stream().map(f -> f.get(k)).toList()))
                    .toList();
        } catch (IllegalArgumentException | ArithmeticException | IllegalStateException e) {
            throw new EvaluationException(e);
        } catch (OutOfMemoryError e) {
            throw new NotEnoughMemoryException(e);
        } catch (RuntimeException e) {
            throw EvaluationException.fault(e);
        }
    }

    private void requireSensible() {
        if (json != null) ResultFiles.requireWritable(json);
        if (json != null && append && Files.exists(json)) ResultFiles.read(json);
        if (tuneSeconds < 1)
            throw new EvaluationException(
                    "--tune-seconds must be at least 1. Nothing was evaluated.");
        if (validationFolds == 1 || validationFolds < 0)
            throw new EvaluationException(
                    "--validation needs 2 folds or more, got %d. Nothing was evaluated."
                            .formatted(validationFolds));
        for (float caution : cautions)
            if (!(caution >= 0 && caution < 1000))
                throw new EvaluationException(
                        "--caution must be 0 or more and below 1000, got %s. Nothing was evaluated."
                                .formatted(caution));
    }

    private GraphEvaluation.Plan plan() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("offset", dataset.offset);
        about.put("split", dataset.describedSplit());
        if (validationFolds > 0)
            about.put("judged_on", "validation people, %d folds".formatted(validationFolds));
        TuningBudget budget = tune ? new TuningBudget(Duration.ofSeconds(tuneSeconds), seed) : null;
        return new GraphEvaluation.Plan(
                about, seed, budget, cautions, canary, validationFolds == 0);
    }

    private Provenance provenance() {
        return Provenance.of(command().root().commandLine().getParseResult().originalArgs());
    }

    private void tell(PrintWriter terminal, SignedDataset data) {
        terminal.printf(
                "%s: %d people, %d items, %d + %d + %d interactions, %s split%n",
                data.name(),
                data.people(),
                data.items(),
                data.train().size(),
                data.valid().size(),
                data.test().size(),
                dataset.describedSplit());
    }

    private static void save(Path file, String name, List<ModelResult> results, boolean more) {
        List<JsonNode> rows = new ArrayList<>();
        if (more && Files.exists(file)) ResultFiles.read(file).forEach(rows::add);
        int earlier = rows.size();
        for (ModelResult result : results) rows.add(ResultFiles.tree(result.toJson()));
        ResultFiles.write(file, rows);
        PersonsFile.write(file, earlier, results.stream().map(ModelResult::report).toList());
        ResultFiles.writeText(ResultFiles.beside(file, "-ndcg.svg"), ResultPlots.ndcg(name, rows));
        ResultFiles.writeText(
                ResultFiles.beside(file, "-dislikes.svg"), ResultPlots.dislikes(name, rows));
        List<TradeOff> tradeOffs = TradeOff.of(rows);
        if (!tradeOffs.isEmpty())
            ResultFiles.write(
                    ResultFiles.beside(file, "-tradeoff.json"),
                    tradeOffs.stream().map(TradeOff::toJson).toList());
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec;
    }
}
