package io.skuld.server.ingest.outgoing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `max-age` of the header `Cache-Control` (RFC 9111, section 5.2.2.1).
final class Freshness {
    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age\\s*=\\s*\"?(\\d{1,9})");

    private Freshness() {}

    /// Zero when the host does not say.
    static Duration of(String cacheControl) {
        Matcher found = MAX_AGE.matcher(cacheControl);
        return found.find() ? Duration.ofSeconds(Long.parseLong(found.group(1))) : Duration.ZERO;
    }
}
