package io.skuld.benchmarks;

import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.evaluation.SignedGraphFolder;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Unseen;
import io.skuld.engine.model.ValidationPeople;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PruneSettings;
import io.skuld.engine.model.signed.PrunedPaths;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the pruned form of the paths loses against the exact one, by the width of its rows, on the validation part of real
/// data sets: NDCG@20, and the share of the exact best twenty that it has among its own. The test part is not read.
///
/// `./skuld bench prune-loss DATA:OFFSET …`.
final class PruneLoss {
    private static final int[] WIDTHS = {25, 50, 100, 200, 400};
    private static final int PEOPLE = 4000;
    private static final int TOP = 20;
    private static final long SEED = 42;

    private PruneLoss() {}

    static void run(List<String> arguments) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            int colon = argument.lastIndexOf(':');
            all.add(
                    measure(
                            SignedGraphFolder.read(
                                    Path.of(argument.substring(0, colon)),
                                    Double.parseDouble(argument.substring(colon + 1)))));
        }
        Results.write("prune-loss.json", Bench.command(arguments), Map.of("datasets", all));
    }

    private static Map<String, Object> measure(SignedDataset data) {
        SignedGraph graph = SignedGraph.of(data.train());
        SignedPathsModel exact = SignedPathsModel.over(graph, PathSettings.DEFAULTS);
        ValidationPeople people = ValidationPeople.of(graph.view(), data.valid(), PEOPLE, SEED);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("dataset", data.name());
        figures.put("items", data.items());
        figures.put("people", people.size());
        double best = people.ndcg(exact, graph.view());
        figures.put("exactNdcg@20", rounded(best));
        List<Map<String, Object>> widths = new ArrayList<>();
        for (int width : WIDTHS) {
            PrunedPaths pruned =
                    PrunedPaths.over(
                            graph, PathSettings.DEFAULTS, PruneSettings.DEFAULTS.withWidth(width));
            double ndcg = people.ndcg(pruned, graph.view());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("width", width);
            row.put("ndcg@20", rounded(ndcg));
            // Where the exact form finds nothing with these settings there is nothing to lose.
            if (best > .001) row.put("lossPercent", rounded(100 * (1 - ndcg / best)));
            row.put("overlap@20", rounded(overlap(people, graph, pruned, exact)));
            widths.add(row);
        }
        figures.put("widths", widths);
        return figures;
    }

    private static double overlap(
            ValidationPeople people, SignedGraph graph, Recommender pruned, Recommender exact) {
        double shared = 0;
        for (int n = 0; n < people.size(); n++) {
            int[] mine = best(graph, pruned, people.person(n));
            int[] theirs = best(graph, exact, people.person(n));
            Arrays.sort(theirs);
            for (int item : mine) if (Arrays.binarySearch(theirs, item) >= 0) shared++;
        }
        return shared / (TOP * people.size());
    }

    private static int[] best(SignedGraph graph, Recommender model, int person) {
        float[] scores = new float[model.items()];
        model.score(person, scores);
        return Unseen.best(graph.view(), person, scores, TOP);
    }

    private static double rounded(double value) {
        return Math.round(1e4 * value) / 1e4;
    }
}
