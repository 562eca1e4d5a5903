package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.math.TopN;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Unseen;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PruneSettings;
import io.skuld.engine.model.signed.PrunedPaths;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// A graph of a million people and 200,000 items, drawn from a power law, at several sizes: how long it takes to build,
/// how much memory it needs, what a question and an event cost in the pruned form, what a question costs in the exact one,
/// and what the pruned form's answers lose against the exact ones. Each size is a process of its own with a limited heap, so
/// that the memory it reports is what it needs; what was measured is written after each.
///
/// Questions are asked for people drawn evenly, and once more for people drawn by their activity, since those who do much
/// also ask much. Events happen to people and items drawn by activity, so they hit the largest rows.
///
/// `./skuld bench big-graph [--edges 1m,5m,20m,50m] [--heap 1400m] [--width 64]`.
final class BigGraph {
    private static final int PEOPLE = 1_000_000;
    private static final int ITEMS = 200_000;

    /// People of an item and items of a person that are looked at while a row is made.
    private static final int MOST_PER_NODE = 400;

    private static final int TOP = 20;

    /// Below so many of the exact form's best an item is worth nothing.
    private static final int CANDIDATES = 200;

    private static final int WARM_UP = 300;
    private static final int QUESTIONS = 2_000;
    private static final int EXACT_QUESTIONS = 30;
    private static final int COMPARED = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int EVENTS = 20_000;
    private static final long SEED = 42;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BigGraph() {}

    static void run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.size() > 1 && arguments.get(1).equals("--one")) {
            int edges = Integer.parseInt(arguments.get(2));
            int width = Integer.parseInt(arguments.get(3));
            System.out.println(MAPPER.writeValueAsString(measure(edges, width)));
            return;
        }
        String heap = option(arguments, "--heap", "1400m");
        String width = option(arguments, "--width", "64");
        List<JsonNode> sizes = new ArrayList<>();
        for (String edges : option(arguments, "--edges", "1m,5m,20m,50m").split(",")) {
            JsonNode size = inItsOwnProcess(number(edges), heap, width);
            System.out.println(size);
            sizes.add(size);
            write(arguments, heap, width, sizes);
        }
    }

    private static void write(
            List<String> arguments, String heap, String width, List<JsonNode> sizes)
            throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("people", PEOPLE);
        figures.put("items", ITEMS);
        figures.put("heapLimit", heap);
        figures.put("width", Integer.parseInt(width));
        figures.put("sizes", sizes);
        Results.write("big-graph.json", Bench.command(arguments), figures);
        Files.writeString(Bench.resultsFolder().resolve("big-graph.svg"), GrowthPlot.of(sizes));
    }

    private static String option(List<String> arguments, String name, String fallback) {
        int at = arguments.indexOf(name);
        return at < 0 ? fallback : arguments.get(at + 1);
    }

    /// `5m` or `5000000`.
    private static int number(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        return plain.endsWith("m")
                ? Integer.parseInt(plain.substring(0, plain.length() - 1)) * 1_000_000
                : Integer.parseInt(plain);
    }

    private static JsonNode inItsOwnProcess(int edges, String heap, String width)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "-XX:+UseSerialGC",
                                "-Xmx" + heap,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Bench.class.getName(),
                                "big-graph",
                                "--one",
                                Integer.toString(edges),
                                width)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread.ofVirtual().start(() -> stopAfterPatience(process));
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0)
            throw new IOException(
                    "%d edges do not fit into %s of heap, or took more than %s; smaller sizes are written"
                            .formatted(edges, heap, PATIENCE));
        return MAPPER.readTree(answer);
    }

    private static void stopAfterPatience(Process process) {
        try {
            if (!process.waitFor(PATIENCE)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static Map<String, Object> measure(int edges, int width) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        long start = System.nanoTime();
        SignedGraph graph =
                SignedGraph.of(
                        PEOPLE,
                        ITEMS,
                        listener -> SyntheticGraph.tell(PEOPLE, ITEMS, edges, SEED, listener));
        GraphView view = graph.view();
        figures.put("drawn", edges);
        figures.put("edges", view.edges());
        figures.put("graphSeconds", seconds(start));
        figures.put("graphMb", view.bytes() >> 20);
        figures.put("degreesOfPeople", DegreeLaw.of(view.people(), view::personDegree).toJson());
        figures.put("degreesOfItems", DegreeLaw.of(view.items(), view::itemDegree).toJson());
        start = System.nanoTime();
        PathSettings settings = PathSettings.DEFAULTS;
        PrunedPaths pruned =
                PrunedPaths.over(
                        graph, settings, new PruneSettings(width, MOST_PER_NODE, MOST_PER_NODE));
        figures.put("rowsSeconds", seconds(start));
        figures.put("graphAndRowsMb", pruned.bytes() >> 20);
        float[] scores = new float[ITEMS];
        figures.put(
                "question",
                timed(WARM_UP, QUESTIONS, random -> rank(pruned, random.nextInt(PEOPLE), scores)));
        figures.put(
                "questionOfActive",
                timed(
                        WARM_UP,
                        QUESTIONS,
                        random -> rank(pruned, SyntheticGraph.draw(random, PEOPLE), scores)));
        figures.put(
                "event",
                timed(
                        WARM_UP,
                        EVENTS,
                        random ->
                                pruned.absorb(
                                        SyntheticGraph.draw(random, PEOPLE),
                                        SyntheticGraph.draw(random, ITEMS),
                                        random.nextInt(10) < 4 ? 1 : -1,
                                        SignedEdges.NO_TIME)));
        SignedPathsModel exact = SignedPathsModel.over(graph, settings);
        figures.put(
                "exactQuestion",
                timed(2, EXACT_QUESTIONS, random -> rank(exact, random.nextInt(PEOPLE), scores)));
        figures.putAll(loss(pruned, exact));
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        figures.put("heapMbAfter", runtime.totalMemory() - runtime.freeMemory() >> 20);
        figures.put("peakResidentMb", peakResident());
        return figures;
    }

    private interface Step {
        void run(SplittableRandom random);
    }

    private static Map<String, Object> timed(int warmUp, int times, Step step) {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        long[] nanos = new long[times];
        for (int n = -warmUp; n < times; n++) {
            long start = System.nanoTime();
            step.run(random);
            if (n >= 0) nanos[n] = System.nanoTime() - start;
        }
        return Results.percentiles(nanos);
    }

    private static int[] rank(Recommender model, int person, float[] scores) {
        model.score(person, scores);
        return TopN.of(scores, TOP);
    }

    /// The pruned form's best twenty against the exact one's, for people drawn evenly: the share they have in common, and the
    /// NDCG when an item is worth what its exact score is above that of the exact form's worst candidate.
    private static Map<String, Object> loss(PrunedPaths pruned, SignedPathsModel exact) {
        SplittableRandom random = new SplittableRandom(SEED + 2);
        float[] a = new float[ITEMS];
        float[] b = new float[ITEMS];
        double shared = 0;
        double ndcg = 0;
        int people = 0;
        while (people < COMPARED) {
            int person = random.nextInt(PEOPLE);
            if (pruned.view().personDegree(person) == 0) continue;
            pruned.score(person, a);
            exact.score(person, b);
            int[] mine = Unseen.best(pruned.view(), person, a, TOP);
            int[] best = Unseen.best(pruned.view(), person, b, CANDIDATES);
            float floor = b[best[best.length - 1]];
            int[] top = Arrays.copyOf(best, Math.min(TOP, best.length));
            shared += common(mine, top);
            double ideal = gain(top, b, floor);
            // Where all candidates are worth the same there is nothing to lose.
            ndcg += ideal == 0 ? 1 : gain(mine, b, floor) / ideal;
            people++;
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("comparedPeople", people);
        figures.put("overlapOfTop20WithExact", rounded(shared / (TOP * people)));
        figures.put("ndcg20AgainstExact", rounded(ndcg / people));
        return figures;
    }

    private static long common(int[] mine, int[] best) {
        return Arrays.stream(mine).filter(i -> Arrays.stream(best).anyMatch(e -> e == i)).count();
    }

    private static double gain(int[] ranked, float[] worth, float floor) {
        double sum = 0;
        for (int place = 0; place < ranked.length; place++)
            sum += Math.max(0, worth[ranked[place]] - floor) / Math.log(place + 2);
        return sum;
    }

    private static double rounded(double value) {
        return Math.round(1e4 * value) / 1e4;
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }

    /// The most memory this process ever had in the machine; -1 where the system does not tell.
    private static long peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return -1;
        for (String line : Files.readAllLines(status))
            if (line.startsWith("VmHWM:"))
                return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
        return -1;
    }
}
