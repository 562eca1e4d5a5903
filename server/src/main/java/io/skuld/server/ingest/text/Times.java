package io.skuld.server.ingest.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// Times as exports write them.
public final class Times {
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
