package io.skuld.server.http;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// At most so many per minute and key, by a token bucket that refills evenly. Remembers the most recent keys only, so
/// that many addresses cannot fill the memory. Thread-safe.
final class RateLimit {
    private static final int MAX_KEYS = 10_000;
    private static final double MINUTE_MS = 60_000;

    private static final class Bucket {
        double tokens;
        long refilledAt;
    }

    private final int perMinute;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, .75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    RateLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /// Takes one; false when there is none left.
    synchronized boolean take(String key) {
        Bucket bucket = refilled(key);
        if (bucket.tokens < 1) return false;
        bucket.tokens--;
        return true;
    }

    /// Is there one left?
    synchronized boolean has(String key) {
        return refilled(key).tokens >= 1;
    }

    private Bucket refilled(String key) {
        long now = clock.millis();
        Bucket bucket = buckets.computeIfAbsent(key, k -> full(now));
        double gained = (now - bucket.refilledAt) / MINUTE_MS * perMinute;
        bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, gained));
        bucket.refilledAt = now;
        return bucket;
    }

    private Bucket full(long now) {
        Bucket bucket = new Bucket();
        bucket.tokens = perMinute;
        bucket.refilledAt = now;
        return bucket;
    }
}
