package io.skuld.server.ingest.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as pages write them for people: `Aug 23, 2023, 3:49:28 AM UTC`, `23.08.2023, 05:49:28 MESZ`, `23 août 2023 à
/// 05:49:28 CEST`, `2023/08/23 12:49:28 JST`.
public final class WrittenTimes {
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?i)(?<![-+\\d])(\\d{1,2})[:.h](\\d{2})(?:[:.](\\d{2}))?\\s*([ap]\\.?\\s?m\\.?)?(?=\\W|$)");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern OFFSET =
            Pattern.compile("(?:GMT|UTC)?\\s?([+-])(\\d{1,2})(?::?(\\d{2}))?");

    /// Languages in which a month may be written; where two call different months the same, the first is right.
    private static final List<String> LANGUAGES =
            List.of(
                    "en", "de", "es", "fr", "pt", "it", "nl", "pl", "ru", "uk", "tr", "sv", "da",
                    "nb", "fi", "cs", "sk", "hu", "ro", "el", "id", "bg", "hr", "sl");

    private static final Map<String, Integer> MONTHS = months();

    /// Hours from UTC by the short names that such pages use.
    private static final Map<String, Double> ZONES =
            Map.ofEntries(
                    Map.entry("utc", 0.0),
                    Map.entry("gmt", 0.0),
                    Map.entry("z", 0.0),
                    Map.entry("wez", 0.0),
                    Map.entry("wet", 0.0),
                    Map.entry("west", 1.0),
                    Map.entry("bst", 1.0),
                    Map.entry("cet", 1.0),
                    Map.entry("mez", 1.0),
                    Map.entry("cest", 2.0),
                    Map.entry("mesz", 2.0),
                    Map.entry("eet", 2.0),
                    Map.entry("oez", 2.0),
                    Map.entry("eest", 3.0),
                    Map.entry("oesz", 3.0),
                    Map.entry("msk", 3.0),
                    Map.entry("trt", 3.0),
                    Map.entry("ist", 5.5),
                    Map.entry("wib", 7.0),
                    Map.entry("jst", 9.0),
                    Map.entry("kst", 9.0),
                    Map.entry("aest", 10.0),
                    Map.entry("aedt", 11.0),
                    Map.entry("nzst", 12.0),
                    Map.entry("nzdt", 13.0),
                    Map.entry("brt", -3.0),
                    Map.entry("art", -3.0),
                    Map.entry("ast", -4.0),
                    Map.entry("adt", -3.0),
                    Map.entry("est", -5.0),
                    Map.entry("edt", -4.0),
                    Map.entry("cst", -6.0),
                    Map.entry("cdt", -5.0),
                    Map.entry("mst", -7.0),
                    Map.entry("mdt", -6.0),
                    Map.entry("pst", -8.0),
                    Map.entry("pdt", -7.0));

    private WrittenTimes() {}

    /// @param zone of times that name no zone, or one that nobody knows
    public static Optional<Instant> parse(String text, ZoneId zone) {
        if (text.length() > 100) return Optional.empty();
        Matcher clock = CLOCK.matcher(text);
        if (!clock.find()) return Optional.empty();
        try {
            // Numbers before a later clock are the date: `23.08.2023` looks like one too.
            int from = clock.start();
            int to = clock.end();
            while (clock.find()) {
                from = clock.start();
                to = clock.end();
            }
            Matcher last = CLOCK.matcher(text).region(from, text.length());
            if (!last.lookingAt()) return Optional.empty();
            int[] date = date(text.substring(0, from), last.group(4) != null);
            if (date.length == 0) return Optional.empty();
            String second = last.group(3);
            LocalDateTime local =
                    LocalDateTime.of(
                            date[0],
                            date[1],
                            date[2],
                            hour(last, text.substring(0, from)),
                            Integer.parseInt(last.group(2)),
                            second == null ? 0 : Integer.parseInt(second));
            return Optional.of(local.atZone(zone(text.substring(to), zone)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int hour(Matcher clock, String before) {
        int hour = Integer.parseInt(clock.group(1));
        String half = clock.group(4) == null ? "" : clock.group(4).toLowerCase(Locale.ROOT);
        boolean afternoon = half.startsWith("p") || before.contains("午後") || before.contains("오후");
        boolean morning = half.startsWith("a") || before.contains("午前") || before.contains("오전");
        if (afternoon && hour < 12) return hour + 12;
        return morning && hour == 12 ? 0 : hour;
    }

    /// Year, month and day; empty when it is no date.
    ///
    /// @param american whether the month comes first where only numbers stand, as it does beside AM and PM
    private static int[] date(String text, boolean american) {
        List<Integer> numbers = new ArrayList<>();
        Matcher digits = DIGITS.matcher(text);
        while (digits.find() && digits.end() - digits.start() <= 4)
            numbers.add(Integer.parseInt(digits.group()));
        Integer month = month(text);
        if (month != null && numbers.size() == 2) {
            boolean yearFirst = numbers.getFirst() > 31;
            return new int[] {
                numbers.get(yearFirst ? 0 : 1), month, numbers.get(yearFirst ? 1 : 0)
            };
        }
        if (numbers.size() != 3) return new int[0];
        int a = numbers.get(0);
        int b = numbers.get(1);
        int c = numbers.get(2);
        if (a > 31) return new int[] {a, b, c};
        boolean monthFirst = b > 12 || (american && a <= 12);
        return monthFirst ? new int[] {c, a, b} : new int[] {c, b, a};
    }

    private static @Nullable Integer month(String text) {
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            Integer month = MONTHS.get(word.group());
            if (month != null) return month;
        }
        return null;
    }

    private static ZoneId zone(String after, ZoneId fallback) {
        Matcher offset = OFFSET.matcher(after);
        if (offset.find()) {
            String minutes = offset.group(3);
            int total =
                    Integer.parseInt(offset.group(2)) * 60
                            + (minutes == null ? 0 : Integer.parseInt(minutes));
            return ZoneOffset.ofTotalSeconds((offset.group(1).equals("-") ? -1 : 1) * total * 60);
        }
        Matcher word = WORD.matcher(after.toLowerCase(Locale.ROOT));
        Double hours = word.find() ? ZONES.get(word.group()) : null;
        return hours == null ? fallback : ZoneOffset.ofTotalSeconds((int) Math.round(hours * 3600));
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : LANGUAGES)
            for (Month month : Month.values())
                for (TextStyle style :
                        List.of(
                                TextStyle.SHORT,
                                TextStyle.FULL,
                                TextStyle.SHORT_STANDALONE,
                                TextStyle.FULL_STANDALONE)) {
                    Locale locale = Locale.of(language);
                    Matcher word =
                            WORD.matcher(
                                    month.getDisplayName(style, locale).toLowerCase(Locale.ROOT));
                    if (word.find() && word.group().length() > 2)
                        months.putIfAbsent(word.group(), month.getValue());
                }
        months.putIfAbsent("sept", 9);
        return months;
    }
}
