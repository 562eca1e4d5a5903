package io.skuld.server.ingest.outgoing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The hosts that were asked since the start: how often, how many requests are under way, and which of them want to be left
/// alone for a while. Thread-safe.
public final class Hosts {
    /// @param requests since the start
    public record Asked(String host, long requests, Instant last) {}

    private final int perHost;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

    Hosts(int perHost) {
        this.perHost = perHost;
    }

    /// In the order of their names.
    public List<Asked> all() {
        return asked.values().stream().sorted(Comparator.comparing(Asked::host)).toList();
    }

    Semaphore turn(String host) {
        return turns.computeIfAbsent(host, name -> new Semaphore(perHost, true));
    }

    void note(String host, Instant now) {
        asked.merge(
                host,
                new Asked(host, 1, now),
                (old, one) -> new Asked(host, old.requests() + 1, now));
    }

    /// The host asked for a pause: nobody asks it before then.
    void close(String host, Instant until) {
        closedUntil.merge(host, until, (a, b) -> a.isAfter(b) ? a : b);
    }

    /// Until when it wants to be left alone; [Instant#MIN] when it does not.
    Instant closedUntil(String host) {
        return closedUntil.getOrDefault(host, Instant.MIN);
    }
}
