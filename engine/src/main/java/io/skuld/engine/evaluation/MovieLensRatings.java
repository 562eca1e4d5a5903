package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the ratings of a MovieLens edition (Harper & Konstan, "The MovieLens datasets", TiiS 2015): `ratings.csv` with a
/// header that names the columns userId, movieId (or itemId), rating and timestamp, or the older `ratings.dat`
/// (`user::item::rating::timestamp`) and `u.data` (the same with tabs). Columns of `ratings.csv` may stand in any order and
/// among others, between commas, tabs or semicolons; without a header they are taken to be those four in that order. Ids
/// need not be dense; they are renumbered in ascending order, and the films nobody rated are not there. Times in
/// thousandths, millionths or billionths of a second are recognised by their size.
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
        try (DataLines lines = new DataLines(file)) {
            String line = lines.next();
            if (line == null) throw new BadDatasetException(file, "the file is empty");
            boolean headed = layout.headed && !isRow(line);
            Columns columns =
                    headed
                            ? Columns.named(file, lines.number(), line)
                            : Columns.inOrder(layout.headed ? separatorOf(line) : layout.separator);
            Rows rows = new Rows(file, columns, offset);
            if (headed) line = lines.next();
            for (; line != null; line = lines.next()) rows.add(lines.number(), line);
            if (rows.size == 0) throw new BadDatasetException(file, "there are no ratings in it");
            return rows;
        }
    }

    /// Whether it cannot be a header, since there is no name in it.
    private static boolean isRow(String line) {
        return line.chars().noneMatch(Character::isLetter);
    }

    private static String separatorOf(String line) {
        return Stream.of("\t", ";").filter(line::contains).findFirst().orElse(",");
    }

    /// Where user, item, rating and time stand in a line.
    private static final class Columns {
        private final String separator;

        /// Of all columns, those that nobody reads among them.
        private final int count;

        private final int[] places;
        private final int last;

        private Columns(String separator, int count, int... places) {
            this.separator = separator;
            this.count = count;
            this.places = places;
            last = Arrays.stream(places).max().orElseThrow();
        }

        static Columns inOrder(String separator) {
            return new Columns(separator, 4, 0, 1, 2, 3);
        }

        static Columns named(Path file, int number, String header) throws BadDatasetException {
            String separator = separatorOf(header);
            String[] names =
                    header.toLowerCase(Locale.ROOT).replaceAll("[\"_ ]", "").split(separator, -1);
            int[] places = {-1, -1, -1, -1};
            for (int c = 0; c < names.length; c++) {
                int which =
                        switch (names[c]) {
                            case "userid", "user" -> 0;
                            case "movieid", "itemid", "movie", "item" -> 1;
                            case "rating" -> 2;
                            case "timestamp", "time" -> 3;
                            default -> -1;
                        };
                if (which >= 0) places[which] = c;
            }
            if (Arrays.stream(places).anyMatch(place -> place < 0))
                throw new BadDatasetException(
                        file,
                        number,
                        "the header should name userId,movieId,rating,timestamp, got '%s'"
                                .formatted(header));
            return new Columns(separator, names.length, places);
        }

        /// Fills in the fields of a line, without quotes around them, and counts them, also those for which there is no
        /// place.
        int cut(String line, @Nullable String[] fields) {
            int found = 0;
            int from = 0;
            for (int at = line.indexOf(separator); ; at = line.indexOf(separator, from)) {
                String field = line.substring(from, at < 0 ? line.length() : at).strip();
                if (found < fields.length) fields[found] = unquoted(field);
                found++;
                if (at < 0) return found;
                from = at + separator.length();
            }
        }

        private static String unquoted(String field) {
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            return quoted ? field.substring(1, field.length() - 1) : field;
        }

        /// Empty columns at the end may be missing when nobody reads them.
        boolean fit(int found) {
            return found > last && found <= count;
        }
    }

    /// How the file of one edition is written.
    ///
    /// @param headed whether the first line names the columns
    private record Layout(String file, String separator, boolean headed) {
        static final String FILES = "ratings.csv, ratings.dat or u.data";

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
        private final Columns columns;
        private final double offset;
        private final LongIds users = new LongIds();
        private final LongIds films = new LongIds();
        private int[] person;
        private int[] item;
        private float[] weight;
        private long[] time;
        private int size;
        private final @Nullable String[] fields;

        Rows(Path file, Columns columns, double offset) throws IOException {
            this.file = file;
            this.columns = columns;
            fields = new String[columns.count];
            this.offset = offset;
            int room = (int) Math.min(1 << 28, 16 + Files.size(file) / BYTES_PER_LINE);
            person = new int[room];
            item = new int[room];
            weight = new float[room];
            time = new long[room];
        }

        void add(int number, String line) throws BadDatasetException {
            int count = columns.cut(line, fields);
            if (!columns.fit(count))
                throw new BadDatasetException(
                        file,
                        number,
                        "expected %d fields, user, item, rating and time among them, got %d in '%s'"
                                .formatted(columns.count, count, line));
            if (size == person.length) grow();
            person[size] = users.number(id(number, "user", fields[columns.places[0]]));
            item[size] = films.number(id(number, "item", fields[columns.places[1]]));
            weight[size] = rating(number, fields[columns.places[2]]) >= offset ? 1 : -1;
            time[size] = whole(number, "time", fields[columns.places[3]]);
            size++;
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
                return wholeOfDecimal(number, what, String.valueOf(text));
            }
        }

        /// Some programs write whole numbers as 964982703.0.
        private long wholeOfDecimal(int number, String what, String text)
                throws BadDatasetException {
            try {
                return new BigDecimal(text).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
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
