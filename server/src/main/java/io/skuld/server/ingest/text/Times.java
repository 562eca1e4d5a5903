package io.skuld.server.ingest.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as exports write them.
public final class Times {
    private static final String PLAIN = "0000-00-00T00:00:00.000Z";
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d*)?");
    private static final Pattern UTC = Pattern.compile("\\s*(UTC|GMT)$");
    private static final Pattern OFFSET = Pattern.compile("T.*[+-]\\d{2}(:?\\d{2})?$");
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})");

    private Times() {}

    /// Epoch seconds, milliseconds or microseconds; ISO 8601 with or without an offset; `2024-01-31 20:15:00 UTC`; a date.
    ///
    /// A date alone means its noon in UTC: the same day nearly everywhere, and the same instant on every import.
    ///
    /// @param zone where a time without an offset was written down
    public static Optional<Instant> parse(String text, ZoneId zone) {
        String plain = text.strip();
        if (plain.isEmpty()) return Optional.empty();
        if (isPlainUtc(plain)) return Optional.ofNullable(plainUtc(plain));
        try {
            if (NUMBER.matcher(plain).matches()) return Optional.of(epoch(plain));
            var date = DATE.matcher(plain);
            if (date.matches())
                return Optional.of(
                        day(date.group(1), date.group(2), date.group(3))
                                .atTime(LocalTime.NOON)
                                .toInstant(ZoneOffset.UTC));
            Instant instant = dateTime(plain, zone);
            return Optional.of(Instant.ofEpochMilli(instant.toEpochMilli())); // throws beyond it
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /// `2023-08-23T03:49:28.734Z`, in which long exports write millions of times; it needs no pattern.
    private static boolean isPlainUtc(String text) {
        if (text.length() != PLAIN.length()) return false;
        for (int i = 0; i < PLAIN.length(); i++) {
            char shape = PLAIN.charAt(i);
            char c = text.charAt(i);
            if (shape == '0' ? c < '0' || c > '9' : c != shape) return false;
        }
        return true;
    }

    /// Null when there is no such day or hour.
    private static @Nullable Instant plainUtc(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int year = number(text, 0, 4);
        boolean exists =
                month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!exists || hour > 23 || minute > 59 || second > 59) return null;
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400
                        + hour * 3_600L
                        + minute * 60L
                        + second;
        return Instant.ofEpochMilli(seconds * 1_000 + number(text, 20, 23));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static LocalDate day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    /// The unit follows from the size: seconds pass 10¹¹ in the year 5138, milliseconds did in 1973.
    private static Instant epoch(String text) {
        double number = Double.parseDouble(text);
        if (Math.abs(number) < 1e11) return Instant.ofEpochMilli(Math.round(number * 1000));
        if (Math.abs(number) < 1e14) return Instant.ofEpochMilli(Math.round(number));
        return Instant.ofEpochMilli(Math.round(number / 1000));
    }

    private static Instant dateTime(String text, ZoneId zone) {
        String iso = UTC.matcher(text).replaceFirst("Z");
        int gap = iso.indexOf(' ');
        if (gap > 0) iso = iso.substring(0, gap) + 'T' + iso.substring(gap + 1);
        if (iso.endsWith("Z")) return Instant.parse(iso);
        if (OFFSET.matcher(iso).find()) return OffsetDateTime.parse(withColon(iso)).toInstant();
        return LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    /// `+0100` and `+01` as `+01:00`.
    private static String withColon(String iso) {
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        String digits = iso.substring(sign + 1).replace(":", "");
        String minutes = digits.length() > 2 ? digits.substring(2) : "00";
        return iso.substring(0, sign + 1) + digits.substring(0, 2) + ':' + minutes;
    }
}
