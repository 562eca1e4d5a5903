package io.skuld.server.ingest.feeds;

import io.skuld.server.ingest.text.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times and lengths as feeds write them: RFC 822 with its broken relatives, ISO 8601, `1:02:03`.
final class FeedDates {
    /// `Tue, 10 Jun 2003 04:00:00 GMT`: day of the week, seconds and zone may be missing, months may be written out.
    private static final Pattern RFC_822 =
            Pattern.compile(
                    "(?:\\p{L}+\\.?,?\\s+)?(\\d{1,2})[\\s-]+(\\p{L}{3,9})\\.?,?[\\s-]+(\\d{4}|\\d{2})(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?)?\\s*(.{0,20})");

    private static final Pattern OFFSET =
            Pattern.compile("(?:GMT|UTC|UT)?\\s*([+-])(\\d{1,2}):?(\\d{2})?.*");
    private static final Pattern CLOCK =
            Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,5}):(\\d{1,2})(?:\\.\\d+)?");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,7})(?:\\.\\d+)?");

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    /// Hours from UTC of the names that RFC 822 and habit know; any other name means UTC.
    private static final Map<String, Integer> ZONES =
            Map.ofEntries(
                    Map.entry("EST", -5),
                    Map.entry("EDT", -4),
                    Map.entry("CST", -6),
                    Map.entry("CDT", -5),
                    Map.entry("MST", -7),
                    Map.entry("MDT", -6),
                    Map.entry("PST", -8),
                    Map.entry("PDT", -7),
                    Map.entry("BST", 1),
                    Map.entry("CET", 1),
                    Map.entry("MEZ", 1),
                    Map.entry("CEST", 2),
                    Map.entry("MESZ", 2),
                    Map.entry("EET", 2),
                    Map.entry("EEST", 3),
                    Map.entry("MSK", 3),
                    Map.entry("JST", 9),
                    Map.entry("AEST", 10),
                    Map.entry("AEDT", 11));

    private FeedDates() {}

    /// Empty when it is no time, or one before the web: feeds write the year 1 and 1970 when they do not know.
    static Optional<Instant> parse(String text) {
        String plain = text.strip();
        if (plain.length() > 64) return Optional.empty();
        Matcher mail = RFC_822.matcher(plain);
        Optional<Instant> found =
                mail.matches() ? rfc822(mail) : Times.parse(plain, ZoneOffset.UTC);
        return found.filter(at -> at.getEpochSecond() > Duration.ofDays(366).toSeconds());
    }

    private static Optional<Instant> rfc822(Matcher mail) {
        String month = mail.group(2).toLowerCase(Locale.ROOT).substring(0, 3);
        int year = Integer.parseInt(mail.group(3));
        if (mail.group(3).length() == 2) year += year < 70 ? 2000 : 1900;
        try {
            LocalDateTime at =
                    LocalDateTime.of(
                            year,
                            MONTHS.indexOf(month) + 1,
                            Integer.parseInt(mail.group(1)),
                            number(mail.group(4), 12),
                            number(mail.group(5), 0),
                            Math.min(number(mail.group(6), 0), 59));
            return Optional.of(at.toInstant(zone(mail.group(7))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String digits, int fallback) {
        return digits == null ? fallback : Integer.parseInt(digits);
    }

    private static ZoneOffset zone(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        Matcher offset = OFFSET.matcher(name);
        if (!offset.matches())
            return ZoneOffset.ofHours(ZONES.getOrDefault(name.replaceAll("[^A-Z].*", ""), 0));
        int minutes = number(offset.group(2), 0) * 60 + number(offset.group(3), 0);
        if (minutes > 18 * 60) return ZoneOffset.UTC;
        return ZoneOffset.ofTotalSeconds((offset.group(1).equals("-") ? -60 : 60) * minutes);
    }

    /// Seconds, `62:03`, `1:02:03` or `PT1H2M`; empty when it is none of these or nothing at all.
    static Optional<Duration> length(String text) {
        String plain = text.strip();
        try {
            Matcher clock = CLOCK.matcher(plain);
            Duration length;
            if (clock.matches())
                length =
                        Duration.ofHours(number(clock.group(1), 0))
                                .plusMinutes(number(clock.group(2), 0))
                                .plusSeconds(number(clock.group(3), 0));
            else if (SECONDS.matcher(plain).matches())
                length = Duration.ofSeconds(Long.parseLong(plain.replaceAll("\\..*", "")));
            else if (plain.startsWith("P") && plain.length() < 40) length = Duration.parse(plain);
            else return Optional.empty();
            return length.isPositive() && length.toDays() < 100
                    ? Optional.of(length)
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
