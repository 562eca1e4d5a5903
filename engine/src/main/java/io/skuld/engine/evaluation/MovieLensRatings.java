package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the ratings of a MovieLens edition (Harper & Konstan, "The MovieLens datasets", TiiS 2015): `ratings.csv` with a
/// header that names the columns userId, movieId (or itemId), rating and timestamp, or the older `ratings.dat`
/// (`user::item::rating::timestamp`) and `u.data` (the same with tabs). Ids need not be dense; they are renumbered in
/// ascending order, and the films nobody rated are not there. Times in thousandths, millionths or billionths of a second
/// are recognised by their size.
public final class MovieLensRatings {
    private static final double MAX_RATING = 10;
    private static final long MAX_ID = 999_999_999_999_999_999L;

    /// Seconds beyond this are of the year 5138; so are times in thousandths before 1973.
    private static final long MAX_SECONDS = 100_000_000_000L;

    /// A typical line, so that arrays need not grow often.
    private static final int BYTES_PER_LINE = 20;

    private MovieLensRatings() {}

    public static boolean isAt(Path folder) {
        return Layout.of(folder).isPresent();
    }

    /// The file that is read, when there is one.
    public static Optional<Path> file(Path folder) {
        return Layout.of(folder).map(layout -> folder.resolve(layout.file));
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
        if (!Double.isFinite(offset))
            throw new IllegalArgumentException(
                    "The offset must be a finite number, got %s".formatted(offset));
        Layout layout =
                Layout.of(folder)
                        .orElseThrow(() ->
                                new BadDatasetException(folder, "there is no " + Layout.FILES));
        return readRows(folder.resolve(layout.file), layout, offset).ratings();
    }

    /// @param offset the smallest rating that counts as a like; the others are dislikes
    /// @throws BadDatasetException naming the line that cannot be used
    public static SignedDataset read(Path folder, double offset, Split split) throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return split.cut(name, readAll(folder, offset).edges());
    }

    private static Rows readRows(Path file, Layout layout, double offset) throws IOException {
        Rows rows = new Rows(file, layout.separator, offset);
        try (DataLines lines = new DataLines(file)) {
            int[] columns = Layout.IN_ORDER;
            if (layout.headed) {
                String header = lines.next();
                if (header == null) throw new BadDatasetException(file, "the file is empty");
                columns = columnsOf(file, lines.number(), header);
            }
            for (String line = lines.next(); line != null; line = lines.next())
                rows.add(lines.number(), line, columns);
        }
        if (rows.size == 0) throw new BadDatasetException(file, "there are no ratings in it");
        return rows;
    }

    /// Where user, item, rating and time stand.
    private static int[] columnsOf(Path file, int number, String header)
            throws BadDatasetException {
        String[] names = header.toLowerCase(Locale.ROOT).replaceAll("[\"_ ]", "").split(",", -1);
        int[] columns = new int[4];
        Arrays.fill(columns, -1);
        for (int c = 0; c < names.length; c++) {
            int which =
                    switch (names[c]) {
                        case "userid", "user" -> 0;
                        case "movieid", "itemid", "movie", "item" -> 1;
                        case "rating" -> 2;
                        case "timestamp", "time" -> 3;
                        default -> -1;
                    };
            if (which >= 0) columns[which] = c;
        }
        if (names.length != 4 || Arrays.stream(columns).anyMatch(c -> c < 0))
            throw new BadDatasetException(
                    file,
                    number,
                    "the header should name userId,movieId,rating,timestamp, got '%s'"
                            .formatted(header));
        return columns;
    }

    /// How the file of one edition is written.
    ///
    /// @param headed whether the first line names the columns
    private record Layout(String file, String separator, boolean headed) {
        static final String FILES = "ratings.csv, ratings.dat or u.data";
        static final int[] IN_ORDER = {0, 1, 2, 3};

        private static final List<Layout> KNOWN =
                List.of(
                        new Layout("ratings.csv", ",", true),
                        new Layout("ratings.dat", "::", false),
                        new Layout("u.data", "\t", false));

        static Optional<Layout> of(Path folder) {
            return KNOWN.stream()
                    .filter(layout -> Files.isRegularFile(folder.resolve(layout.file)))
                    .findFirst();
        }
    }

    private static final class Rows {
        private final Path file;
        private final String separator;
        private final double offset;
        private final LongIds users = new LongIds();
        private final LongIds films = new LongIds();
        private int[] person;
        private int[] item;
        private float[] weight;
        private long[] time;
        private int size;
        private final @Nullable String[] fields = new String[4];

        Rows(Path file, String separator, double offset) throws IOException {
            this.file = file;
            this.separator = separator;
            this.offset = offset;
            int room = (int) Math.min(1 << 28, 16 + Files.size(file) / BYTES_PER_LINE);
            person = new int[room];
            item = new int[room];
            weight = new float[room];
            time = new long[room];
        }

        void add(int number, String line, int[] columns) throws BadDatasetException {
            int count = cut(line);
            if (count != fields.length)
                throw new BadDatasetException(
                        file,
                        number,
                        "expected 4 fields (user, item, rating, time), got %d in '%s'"
                                .formatted(count, line));
            if (size == person.length) grow();
            person[size] = users.number(id(number, "user", fields[columns[0]]));
            item[size] = films.number(id(number, "item", fields[columns[1]]));
            weight[size] = rating(number, fields[columns[2]]) >= offset ? 1 : -1;
            time[size] = whole(number, "time", fields[columns[3]]);
            size++;
        }

        /// Fills in the fields of a line and counts them, also those for which there is no place.
        private int cut(String line) {
            int count = 0;
            int from = 0;
            for (int at = line.indexOf(separator); ; at = line.indexOf(separator, from)) {
                String field = line.substring(from, at < 0 ? line.length() : at);
                if (count < fields.length) fields[count] = field;
                count++;
                if (at < 0) return count;
                from = at + separator.length();
            }
        }

        private long id(int number, String what, @Nullable String text) throws BadDatasetException {
            long id = whole(number, what + " id", text);
            if (id < 0 || id > MAX_ID)
                throw new BadDatasetException(
                        file,
                        number,
                        "ids are whole numbers from 0 to %d, got %s id '%s'"
                                .formatted(MAX_ID, what, text));
            return id;
        }

        private long whole(int number, String what, @Nullable String text)
                throws BadDatasetException {
            try {
                return Long.parseLong(String.valueOf(text));
            } catch (NumberFormatException e) {
                throw new BadDatasetException(
                        file, number, "%s '%s' is not a whole number".formatted(what, text));
            }
        }

        private double rating(int number, @Nullable String text) throws BadDatasetException {
            try {
                double rating = Double.parseDouble(String.valueOf(text));
                if (rating >= 0 && rating <= MAX_RATING) return rating;
            } catch (NumberFormatException e) {
                // Reported below, like a rating out of range.
            }
            throw new BadDatasetException(
                    file,
                    number,
                    "rating '%s' is not a number from 0 to %.0f".formatted(text, MAX_RATING));
        }

        private void grow() {
            int room = size + (size >> 1) + 16;
            person = Arrays.copyOf(person, room);
            item = Arrays.copyOf(item, room);
            weight = Arrays.copyOf(weight, room);
            time = Arrays.copyOf(time, room);
        }

        Ratings ratings() {
            renumber(person, users.places());
            renumber(item, films.places());
            inSeconds();
            long[] people = users.ascending();
            long[] items = films.ascending();
            return new Ratings(
                    SignedEdges.takingOver(
                            people.length,
                            items.length,
                            Arrays.copyOf(person, size),
                            Arrays.copyOf(item, size),
                            Arrays.copyOf(weight, size),
                            Arrays.copyOf(time, size)),
                    Arrays.stream(people).boxed().toList(),
                    Arrays.stream(items).boxed().toList());
        }

        private void renumber(int[] numbers, int[] places) {
            for (int e = 0; e < size; e++) numbers[e] = places[numbers[e]];
        }

        private void inSeconds() {
            long most = 0;
            for (int e = 0; e < size; e++) most = Math.max(most, Math.abs(time[e]));
            long unit = 1;
            while (most / unit > MAX_SECONDS) unit *= 1000;
            if (unit > 1) for (int e = 0; e < size; e++) time[e] = Math.floorDiv(time[e], unit);
        }
    }
}
