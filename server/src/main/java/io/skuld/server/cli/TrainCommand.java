package io.skuld.server.cli;

import io.skuld.engine.evaluation.Bootstrap.Difference;
import io.skuld.server.App;
import io.skuld.server.learning.Courtesy;
import io.skuld.server.learning.GraphTuning;
import io.skuld.server.learning.GraphVersions;
import io.skuld.server.learning.TestThenLearn;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./skuld train`: everything that follows from the log and the catalogue, brought up to date now instead of in the
/// background, and how well each person's taste is known.
@Command(
        name = "train",
        description = {
            "Make the text vectors that are missing, learn every person's taste from the log,",
            "tell how well it is known (each opinion is predicted before it is learned), and search how the",
            "graph should be walked and count in feeds; something else goes live only when it is better beyond doubt."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Option(
            names = "--person",
            description = "Only this person's taste. Default: everybody's of the household.")
    @Nullable String person;

    @Option(
            names = "--roll-back",
            description = "Only make live again what counted before the last search changed it.")
    boolean rollBack;

    @Override
    public Integer call() {
        try (App app = App.open(home.settings());
                TerminalProgress progress = TerminalProgress.of(report.isForPeople(), "Training")) {
            if (rollBack) return rolledBack(app.tuning().rollBack());
            long encoded = app.encodeAll(progress);
            Map<String, TestThenLearn> tastes = new LinkedHashMap<>();
            List<Person> people = people(app);
            for (int n = 0; n < people.size(); n++) {
                PersonId id = people.get(n).id();
                progress.at(n, people.size(), "tastes");
                tastes.put(id.value(), app.learning().tastes().testThenLearn(id));
            }
            GraphTuning.Outcome tuned = app.tuning().run(progress, Courtesy.NONE);
            String version = app.log().version();
            progress.close();
            report.tell(
                    () -> facts(encoded, version, tastes, tuned),
                    out -> tell(encoded, version, tastes, tuned, out));
        }
        return 0;
    }

    private List<Person> people(App app) {
        if (person == null)
            return app.people().all().stream().filter(one -> !one.community()).toList();
        return List.of(app.people().known(new PersonId(person)));
    }

    private int rolledBack(GraphVersions.@Nullable Live live) {
        if (live == null)
            throw new IllegalArgumentException(
                    "No search has changed anything so far, so there is nothing to roll back.");
        String version = GraphVersions.nameOf(live.number());
        Map<String, String> settings = live.settings().toMap();
        report.tell(
                () -> Map.of("live", version, "settings", settings),
                out -> out.printf("Live again: version %s: %s%n", version, words(settings)));
        return 0;
    }

    private static Map<String, Object> facts(
            long encoded,
            String version,
            Map<String, TestThenLearn> tastes,
            GraphTuning.Outcome tuned) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("encoded", encoded);
        facts.put("dataVersion", version);
        facts.put("tastes", tastes);
        facts.put("tuning", tuned);
        return facts;
    }

    private static void tell(
            long encoded,
            String version,
            Map<String, TestThenLearn> tastes,
            GraphTuning.Outcome tuned,
            PrintWriter out) {
        out.printf("%d items got their text vector. Data version %s.%n", encoded, version);
        tastes.forEach((name, known) ->
                out.printf(
                        "%s: %d opinions; predicted beforehand within %.2f points on average, %.2f by their mean alone%n",
                        name, known.opinions(), known.error(), known.errorOfMean()));
        Difference gain = tuned.gain();
        out.printf(
                "The graph in feeds: %s%s%s.%nLive: version %s: %s%n",
                switch (tuned.verdict()) {
                    case TOO_LITTLE_KNOWN ->
                            "too few opinions to search: %d held out of people with %d and more, of the %d that it takes"
                                    .formatted(
                                            tuned.opinions(),
                                            GraphTuning.FEWEST_OPINIONS,
                                            GraphTuning.FEWEST_HELD_OUT);
                    case KEPT -> "nothing is better beyond doubt";
                    case CHANGED -> "something better was found";
                },
                gain == null
                        ? ""
                        : ", by %+.4f [%.4f, %.4f] on %d held-out opinions of %d people, %d candidates"
                                .formatted(
                                        gain.mean(),
                                        gain.ci95().low(),
                                        gain.ci95().high(),
                                        tuned.opinions(),
                                        tuned.people(),
                                        tuned.tried()),
                tuned.complete() ? "" : ", when the time for the search was over",
                tuned.version(),
                words(tuned.live()));
    }

    /// As `community 4.0, doubt 1.0`.
    static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }
}
