package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.ChoosingData;
import io.skuld.engine.evaluation.MovieLensRatings;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.evaluation.SignedGraphFolder;
import io.skuld.engine.evaluation.Split;
import io.skuld.engine.graph.SignedEdges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
                    "A folder with train.txt, valid.txt and test.txt (lines 'user item rating', ids dense from 0), or with MovieLens' ratings.csv (userId,movieId,rating,timestamp), ratings.dat or u.data.")
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
                    "How ratings.csv is cut into train, validation and test: time:0.7,0.1,0.2 (or global:…) at two moments for all, person:0.7,0.1,0.2 in each person's own history (default "
                            + DEFAULT_SPLIT
                            + "). Folders that come in three parts are used as published.")
    @Nullable String split;

    SignedDataset load() {
        try {
            if (SignedGraphFolder.isAt(data))
                return withLikes(SignedGraphFolder.read(data, offset));
            if (MovieLensRatings.isAt(data))
                return withLikes(
                        MovieLensRatings.read(data, offset, Split.parse(splitOfRatings())));
        } catch (IOException | IllegalArgumentException e) {
            throw EvaluationException.beforeAnything(e);
        }
        throw new EvaluationException(
                Files.exists(data)
                        ? "%s holds neither train.txt nor ratings.csv, ratings.dat or u.data. Nothing was evaluated; give --data a folder that does."
                                .formatted(data)
                        : "There is no folder %s. Nothing was evaluated; give --data the folder of a data set."
                                .formatted(data));
    }

    private SignedDataset withLikes(SignedDataset read) {
        if (likes(read.train()) == 0)
            throw new EvaluationException(
                    "No rating of the training part reaches --offset %s, so there is not one like. Nothing was evaluated; give the smallest rating that means a like, as --offset 4 for stars."
                            .formatted(offset));
        return read;
    }

    private static long likes(SignedEdges edges) {
        return IntStream.range(0, edges.size()).filter(edges::liked).count();
    }

    /// What somebody should know before they read the figures; empty when there is nothing.
    List<String> warnings(SignedDataset read) {
        List<String> warnings = new ArrayList<>();
        if (split != null && SignedGraphFolder.isAt(data))
            warnings.add("--split is not used: this data set comes in three parts.");
        if (likes(read.train()) == read.train().size())
            warnings.add(
                    "Every rating is a like with --offset %s: negative@20 and V-AUC have nothing to count."
                            .formatted(offset));
        if (likes(read.test()) == 0)
            warnings.add("The test part has no likes: recall and NDCG have nothing to count.");
        return warnings;
    }

    /// @throws EvaluationException when there is nothing to choose settings on
    void requireValidation(SignedDataset read) {
        if (read.valid().size() == 0)
            throw new EvaluationException(
                    "%s has no validation part to choose settings on. Nothing was evaluated; leave --tune out, or add valid.txt, or a share of --split."
                            .formatted(data));
    }

    /// The training and the validation part alone; a test file is not opened.
    ChoosingData loadForChoosing() {
        try {
            if (SignedGraphFolder.isAt(data))
                return SignedGraphFolder.readForChoosing(data, offset);
        } catch (IOException | IllegalArgumentException e) {
            throw EvaluationException.beforeAnything(e);
        }
        SignedDataset read = load();
        requireValidation(read);
        return read.forChoosing();
    }

    /// The validation people in folds, see [ChoosingData#folds].
    ///
    /// @throws EvaluationException when some fold has nobody who likes anything
    List<SignedDataset> folds(int count, long seed) {
        List<SignedDataset> folds = loadForChoosing().folds(count, seed);
        if (folds.stream().anyMatch(fold -> likes(fold.test()) == 0))
            throw new EvaluationException(
                    "Cut into %d folds, the validation part of %s leaves some fold without a like to judge by. Nothing was evaluated; give --validation fewer folds."
                            .formatted(count, data));
        return folds;
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
