package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fills a text with figures from result files, so that no number in it is typed. A result that is not there yet is said
/// to be missing; a word or a figure that cannot exist stops the report. What stands between `{{` and `}}` is
/// one of these words and what it speaks of; FILE is the name of a result file without `.json`:
///
/// - `value FILE MODEL NAME`: one figure, such as `value amazon-music ranked ndcg@20`
/// - `interval FILE MODEL NAME`: its 95 % interval
/// - `table FILE`: all models of a result file
/// - `costs FILE`: what they cost
/// - `settings FILE MODEL`: the settings that were used
/// - `replay FILE…`: one row a replayed dataset
/// - `differences FILE NAME`: paired differences of one metric
/// - `kernels FILE`: results of `./skuld bench`
/// - `at FILE POINTER`: one figure anywhere in a file, by JSON pointer
/// - `rows FILE POINTER NAME…`: these figures of each entry of a list, or of an object's members beside their names
/// - `tradeoff FILE…`: how well dislikes are told apart at the first stage's accuracy, one row a dataset
/// - `figure FILE.svg WORDS…`: a plot with its caption
/// - `source FILE`: machine, JDK, commit and command
final class StudyTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(.+?)\\s*}}");

    private final Path results;
    private final Map<String, JsonNode> read = new HashMap<>();

    /// @param results the folder of result files
    StudyTemplate(Path results) {
        this.results = results;
    }

    String fill(String template) {
        Matcher placeholders = PLACEHOLDER.matcher(template);
        StringBuilder text = new StringBuilder();
        while (placeholders.find())
            placeholders.appendReplacement(
                    text, Matcher.quoteReplacement(said(placeholders.group(1))));
        return placeholders.appendTail(text).toString();
    }

    private String said(String placeholder) {
        List<String> words = Arrays.asList(placeholder.split("\\s+"));
        List<String> rest = words.subList(1, words.size());
        try {
            return switch (words.getFirst()) {
                case "value" -> figure(row(rest.get(0), rest.get(1)), rest.get(2));
                case "interval" -> interval(row(rest.get(0), rest.get(1)), rest.get(2));
                case "table" -> table(rest.get(0));
                case "costs" -> costs(rest.get(0));
                case "settings" -> settings(row(rest.get(0), rest.get(1)));
                case "replay" -> replays(rest);
                case "differences" -> differences(rest.get(0), rest.get(1));
                case "kernels" -> kernels(rest.get(0));
                case "at" -> figure(at(rest.get(0), rest.get(1)), rest.get(1));
                case "rows" -> rows(rest.get(0), rest.get(1), rest.subList(2, rest.size()));
                case "tradeoff" -> tradeOffs(rest);
                case "figure" -> plot(rest.get(0), String.join(" ", rest.subList(1, rest.size())));
                case "source" -> source(rest.get(0));
                default -> throw unknown(placeholder, "this word is not known");
            };
        } catch (IndexOutOfBoundsException e) {
            throw unknown(placeholder, "it lacks a word");
        } catch (NotMeasured missing) {
            return "<em>(not measured: %s)</em>".formatted(escaped(missing.what));
        }
    }

    private static EvaluationException unknown(String placeholder, String reason) {
        return new EvaluationException(
                "The template says {{%s}}, but %s. Nothing was written; mend the template."
                        .formatted(placeholder, reason));
    }

    /// A result that the template speaks of is not there yet.
    private static final class NotMeasured extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String what;

        NotMeasured(String what) {
            super(what);
            this.what = what;
        }
    }

    private JsonNode file(String name) {
        if (!Files.exists(results.resolve(name + ".json"))) throw new NotMeasured(name);
        return read.computeIfAbsent(name, n -> ResultFiles.read(results.resolve(n + ".json")));
    }

    private JsonNode row(String file, String model) {
        for (JsonNode row : file(file)) if (nameOf(row).equals(model)) return row;
        throw new NotMeasured(model + " on " + file);
    }

    private static String nameOf(JsonNode row) {
        return ResultPlots.name(row).replace(" h=", "@");
    }

    private JsonNode at(String file, String pointer) {
        JsonNode value = file(file).at(pointer);
        if (value.isMissingNode()) throw new NotMeasured(pointer + " in " + file);
        return value;
    }

    private static String figure(JsonNode row, String name) {
        JsonNode value = row.isValueNode() ? row : row.path(name);
        if (value.isNull()) return "–";
        if (value.isTextual()) return escaped(value.asText());
        if (!value.isNumber())
            throw new EvaluationException(
                    "A result has no figure '%s', which the template wants. Nothing was written."
                            .formatted(name));
        return number(name, value.asDouble());
    }

    private static String number(String name, double value) {
        String format =
                name.contains("@") || name.equals("vauc")
                        ? "%.4f"
                        : Math.abs(value) >= 1000
                                ? "%,.0f"
                                : value == Math.rint(value) && !isShare(name) ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value).replace(',', ' ');
    }

    /// Of such figures whole ones stand among others that are not.
    private static boolean isShare(String name) {
        return name.equals("share") || name.toLowerCase(Locale.ROOT).contains("percent");
    }

    /// As [#figure], with so many decimals, so that the figures of a column stand below each other.
    private static String figure(JsonNode row, String name, int decimals) {
        JsonNode value = row.path(name);
        if (!value.isNumber()) return figure(row, name);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value.asDouble())
                .replace(',', ' ');
    }

    private static String interval(JsonNode row, String name) {
        JsonNode ends = row.path("ci95").path(name);
        return ends.size() == 2
                ? "[%s, %s]"
                        .formatted(
                                number(name, ends.get(0).asDouble()),
                                number(name, ends.get(1).asDouble()))
                : "–";
    }

    private String table(String file) {
        return grid(
                List.of("model", "recall@20", "ndcg@20", "95 %", "negative@20", "vauc", "sndcg@20"),
                rows(
                        file,
                        row ->
                                List.of(
                                        nameOf(row),
                                        figure(row, "recall@20"),
                                        figure(row, "ndcg@20"),
                                        interval(row, "ndcg@20"),
                                        figure(row, "negative@20"),
                                        figure(row, "vauc"),
                                        figure(row, "sndcg@20"))));
    }

    private String costs(String file) {
        return grid(
                List.of(
                        "model",
                        "fit s",
                        "CPU s",
                        "tune s",
                        "peak heap MB",
                        "state MB",
                        "rankings/s"),
                rows(
                        file,
                        row ->
                                List.of(
                                        nameOf(row),
                                        figure(row, "fit_seconds", 2),
                                        figure(row, "fit_cpu_seconds", 2),
                                        figure(row, "tune_seconds", 1),
                                        figure(row, "peak_heap_mb", 0),
                                        figure(row, "state_mb", 1),
                                        figure(row, "rankings_per_second", 0))));
    }

    private static String settings(JsonNode row) {
        return row.path("settings").properties().stream()
                .map(e -> escaped(e.getKey() + " " + e.getValue().asText()))
                .collect(Collectors.joining(", ", "<code>", "</code>"));
    }

    private String replays(List<String> files) {
        return grid(
                List.of(
                        "dataset",
                        "model",
                        "stale",
                        "online",
                        "retrained",
                        "loss %",
                        "event p50 ms",
                        "p99 ms"),
                files.stream()
                        .map(this::file)
                        .map(r ->
                                List.of(
                                        r.path("dataset").asText(),
                                        r.path("model").asText(),
                                        figure(r.path("stale"), "ndcg@20"),
                                        figure(r.path("online"), "ndcg@20"),
                                        figure(r.path("retrain"), "ndcg@20"),
                                        figure(r, "loss_percent"),
                                        thousandths(r.path("event_ms").path("p50")),
                                        thousandths(r.path("event_ms").path("p99"))))
                        .toList());
    }

    private static String thousandths(JsonNode value) {
        return String.format(Locale.ROOT, "%.3f", value.asDouble());
    }

    private String rows(String file, String pointer, List<String> names) {
        JsonNode all = at(file, pointer);
        List<String> head = new ArrayList<>(names.stream().map(StudyTemplate::heading).toList());
        if (all.isObject()) head.addFirst("");
        List<List<String>> rows = new ArrayList<>();
        all.properties()
                .forEach(member -> rows.add(cells(member.getKey(), member.getValue(), names)));
        if (all.isArray()) all.forEach(entry -> rows.add(cells(null, entry, names)));
        return grid(head, rows);
    }

    private static String heading(String name) {
        return words(name.startsWith("/") ? name.substring(1).replace('/', ' ') : name);
    }

    /// `lossPercent` as `loss percent`.
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static List<String> cells(@Nullable String key, JsonNode entry, List<String> names) {
        List<String> cells = new ArrayList<>();
        if (key != null) cells.add(words(key));
        for (String name : names)
            cells.add(name.startsWith("/") ? figure(entry.at(name), name) : figure(entry, name));
        return cells;
    }

    private String tradeOffs(List<String> files) {
        List<List<String>> rows = new ArrayList<>();
        for (String file : files)
            for (JsonNode row : file(file))
                rows.add(
                        List.of(
                                file.replace("-caution-tradeoff", ""),
                                row.path("model").asText(),
                                figure(row, "ndcg@20"),
                                figure(row, "vauc")));
        return grid(List.of("dataset", "model", "at ndcg@20", "vauc"), rows);
    }

    private String differences(String file, String metric) {
        return grid(
                List.of("comparison", metric, "95 %", "persons"),
                rows(
                        file,
                        row -> {
                            JsonNode d = row.path("differences").path(metric);
                            return List.of(
                                    row.path("b").asText() + " − " + row.path("a").asText(),
                                    signed(d.path("mean").asDouble()),
                                    "[%s, %s]"
                                            .formatted(
                                                    signed(d.path("ci95").path(0).asDouble()),
                                                    signed(d.path("ci95").path(1).asDouble())),
                                    d.path("users").asText());
                        }));
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private String kernels(String file) {
        return grid(
                List.of("benchmark", "parameters", "score", "unit"),
                file(file)
                        .path("benchmarks")
                        .valueStream()
                        .map(b ->
                                List.of(
                                        b.path("benchmark").asText(),
                                        b.path("parameters").properties().stream()
                                                .map(p -> p.getKey() + " " + p.getValue().asText())
                                                .collect(Collectors.joining(", ")),
                                        String.format(
                                                Locale.ROOT, "%.1f", b.path("score").asDouble()),
                                        b.path("unit").asText()))
                        .toList());
    }

    private String plot(String name, String caption) {
        try {
            return "<figure>%s<figcaption>%s</figcaption></figure>"
                    .formatted(Files.readString(results.resolve(name)), escaped(caption));
        } catch (IOException e) {
            throw new NotMeasured(name);
        }
    }

    private String source(String file) {
        JsonNode first = file(file).isArray() ? file(file).path(0) : file(file);
        JsonNode p = first.path("provenance");
        return "<small>%s · JDK %s · commit %s · <code>%s</code></small>"
                .formatted(
                        escaped(p.path("machine").asText()),
                        escaped(p.path("jdk").asText()),
                        escaped(p.path("commit").asText()),
                        escaped(p.path("command").asText()));
    }

    private interface RowOf {
        List<String> cells(JsonNode row);
    }

    private List<List<String>> rows(String file, RowOf rowOf) {
        return file(file).valueStream().map(rowOf::cells).toList();
    }

    private static String grid(List<String> head, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (String cell : head) html.append("<th>").append(escaped(cell)).append("</th>");
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (String cell : row) html.append("<td>").append(escaped(cell)).append("</td>");
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
