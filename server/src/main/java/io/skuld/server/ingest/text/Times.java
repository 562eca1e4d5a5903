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
            return Optional.of(dateTime(plain, zone));
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
        String iso = text.replaceFirst("\\s*(UTC|GMT)$", "Z").replaceFirst("^(\\S+) ", "$1T");
        boolean offset = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d{2}(:?\\d{2})?$");
        if (!offset) return LocalDateTime.parse(iso).atZone(zone).toInstant();
        return OffsetDateTime.parse(
                        iso.replaceFirst("([+-]\\d{2})(\\d{2})?$", "$1:$2")
                                .replaceFirst(":$", ":00"))
                .toInstant();
    }
}
