package io.skuld.server.cli.evaluate;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.cli.HomeOption;
import io.skuld.server.encoders.MiniLmEncoder;
import io.skuld.server.learning.AttributeHasher;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld evaluate taste`: the taste model against ratings and labels that came later.
@Command(
        name = "taste",
        description = {
            "Measure the taste model on a MovieLens folder (mean absolute error, 0 to 10)",
            "or on reel-driver's (average precision, AUC, F1)."
        },
        mixinStandardHelpOptions = true)
final class EvaluateTasteCommand implements Callable<Integer> {
    private static final double TRAIN = .8;

    @Spec @Nullable CommandSpec spec;

    @Mixin HomeOption home = new HomeOption();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "A folder with ratings.csv, movies.csv and tags.csv, or with training.parquet and split.csv.")
    Path data = Path.of("");

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the most active people to judge. Default: ${DEFAULT-VALUE}.")
    int people;

    @Option(
            names = "--tune",
            description =
                    "Search for better settings on the validation part first; the test part is not looked at for it.")
    boolean tune;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results here.")
    @Nullable Path json;

    private TasteSettings settings = TasteSettings.DEFAULTS;

    @Override
    public Integer call() throws Exception {
        if (json != null) ResultFiles.requireWritable(json);
        Map<String, Object> result = new LinkedHashMap<>();
        try (MiniLmEncoder encoder = new MiniLmEncoder(home.home())) {
            TasteSpace space = new TasteSpace(encoder.dim(), AttributeHasher.DIM);
            EncodedItems encoded = new EncodedItems(encoder);
            Map<String, Object> figures =
                    SqlReelDriver.isAt(data) ? labels(encoded, space) : ratings(encoded, space);
            result.put("data", data.toAbsolutePath().normalize().getFileName().toString());
            result.put("model", "taste v1");
            result.put("encoder", encoder.version());
            result.put("settings", settings);
            result.putAll(figures);
            result.put("provenance", provenance());
        }
        PrintWriter out = command().commandLine().getOut();
        TextTable.printFigures(result, out);
        out.flush();
        if (json != null) ResultFiles.write(json, result);
        return 0;
    }

    private Map<String, Object> provenance() {
        return Provenance.of(command().root().commandLine().getParseResult().originalArgs())
                .toJson();
    }

    private Map<String, Object> labels(EncodedItems encoded, TasteSpace space) {
        List<LabelledFilm> films = SqlReelDriver.read(data);
        Map<ItemId, Item> items = new HashMap<>();
        for (LabelledFilm film : films) items.put(film.item().id(), film.item());
        Map<ItemId, TasteFeatures> features = encoded.features(items);
        if (tune)
            search(s -> -new LabelEvaluation(films, features, space, s).validAveragePrecision());
        return new LabelEvaluation(films, features, space, settings).report();
    }

    private Map<String, Object> ratings(EncodedItems encoded, TasteSpace space) {
        FilmRatings all = FilmRatings.read(data);
        List<Integer> active = all.mostActive(people);
        if (tune) tuneOnRatings(all, active, encoded, space);
        long moment = all.momentAfter(TRAIN);
        RatingEvaluation evaluation =
                new RatingEvaluation(
                        all.ratings(), encoded.features(all.filmsAt(moment)), space, settings);
        List<RatingEvaluation.Case> global = RatingEvaluation.cutAt(moment, all.ratings(), active);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("globalTimeSplit", evaluation.report(global));
        report.put(
                "globalTimeSplitWithOwnHistory",
                evaluation.report(global.stream().filter(c -> !c.learned().isEmpty()).toList()));
        // Cut at as many moments as people: films without tags, which may be younger than a cut.
        Map<Integer, TasteFeatures> untagged = encoded.features(all.filmsAt(Long.MIN_VALUE));
        report.put(
                "ownTimeSplit",
                new RatingEvaluation(all.ratings(), untagged, space, settings)
                        .report(RatingEvaluation.cutOwn(TRAIN, all.ratings(), active)));
        return report;
    }

    /// On the first four fifths of each person's history, cut once more; films without tags, which may be younger.
    private void tuneOnRatings(
            FilmRatings all, List<Integer> active, EncodedItems encoded, TasteSpace space) {
        Map<Integer, TasteFeatures> untagged = encoded.features(all.filmsAt(Long.MIN_VALUE));
        List<FilmRatings.Rating> training =
                RatingEvaluation.cutOwn(TRAIN, all.ratings(), active).stream()
                        .flatMap(c -> c.learned().stream())
                        .toList();
        List<RatingEvaluation.Case> cases = RatingEvaluation.cutOwn(TRAIN, training, active);
        search(s -> new RatingEvaluation(training, untagged, space, s).tasteError(cases));
    }

    /// Coordinate search in factors of two, until a round finds nothing better.
    ///
    /// @param cost of settings, the lower the better
    private void search(ToDoubleFunction<TasteSettings> cost) {
        PrintWriter terminal = command().commandLine().getErr();
        double best = cost.applyAsDouble(settings);
        boolean found = true;
        while (found) {
            found = false;
            for (TasteSettings candidate : neighbours(settings)) {
                double value = cost.applyAsDouble(candidate);
                terminal.printf("%s: %.5f%n", candidate, value);
                terminal.flush();
                if (value < best - 1e-6) {
                    best = value;
                    settings = candidate;
                    found = true;
                }
            }
        }
    }

    private static List<TasteSettings> neighbours(TasteSettings s) {
        return java.util.stream.DoubleStream.of(.5, 2)
                .boxed()
                .flatMap(f ->
                        java.util.stream.Stream.of(
                                new TasteSettings(
                                        s.priorMean(),
                                        s.levelVariance(),
                                        s.textVariance() * f,
                                        s.attributeVariance(),
                                        s.noiseVariance()),
                                new TasteSettings(
                                        s.priorMean(),
                                        s.levelVariance(),
                                        s.textVariance(),
                                        s.attributeVariance() * f,
                                        s.noiseVariance()),
                                new TasteSettings(
                                        s.priorMean(),
                                        s.levelVariance() * f,
                                        s.textVariance(),
                                        s.attributeVariance(),
                                        s.noiseVariance())))
                .toList();
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec;
    }
}
