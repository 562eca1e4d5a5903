package io.skuld.server.serving;

import io.skuld.engine.evaluation.MovieLensRatings;
import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.evaluation.SignedGraphFolder;
import io.skuld.engine.graph.SignedEdges;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;

/// The data set that is served: three files of the signed-graph protocol, or MovieLens' `ratings.csv`.
///
/// @param name of the folder
/// @param version changes with the file that is learned from
/// @param train what is learned
/// @param valid what settings are chosen on; empty when none are and everything is learned
record ServedData(
        String name,
        String version,
        SignedEdges train,
        SignedEdges valid,
        Names people,
        Names items) {
    /// Of each person's ratings the newest tenth is for choosing settings.
    private static final int CHOOSING = 10;

    /// @throws IOException when a file cannot be read or used
    /// @throws IllegalArgumentException when the plan's offset is no number
    static ServedData read(DatasetPlan plan) throws IOException {
        Path folder = plan.data();
        if (!Files.isDirectory(folder))
            throw new FileNotFoundException(folder + " is not a folder.");
        if (SignedGraphFolder.isAt(folder)) return published(folder, plan.offset());
        Optional<Path> ratings = MovieLensRatings.file(folder);
        if (ratings.isPresent()) return ratings(folder, ratings.get(), plan);
        throw new FileNotFoundException(
                folder + " holds neither train.txt nor ratings.csv, ratings.dat or u.data.");
    }

    private static ServedData published(Path folder, double offset) throws IOException {
        SignedDataset data = SignedGraphFolder.readToLearn(folder, offset);
        return new ServedData(
                data.name(),
                hash(folder.resolve("train.txt")),
                data.train(),
                data.valid(),
                Names.counted(data.people()),
                Names.counted(data.items()));
    }

    private static ServedData ratings(Path folder, Path file, DatasetPlan plan) throws IOException {
        MovieLensRatings.Ratings all = MovieLensRatings.readAll(folder, plan.offset());
        SignedEdges edges = all.edges();
        int held = plan.tuning() == null ? Integer.MAX_VALUE : CHOOSING;
        boolean[] newest = newest(edges, held);
        return new ServedData(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                hash(file),
                edges.at(where(newest, false)),
                edges.at(where(newest, true)),
                Names.of(all.people()),
                Names.of(all.items()));
    }

    /// Which edges are of each person's newest, one of so many.
    private static boolean[] newest(SignedEdges edges, int oneOf) {
        int[] order =
                IntStream.range(0, edges.size())
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingInt(edges::person)
                                        .thenComparing(
                                                Comparator.<Integer>comparingLong(edges::time)
                                                        .reversed()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        boolean[] newest = new boolean[order.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            while (to < order.length && edges.person(order[to]) == edges.person(order[from])) to++;
            long held = Math.round((double) (to - from) / oneOf);
            for (int k = 0; k < held; k++) newest[order[from + k]] = true;
        }
        return newest;
    }

    private static int[] where(boolean[] cells, boolean value) {
        return IntStream.range(0, cells.length).filter(e -> cells[e] == value).toArray();
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block))
                digest.update(block, 0, read);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    long likes() {
        return IntStream.range(0, train.size()).filter(train::liked).count();
    }
}
