package io.skuld.server.ingest.outgoing;

import java.time.Duration;
import java.util.List;

/// How Skuld asks other hosts. Keys `outgoing.…`.
///
/// @param privateHosts hosts of one's own network that may be asked, as `nas.lan`; all others must have public addresses
/// @param timeout for one request, from its first byte to its last
/// @param maxBytes largest answer, unpacked
/// @param perHost most requests to one host at a time
/// @param atOnce most requests at a time
/// @param pictureBytes of the pictures that are kept
public record OutgoingSettings(
        List<String> privateHosts,
        Duration timeout,
        long maxBytes,
        int perHost,
        int atOnce,
        long pictureBytes) {
    public static final OutgoingSettings DEFAULTS =
            new OutgoingSettings(List.of(), Duration.ofSeconds(30), 16L << 20, 4, 64, 256L << 20);

    public OutgoingSettings {
        privateHosts = List.copyOf(privateHosts);
        if (timeout.isNegative() || timeout.isZero())
            throw new IllegalArgumentException("outgoing.timeout is above 0, got " + timeout);
        if (maxBytes < 1024)
            throw new IllegalArgumentException(
                    "outgoing.max-bytes is at least 1024, got " + maxBytes);
        if (pictureBytes < 1 << 20)
            throw new IllegalArgumentException(
                    "outgoing.picture-bytes is at least 1048576, got " + pictureBytes);
        if (perHost < 1 || atOnce < 1)
            throw new IllegalArgumentException(
                    "outgoing.per-host and outgoing.at-once are at least 1");
    }

    /// The same for other hosts of one's own network.
    public OutgoingSettings withPrivateHosts(List<String> hosts) {
        return new OutgoingSettings(hosts, timeout, maxBytes, perHost, atOnce, pictureBytes);
    }
}
