package io.skuld.server.cli.evaluate;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.cli.evaluate.FeedStage.Said;
import io.skuld.server.learning.LiftSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld evaluate feed`: what the graph is worth in the feed that people see.
@Command(
        name = "feed",
        description = {
            "Measure the product's own feed on a MovieLens folder, each person's own time split 70/10/20,",
            "with a community, for one person alone, and without the graph; and how much of what is near",
            "an item moves when a person dislikes it. Without a folder only the latter, on the starter",
            "catalogue with made-up people."
        },
        mixinStandardHelpOptions = true)
final class EvaluateFeedCommand implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder with ratings.csv, movies.csv and tags.csv.")
    @Nullable Path data;

    @Option(
            names = "--tune",
            description =
                    "Choose on the validation part how much the graph counts; the test part is not looked at for it.")
    boolean tune;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many dislikes to try. Default: ${DEFAULT-VALUE}.")
    int trials;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results here.")
    @Nullable Path json;

    @Override
    public Integer call() {
        if (json != null) ResultFiles.requireWritable(json);
        Map<String, Object> result = new LinkedHashMap<>();
        Path folder = data;
        if (folder == null) onStarter(result);
        else onRatings(folder, result);
        result.put("provenance", provenance());
        PrintWriter out = command().commandLine().getOut();
        TextTable.printFigures(result, out);
        out.flush();
        if (json != null) ResultFiles.write(json, result);
        return 0;
    }

    private void onRatings(Path folder, Map<String, Object> result) {
        FilmRatings all = FilmRatings.read(folder);
        // Everybody's own time split: films without tags, which may be younger than a cut.
        Map<Integer, Item> films = all.filmsAt(Long.MIN_VALUE);
        Parts parts = Parts.of(all);
        result.put("data", folder.toAbsolutePath().normalize().getFileName().toString());
        try (FeedStage stage = FeedStage.open(films.values(), parts.train())) {
            FeedEvaluation evaluation = new FeedEvaluation(stage, parts.train());
            LiftSettings settings = LiftSettings.DEFAULTS;
            if (tune) {
                LiftChoice.Choice choice = evaluation.choice(parts.valid());
                result.put("validation", choice.tried());
                settings = choice.settings();
            }
            result.put("settings", settings);
            result.put("ranking", evaluation.ranking(settings, parts.test()));
        }
        // To be near by a tag, tags are needed: as the films are described today.
        Collection<Item> today = all.filmsAt(Long.MAX_VALUE).values();
        try (FeedStage stage = FeedStage.open(today, parts.train())) {
            result.put(
                    "dislikes",
                    new FeedEvaluation(stage, parts.train())
                            .dislikes(LiftSettings.DEFAULTS, today, trials));
        }
    }

    /// @param train what was said first, by person, and so on
    private record Parts(List<List<Said>> train, List<List<Said>> valid, List<List<Said>> test) {
        static Parts of(FilmRatings all) {
            Map<Integer, List<Said>> byPerson = new TreeMap<>();
            for (FilmRatings.Rating r : all.ratings())
                byPerson.computeIfAbsent(r.person(), person -> new ArrayList<>())
                        .add(
                                new Said(
                                        new ItemId("movielens", String.valueOf(r.film())),
                                        r.rating(),
                                        Instant.ofEpochSecond(r.at())));
            Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (List<Said> own : byPerson.values()) {
                int validFrom = own.size() * 7 / 10;
                int testFrom = own.size() * 8 / 10;
                parts.train.add(own.subList(0, validFrom));
                parts.valid.add(own.subList(validFrom, testFrom));
                parts.test.add(own.subList(testFrom, own.size()));
            }
            return parts;
        }
    }

    private void onStarter(Map<String, Object> result) {
        List<Item> items =
                StarterCatalogue.read().stream().map(described -> described.item()).toList();
        List<List<Said>> said = MadeUpPeople.of(items);
        result.put("data", "starter catalogue, made-up people");
        result.put("settings", LiftSettings.DEFAULTS);
        try (FeedStage stage = FeedStage.open(items, said)) {
            result.put(
                    "dislikes",
                    new FeedEvaluation(stage, said).dislikes(LiftSettings.DEFAULTS, items, trials));
        }
    }

    /// Sixty people who like two genres each and rate sixty works at random.
    private static final class MadeUpPeople {
        private static final int PEOPLE = 60;
        private static final int RATINGS = 60;

        static List<List<Said>> of(List<Item> items) {
            SplittableRandom random = new SplittableRandom(42);
            List<String> genres =
                    items.stream().flatMap(i -> i.genres().stream()).distinct().sorted().toList();
            List<List<Said>> people = new ArrayList<>();
            for (int p = 0; p < PEOPLE; p++) {
                List<String> liked =
                        List.of(
                                genres.get(random.nextInt(genres.size())),
                                genres.get(random.nextInt(genres.size())));
                Map<ItemId, Said> said = new LinkedHashMap<>();
                while (said.size() < RATINGS) {
                    Item item = items.get(random.nextInt(items.size()));
                    boolean fits = item.genres().stream().anyMatch(liked::contains);
                    double rating = (fits ? 8 : 4) + random.nextInt(-10, 11) / 10.0;
                    said.put(item.id(), new Said(item.id(), rating, Instant.EPOCH));
                }
                people.add(List.copyOf(said.values()));
            }
            return people;
        }
    }

    private Map<String, Object> provenance() {
        return Provenance.of(command().root().commandLine().getParseResult().originalArgs())
                .toJson();
    }

    private CommandSpec command() {
        if (spec == null) throw new IllegalStateException("picocli fills in the spec");
        return spec;
    }
}
