package io.skuld.server.http;

import java.time.Duration;
import java.util.List;

/// Who gets in and how much they may send. Keys `security.…`.
///
/// @param sessionLifetime how long a sign-in lasts without being used
/// @param publicHosts names under which a proxy serves Skuld, as `skuld.example.org`; loopback names are always known
/// @param maxRequestBytes largest body of a request, uploads apart
/// @param maxUploadBytes largest file of an import
/// @param requestsPerMinute most requests of one session, token or address; the household on loopback has no limit
/// @param signInsPerMinute most failed sign-ins of one address
public record SecuritySettings(
        Duration sessionLifetime,
        List<String> publicHosts,
        long maxRequestBytes,
        long maxUploadBytes,
        int requestsPerMinute,
        int signInsPerMinute) {
    public static final SecuritySettings DEFAULTS =
            new SecuritySettings(Duration.ofDays(30), List.of(), 4L << 20, 4L << 30, 3000, 10);

    public SecuritySettings {
        publicHosts = List.copyOf(publicHosts);
        if (sessionLifetime.isNegative() || sessionLifetime.isZero())
            throw new IllegalArgumentException(
                    "security.session-lifetime is above 0, got " + sessionLifetime);
        if (maxRequestBytes < 1024 || maxUploadBytes < 1024)
            throw new IllegalArgumentException(
                    "security.max-request-bytes and security.max-upload-bytes are at least 1024");
        if (requestsPerMinute < 1 || signInsPerMinute < 1)
            throw new IllegalArgumentException(
                    "security.requests-per-minute and security.sign-ins-per-minute are at least 1");
    }
}
