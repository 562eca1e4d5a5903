package io.skuld.server.cli;

import io.skuld.engine.model.TuningBudget;
import io.skuld.server.serving.DatasetModel;
import io.skuld.server.serving.DatasetPlan;
import io.skuld.server.serving.ModelKind;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Which data set `serve` answers from, and by which model.
final class InteractionsOption {
    private static final long SEED = 42;

    @Option(
            names = "--interactions",
            required = true,
            paramLabel = "DIR",
            description = {
                "A folder with train.txt (lines 'user item rating'; valid.txt and test.txt may be beside it), or with MovieLens' ratings.csv, ratings.dat or u.data.",
                "Learns from train.txt or from all ratings, and from what is reported afterwards."
            })
    Path data = Path.of("");

    @Option(
            names = "--offset",
            paramLabel = "X",
            defaultValue = "1",
            description =
                    "Ratings of at least X are likes, the others dislikes. Default: ${DEFAULT-VALUE}.")
    double offset;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "ranked",
            description =
                    "paths, hybrid or ranked: the quickest to the most accurate. Default: ${DEFAULT-VALUE}.")
    ModelKind model = ModelKind.RANKED;

    @Option(
            names = "--tune-seconds",
            paramLabel = "S",
            defaultValue = "30",
            description =
                    "Before fitting, choose settings on valid.txt, or on each person's newest tenth of ratings.csv, or without either on a tenth at random, for about S seconds. 0 takes the settings that Skuld ships with. Default: ${DEFAULT-VALUE}.")
    int tuneSeconds;

    @Option(
            names = "--refit",
            description = "Fit a new version although there is one, from all that is known now.")
    boolean refit;

    /// Tells on the error stream what is going on.
    DatasetModel start(Path home) {
        if (tuneSeconds < 0)
            throw new IllegalArgumentException(
                    "--tune-seconds must be 0 or more. Nothing was started.");
        TuningBudget tuning =
                tuneSeconds == 0 ? null : new TuningBudget(Duration.ofSeconds(tuneSeconds), SEED);
        return DatasetModel.start(
                new DatasetPlan(data, offset, model, home, tuning, refit), System.err::println);
    }
}
