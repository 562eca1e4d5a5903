package io.skuld.server.ingest.outgoing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the header `Retry-After`: seconds or a date (RFC 9110, section 10.2.3).
final class RetryAfter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {}

    /// @param longest a later moment than this from now is not believed
    /// @return null when there is none, or none that can be read
    static @Nullable Instant of(String header, Instant now, Duration longest) {
        String text = header.strip();
        if (text.isEmpty()) return null;
        Instant latest = now.plus(longest);
        if (text.matches("\\d+"))
            return text.length() > 9
                    ? latest
                    : earlier(now.plusSeconds(Long.parseLong(text)), latest);
        try {
            Instant at = ZonedDateTime.parse(text, DATE).toInstant();
            return at.isBefore(now) ? now : earlier(at, latest);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
