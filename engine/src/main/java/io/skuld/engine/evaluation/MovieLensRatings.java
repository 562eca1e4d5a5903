package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Reads the `ratings.csv` of a MovieLens edition (Harper & Konstan, "The MovieLens datasets", TiiS 2015): a header line,
/// then `userId,movieId,rating,timestamp`. Ids need not be dense; they are renumbered in ascending order, and the films
/// nobody rated are not there.
public final class MovieLensRatings {
    private static final String HEADER = "userId,movieId,rating,timestamp";
    private static final double MAX_RATING = 10;
    private static final long MAX_ID = 999_999_999_999_999_999L;

    private MovieLensRatings() {}

    public static boolean isAt(Path folder) {
        return Files.exists(folder.resolve("ratings.csv"));
    }

    /// Everything in the file.
    ///
    /// @param people the file's ids, ascending; a person's number is the place of theirs
    /// @param items likewise
    public record Ratings(SignedEdges edges, List<Long> people, List<Long> items) {
        public Ratings {
            people = List.copyOf(people);
            items = List.copyOf(items);
        }
    }

    /// @param offset the smallest rating that counts as a like; the others are dislikes
    /// @throws BadDatasetException naming the line that cannot be used
    public static Ratings readAll(Path folder, double offset) throws IOException {
        return readRows(folder.resolve("ratings.csv")).ratings(offset);
    }

    /// @param offset the smallest rating that counts as a like; the others are dislikes
    /// @throws BadDatasetException naming the line that cannot be used
    public static SignedDataset read(Path folder, double offset, Split split) throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return split.cut(name, readAll(folder, offset).edges());
    }

    private static Rows readRows(Path file) throws IOException {
        Rows rows = new Rows(file);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String header = reader.readLine();
            if (header == null) throw new BadDatasetException(file, "the file is empty");
            if (!header.strip().equals(HEADER))
                throw new BadDatasetException(
                        file, 1, "the header should be '%s', got '%s'".formatted(HEADER, header));
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                rows.add(++number, line);
        } catch (MalformedInputException e) {
            throw new BadDatasetException(file, "it is not a text file in UTF-8");
        }
        if (rows.size == 0)
            throw new BadDatasetException(file, "the file has a header and no ratings");
        return rows;
    }

    private static final class Rows {
        private final Path file;
        private long[] user = new long[1024];
        private long[] film = new long[1024];
        private double[] rating = new double[1024];
        private long[] time = new long[1024];
        private int size;

        Rows(Path file) {
            this.file = file;
        }

        void add(int number, String line) throws BadDatasetException {
            if (line.isBlank()) return;
            String[] fields = line.strip().split(",", -1);
            if (fields.length != 4)
                throw new BadDatasetException(
                        file,
                        number,
                        "expected 4 fields (%s), got %d in '%s'"
                                .formatted(HEADER, fields.length, line));
            grow();
            try {
                user[size] = Long.parseLong(fields[0]);
                film[size] = Long.parseLong(fields[1]);
                rating[size] = Double.parseDouble(fields[2]);
                time[size] = Long.parseLong(fields[3]);
            } catch (NumberFormatException e) {
                throw new BadDatasetException(
                        file, number, "'%s' holds a field that is not a number".formatted(line));
            }
            if (user[size] < 0 || film[size] < 0 || Math.max(user[size], film[size]) > MAX_ID)
                throw new BadDatasetException(
                        file,
                        number,
                        "ids are whole numbers from 0 to %d, got user %s and film %s"
                                .formatted(MAX_ID, fields[0], fields[1]));
            if (!(rating[size] >= 0 && rating[size] <= MAX_RATING))
                throw new BadDatasetException(
                        file,
                        number,
                        "rating '%s' is not between 0 and %.0f".formatted(fields[2], MAX_RATING));
            size++;
        }

        private void grow() {
            if (size < user.length) return;
            user = Arrays.copyOf(user, size * 2);
            film = Arrays.copyOf(film, size * 2);
            rating = Arrays.copyOf(rating, size * 2);
            time = Arrays.copyOf(time, size * 2);
        }

        Ratings ratings(double offset) {
            if (!Double.isFinite(offset))
                throw new IllegalArgumentException(
                        "The offset must be a finite number, got %s".formatted(offset));
            long[] users = Arrays.stream(user, 0, size).sorted().distinct().toArray();
            long[] films = Arrays.stream(film, 0, size).sorted().distinct().toArray();
            int[] person = new int[size];
            int[] item = new int[size];
            float[] weight = new float[size];
            for (int e = 0; e < size; e++) {
                person[e] = Arrays.binarySearch(users, user[e]);
                item[e] = Arrays.binarySearch(films, film[e]);
                weight[e] = rating[e] >= offset ? 1 : -1;
            }
            return new Ratings(
                    new SignedEdges(
                            users.length,
                            films.length,
                            person,
                            item,
                            weight,
                            Arrays.copyOf(time, size)),
                    Arrays.stream(users).boxed().toList(),
                    Arrays.stream(films).boxed().toList());
        }
    }
}
