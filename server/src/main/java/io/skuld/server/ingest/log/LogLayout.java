package io.skuld.server.ingest.log;

import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How one log is laid out, as its first lines show it.
///
/// @param separator between columns
/// @param header whether the first line names the columns
/// @param time column of the timestamp, or -1
record LogLayout(Pattern separator, boolean header, int user, int item, int rating, int time) {
    private static final Set<String> USER =
            Set.of("user", "user_id", "userid", "uid", "person", "account", "account_id");
    private static final Set<String> ITEM =
            Set.of(
                    "item",
                    "item_id",
                    "itemid",
                    "iid",
                    "track_id",
                    "movie_id",
                    "video_id",
                    "product_id",
                    "asin",
                    "song_id",
                    "book_id",
                    "artist_id");
    private static final Set<String> RATING =
            Set.of("rating", "score", "value", "label", "stars", "rate", "preference", "overall");
    private static final Set<String> TIME =
            Set.of("timestamp", "time", "ts", "date", "datetime", "created_at", "unixreviewtime");

    private static final List<String> SEPARATORS = List.of("\t", "\\s*;\\s*", "\\s*,\\s*", "\\s+");
    private static final int LINES = 30;

    /// The layout, when the text is a log at all: three or four columns in most lines, of which the third is a number, or columns of
    /// the usual names.
    static Optional<LogLayout> of(String head) {
        boolean cut = head.length() > 1000;
        List<String> lines =
                head.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .limit(LINES)
                        .toList();
        List<String> whole =
                cut && lines.size() > 1 && lines.size() < LINES
                        ? lines.subList(0, lines.size() - 1)
                        : lines;
        return SEPARATORS.stream()
                .map(Pattern::compile)
                .flatMap(separator -> of(whole, separator).stream())
                .findFirst();
    }

    private static Optional<LogLayout> of(List<String> lines, Pattern separator) {
        if (lines.isEmpty()) return Optional.empty();
        Optional<LogLayout> named = named(separator, cells(lines.getFirst(), separator));
        if (named.isPresent()) return named;
        boolean header = lines.size() > 1 && !fits(cells(lines.getFirst(), separator));
        List<String> rows = header ? lines.subList(1, lines.size()) : lines;
        long fitting = rows.stream().filter(line -> fits(cells(line, separator))).count();
        if (2 * fitting <= rows.size()) return Optional.empty();
        int columns = cells(rows.getFirst(), separator).length;
        return Optional.of(new LogLayout(separator, header, 0, 1, 2, columns > 3 ? 3 : -1));
    }

    private static Optional<LogLayout> named(Pattern separator, String[] names) {
        int user = column(names, USER);
        int item = column(names, ITEM);
        int rating = column(names, RATING);
        if (user < 0 || item < 0 || rating < 0) return Optional.empty();
        return Optional.of(new LogLayout(separator, true, user, item, rating, column(names, TIME)));
    }

    private static int column(String[] names, Set<String> wanted) {
        for (int i = 0; i < names.length; i++)
            if (wanted.contains(names[i].toLowerCase(Locale.ROOT))) return i;
        return -1;
    }

    private static boolean fits(String[] cells) {
        return (cells.length == 3 || cells.length == 4)
                && Numbers.parse(cells[2]).isPresent()
                && (cells.length == 3 || Times.parse(cells[3], ZoneOffset.UTC).isPresent());
    }

    /// The cells of a line, without the quotes that some programs put around each.
    String[] cells(String line) {
        return cells(line.strip(), separator);
    }

    int columns() {
        return 1 + Math.max(Math.max(user, item), rating);
    }

    private static String[] cells(String line, Pattern separator) {
        return Arrays.stream(separator.split(line, -1))
                .map(LogLayout::unquoted)
                .toArray(String[]::new);
    }

    private static String unquoted(String cell) {
        String plain = cell.strip();
        boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
        return quoted ? plain.substring(1, plain.length() - 1) : plain;
    }
}
