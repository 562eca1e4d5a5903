package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.skuld.server.cli.evaluate.Provenance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// `./skuld bench [NAME …]`: runs the benchmarks whose names match, all without a name. `feed-latency [RATINGS]`,
/// `import-takeout [MEGABYTES]`, `read-sources [CHANNELS]`, `kill-9 [KILLS]` and `serve-load DATA OFFSET [SECONDS]` are
/// programs of their own, which load a whole server; `big-graph` builds a large graph, `prune-loss DATA:OFFSET …` judges its
/// pruned form.
public final class Bench {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Bench() {}

    public static void main(String[] names)
            throws RunnerException, IOException, InterruptedException {
        switch (names.length == 0 ? "" : names[0]) {
            case "feed-latency" -> FeedLatency.run(number(names, 2_000));
            case "import-takeout" -> ImportTakeout.run(number(names, 2_048));
            case "kill-9" -> KillNine.run(number(names, 50));
            case "big-graph" -> BigGraph.run(List.of(names));
            case "prune-loss" -> PruneLoss.run(List.of(names));
            case "read-sources" -> ReadSources.run(number(names, 200));
            case "serve-load" -> ServeLoad.run(List.of(names));
            default -> micro(names);
        }
    }

    /// As it was given to `./skuld`.
    static List<String> command(List<String> names) {
        List<String> command = new ArrayList<>(List.of("bench"));
        command.addAll(names);
        return command;
    }

    private static int number(String[] names, int fallback) {
        return names.length > 1 ? Integer.parseInt(names[1]) : fallback;
    }

    private static void micro(String[] names) throws RunnerException, IOException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .jvmArgsAppend("--add-modules=jdk.incubator.vector", "-Xmx2g")
                        .shouldFailOnError(true);
        for (String name : names) options.include(name);
        Collection<RunResult> results = new Runner(options.build()).run();
        Path file = resultsFolder().resolve(fileName(names));
        Files.createDirectories(resultsFolder());
        Files.writeString(file, MAPPER.writeValueAsString(toJson(names, results)) + "\n");
        System.out.printf("Written to benchmarks/results/%s%n", file.getFileName());
    }

    private static String fileName(String[] names) {
        String joined = String.join("-", names).replaceAll("[^A-Za-z0-9-]", "");
        return joined.isEmpty() ? "jmh.json" : "jmh-" + joined + ".json";
    }

    /// The module's own results folder: this class is packed into target/app of it.
    static Path resultsFolder() {
        try {
            Path jar =
                    Path.of(
                            Bench.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path module = jar.resolve("../../..").normalize();
            return module.resolve("results");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The program's own place is a file", e);
        }
    }

    private static Map<String, Object> toJson(String[] names, Collection<RunResult> results) {
        List<String> command = command(List.of(names));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provenance", Provenance.of(command).toJson());
        json.put("benchmarks", results.stream().map(Bench::toJson).toList());
        json.put("timesAsFastAsPlain", speedUps(results));
        return json;
    }

    /// How many times as long `xPlain` takes as `x`, wherever both were measured.
    private static List<Map<String, Object>> speedUps(Collection<RunResult> runs) {
        List<Map<String, Object>> speedUps = new ArrayList<>();
        for (RunResult run : runs)
            for (RunResult plain : runs) {
                if (!name(plain).equals(name(run) + "Plain")
                        || !parameters(plain).equals(parameters(run))) continue;
                double ratio =
                        plain.getPrimaryResult().getScore() / run.getPrimaryResult().getScore();
                Map<String, Object> speedUp = new LinkedHashMap<>();
                speedUp.put("benchmark", name(run));
                speedUp.put("parameters", parameters(run));
                speedUp.put("ratio", Math.round(100 * ratio) / 100.0);
                speedUps.add(speedUp);
            }
        return speedUps;
    }

    private static String name(RunResult run) {
        String name = run.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private static Map<String, String> parameters(RunResult run) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : run.getParams().getParamsKeys())
            parameters.put(key, run.getParams().getParam(key));
        return parameters;
    }

    private static Map<String, Object> toJson(RunResult run) {
        Result<?> result = run.getPrimaryResult();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", name(run));
        json.put("parameters", parameters(run));
        json.put("score", result.getScore());
        // JMH has no error to tell when there was one iteration only.
        if (Double.isFinite(result.getScoreError())) json.put("error", result.getScoreError());
        json.put("unit", result.getScoreUnit());
        return json;
    }
}
