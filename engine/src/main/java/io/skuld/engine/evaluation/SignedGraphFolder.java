package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/// Reads a folder in the signed-graph protocol (Chen et al., "SIGformer", SIGIR 2024): `train.txt`, `valid.txt` and
/// `test.txt` with lines `user item rating`, ids dense from 0; an edge is a like when its rating is at least the
/// offset, else a dislike. An `info.txt` with lines `users N` and `items N` fixes the counts, else the largest ids do.
/// Without a `valid.txt`, or with an empty one, there is nothing to choose settings on, and the validation part is empty.
///
/// The lines are kept in file order. The published files are sorted by sign, so whoever streams them shuffles first.
public final class SignedGraphFolder {
    private static final String TRAIN = "train.txt";
    private static final String VALID = "valid.txt";
    private static final String TEST = "test.txt";

    /// Ids this far beyond the number of lines are a mistake, not a sparse dataset.
    private static final int MAX_ID_PER_LINE = 10;

    private SignedGraphFolder() {}

    public static boolean isAt(Path folder) {
        return Files.exists(folder.resolve(TRAIN));
    }

    /// @param offset the smallest rating that counts as a like
    /// @throws BadDatasetException naming the file and line that cannot be used
    public static SignedDataset read(Path folder, double offset) throws IOException {
        return dataset(folder, Lines.needed(folder.resolve(TEST), offset), offset);
    }

    /// Everything that is there, to be learned from: only `train.txt` has to be.
    ///
    /// @param offset the smallest rating that counts as a like
    /// @throws BadDatasetException naming the file and line that cannot be used
    public static SignedDataset readToLearn(Path folder, double offset) throws IOException {
        return dataset(folder, Lines.wanted(folder.resolve(TEST), offset), offset);
    }

    private static SignedDataset dataset(Path folder, Lines test, double offset)
            throws IOException {
        List<SignedEdges> parts =
                edges(
                        folder,
                        List.of(
                                Lines.needed(folder.resolve(TRAIN), offset),
                                Lines.wanted(folder.resolve(VALID), offset),
                                test));
        return new SignedDataset(nameOf(folder), parts.get(0), parts.get(1), parts.get(2));
    }

    /// The training and the validation part; the test file is not opened.
    ///
    /// @param offset the smallest rating that counts as a like
    /// @throws BadDatasetException naming the file and line that cannot be used
    public static ChoosingData readForChoosing(Path folder, double offset) throws IOException {
        List<SignedEdges> parts =
                edges(
                        folder,
                        List.of(
                                Lines.needed(folder.resolve(TRAIN), offset),
                                Lines.needed(folder.resolve(VALID), offset)));
        return new ChoosingData(nameOf(folder), parts.get(0), parts.get(1));
    }

    private static String nameOf(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private static List<SignedEdges> edges(Path folder, List<Lines> parts) throws IOException {
        Counts counts = Counts.of(folder.resolve("info.txt"));
        for (Lines part : parts) counts = counts.covering(part);
        List<SignedEdges> edges = new ArrayList<>();
        for (Lines part : parts) edges.add(part.edges(counts));
        return edges;
    }

    /// @param declared whether the counts were written in info.txt, so that larger ids are errors
    private record Counts(int people, int items, boolean declared) {
        static Counts of(Path info) throws IOException {
            int people = 0;
            int items = 0;
            if (Files.exists(info)) {
                for (String line : Files.readAllLines(info)) {
                    if (line.startsWith("users ")) people = count(info, line);
                    if (line.startsWith("items ")) items = count(info, line);
                }
            }
            return new Counts(people, items, people > 0 && items > 0);
        }

        private static int count(Path info, String line) throws BadDatasetException {
            try {
                return Integer.parseInt(line.substring(line.indexOf(' ') + 1).trim());
            } catch (NumberFormatException e) {
                throw new BadDatasetException(
                        info, "'%s' should end with a whole number".formatted(line));
            }
        }

        Counts covering(Lines part) throws BadDatasetException {
            if (declared) {
                part.requireBelow(people, items);
                return this;
            }
            return new Counts(
                    Math.max(people, part.maxPerson + 1), Math.max(items, part.maxItem + 1), false);
        }
    }

    /// The lines of one file as growing arrays, checked one by one.
    private static final class Lines {
        private final Path file;
        private final IntList person = new IntList();
        private final IntList item = new IntList();
        private final IntList liked = new IntList();
        private final IntList lineNumber = new IntList();
        private int maxPerson = -1;
        private int maxItem = -1;

        private Lines(Path file) {
            this.file = file;
        }

        /// @throws BadDatasetException when there is no such file or nothing in it
        static Lines needed(Path file, double offset) throws IOException {
            if (!Files.isRegularFile(file))
                throw new BadDatasetException(
                        file,
                        "there is no such file; the protocol needs %s, %s and %s"
                                .formatted(TRAIN, VALID, TEST));
            Lines lines = wanted(file, offset);
            if (lines.person.size() == 0) throw new BadDatasetException(file, "the file is empty");
            return lines;
        }

        /// No lines when there is no such file.
        static Lines wanted(Path file, double offset) throws IOException {
            if (!Double.isFinite(offset))
                throw new IllegalArgumentException(
                        "The offset must be a finite number, got %s".formatted(offset));
            Lines lines = new Lines(file);
            if (!Files.isRegularFile(file)) return lines;
            try (DataLines text = new DataLines(file)) {
                for (String line = text.next(); line != null; line = text.next())
                    lines.add(text.number(), line, offset);
            }
            lines.requireDenseIds();
            return lines;
        }

        private void add(int number, String line, double offset) throws BadDatasetException {
            StringTokenizer fields = new StringTokenizer(line, " \t,");
            if (fields.countTokens() != 3)
                throw new BadDatasetException(
                        file,
                        number,
                        "expected 'user item rating', got %d fields in '%s'"
                                .formatted(fields.countTokens(), line));
            int p = id(number, "user", fields.nextToken());
            int i = id(number, "item", fields.nextToken());
            double rating = rating(number, fields.nextToken());
            person.add(p);
            item.add(i);
            liked.add(rating >= offset ? 1 : 0);
            lineNumber.add(number);
            maxPerson = Math.max(maxPerson, p);
            maxItem = Math.max(maxItem, i);
        }

        private int id(int number, String what, String text) throws BadDatasetException {
            try {
                int id = Integer.parseInt(text);
                if (id >= 0 && id < Integer.MAX_VALUE) return id;
            } catch (NumberFormatException e) {
                // Reported below, like a negative id.
            }
            throw new BadDatasetException(
                    file,
                    number,
                    "%s id '%s' is not a whole number from 0 to %d"
                            .formatted(what, text, Integer.MAX_VALUE - 1));
        }

        private double rating(int number, String text) throws BadDatasetException {
            try {
                double rating = Double.parseDouble(text);
                if (Double.isFinite(rating)) return rating;
            } catch (NumberFormatException e) {
                // Reported below, like NaN and infinity.
            }
            throw new BadDatasetException(
                    file, number, "rating '%s' is not a finite number".formatted(text));
        }

        private void requireDenseIds() throws BadDatasetException {
            long limit = 1_000_000L + (long) MAX_ID_PER_LINE * person.size();
            if (maxPerson > limit || maxItem > limit)
                throw new BadDatasetException(
                        file,
                        "its largest ids are user %d and item %d, though it has only %d lines; ids must be dense from 0 (those of a ratings.csv need not be)"
                                .formatted(maxPerson, maxItem, person.size()));
        }

        private void requireBelow(int people, int items) throws BadDatasetException {
            for (int e = 0; e < person.size(); e++)
                if (person.get(e) >= people || item.get(e) >= items)
                    throw new BadDatasetException(
                            file,
                            lineNumber.get(e),
                            "user %d and item %d are out of range, info.txt promises %d users and %d items"
                                    .formatted(person.get(e), item.get(e), people, items));
        }

        SignedEdges edges(Counts counts) {
            boolean[] likes = new boolean[liked.size()];
            for (int e = 0; e < likes.length; e++) likes[e] = liked.get(e) == 1;
            return SignedEdges.untimed(
                    counts.people(), counts.items(), person.toArray(), item.toArray(), likes);
        }
    }
}
