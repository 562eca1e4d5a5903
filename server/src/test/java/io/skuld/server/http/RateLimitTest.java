package io.skuld.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(60, () -> Instant.ofEpochMilli(now.get()));

    @Test
    void soManyPerMinuteAndNoMore() {
        for (int i = 0; i < 60; i++) assertThat(limit.take("a")).isTrue();
        assertThat(limit.take("a")).isFalse();
        assertThat(limit.has("a")).isFalse();
    }

    @Test
    void itRefillsEvenly() {
        for (int i = 0; i < 60; i++) limit.take("a");
        now.addAndGet(1000);
        assertThat(limit.take("a")).isTrue();
        assertThat(limit.take("a")).isFalse();
    }

    @Test
    void oneKeyDoesNotUseUpAnothers() {
        for (int i = 0; i < 60; i++) limit.take("a");
        assertThat(limit.take("b")).isTrue();
    }
}
