package io.skuld.server.web.pages;

import io.skuld.server.feed.Prediction;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;

/// Numbers, lengths and dates as the reader's language writes them, with their units.
///
/// @param zone the reader's
public record Formats(Messages text, ZoneId zone) {
    private static final char NO_BREAK = '\u00A0';

    /// A rating: `7.8`.
    public String rating(double value) {
        return decimals(value, 1);
    }

    /// An estimate with its uncertainty: `7.8 ± 0.9`.
    public String estimate(Prediction prediction) {
        return rating(prediction.mean()) + " ± " + rating(prediction.sd());
    }

    /// A change with its sign, in rating points: `+0.42` or `−0.10`.
    public String change(double points) {
        return (points < 0 ? "−" : "+") + decimals(Math.abs(points), 2);
    }

    public String whole(long number) {
        return NumberFormat.getIntegerInstance(text.locale()).format(number);
    }

    /// `2 h 16 min`, `4 min`, `45 s`; no line ends inside of it.
    public String length(Duration length) {
        return spaced(length).replace(' ', NO_BREAK);
    }

    private String spaced(Duration length) {
        if (length.toMinutes() == 0) return text.get("unit.seconds", "n", length.toSeconds());
        long minutes = Math.round(length.toSeconds() / 60.0);
        if (minutes < 60) return text.get("unit.minutes", "n", minutes);
        String hours = text.get("unit.hours", "n", whole(minutes / 60));
        long rest = minutes % 60;
        return rest == 0 ? hours : hours + " " + text.get("unit.minutes", "n", rest);
    }

    /// How long ago, roughly; a date when it is long ago.
    public String ago(Instant then, Instant now) {
        Duration past = Duration.between(then, now);
        if (past.isNegative() || past.toDays() >= 30) return date(then);
        if (past.toDays() > 0) return text.count("ago.days", past.toDays());
        if (past.toHours() > 0) return text.count("ago.hours", past.toHours());
        if (past.toMinutes() > 0) return text.count("ago.minutes", past.toMinutes());
        return text.get("ago.now");
    }

    /// `14:30`.
    public String time(Instant instant) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(text.locale())
                .format(instant.atZone(zone));
    }

    public String date(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(text.locale())
                .format(instant.atZone(zone));
    }

    public String moment(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(text.locale())
                .format(instant.atZone(zone));
    }

    /// `12 MB`.
    public String bytes(long size) {
        if (size < 1_000_000)
            return text.get("unit.kilobytes", "n", whole(Math.max(1, size / 1000)));
        return text.get("unit.megabytes", Map.of("n", whole(size / 1_000_000)));
    }

    /// A difference in ranking quality, as `+0.0123`.
    public String gain(double value) {
        return (value < 0 ? "−" : "+") + decimals(Math.abs(value), 4);
    }

    private String decimals(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(text.locale());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
