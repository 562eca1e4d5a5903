package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.ChoosingData;
import io.skuld.engine.evaluation.MovieLensRatings;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.evaluation.SignedGraphFolder;
import io.skuld.engine.evaluation.Split;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which data, what counts as a like, and how it is cut.
final class DatasetOption {
    /// Used for data with times when none is asked for.
    private static final String DEFAULT_SPLIT = "person:0.7,0.1,0.2";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "A folder with train.txt, valid.txt and test.txt (lines 'user item rating'), or with MovieLens' ratings.csv.")
    Path data = Path.of("");

    @Option(
            names = "--offset",
            required = true,
            paramLabel = "X",
            description = "Ratings of at least X are likes, the others dislikes.")
    double offset;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description =
                    "How ratings.csv is cut: time:0.7,0.1,0.2 at two moments for all, or person:0.7,0.1,0.2 in each person's own history (default "
                            + DEFAULT_SPLIT
                            + "). Folders that come in three parts are used as published.")
    @Nullable String split;

    SignedDataset load() {
        try {
            if (SignedGraphFolder.isAt(data)) return SignedGraphFolder.read(data, offset);
            if (MovieLensRatings.isAt(data))
                return MovieLensRatings.read(data, offset, Split.parse(splitOfRatings()));
        } catch (IOException | IllegalArgumentException e) {
            throw new EvaluationException(e);
        }
        throw new EvaluationException(
                "%s holds neither train.txt nor ratings.csv. Nothing was evaluated; give --data a folder that does."
                        .formatted(data));
    }

    /// The training and the validation part alone; a test file is not opened.
    ChoosingData loadForChoosing() {
        try {
            if (SignedGraphFolder.isAt(data))
                return SignedGraphFolder.readForChoosing(data, offset);
        } catch (IOException | IllegalArgumentException e) {
            throw new EvaluationException(e);
        }
        return load().forChoosing();
    }

    /// How the data was cut, for reports.
    String describedSplit() {
        return SignedGraphFolder.isAt(data)
                ? "published"
                : Split.parse(splitOfRatings()).toString();
    }

    private String splitOfRatings() {
        return split == null ? DEFAULT_SPLIT : split;
    }
}
