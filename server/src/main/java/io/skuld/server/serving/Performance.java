package io.skuld.server.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How long the calls of this stage take in the server, for `/metrics` and for programs.
final class Performance {
    private static final double[] PERCENTILES = {.5, .99};

    private final Map<String, Timer> timers = new LinkedHashMap<>();

    Performance(MeterRegistry registry, String... calls) {
        for (String call : calls)
            timers.put(
                    call,
                    Timer.builder("skuld.serving")
                            .description("Time to answer one call of the serving API")
                            .tag("call", call)
                            .publishPercentiles(PERCENTILES)
                            .distributionStatisticExpiry(Duration.ofMinutes(5))
                            .register(registry));
    }

    Timer timer(String call) {
        Timer timer = timers.get(call);
        if (timer == null) throw new IllegalArgumentException("No call " + call);
        return timer;
    }

    /// Of each call: how often since the start, and percentiles in milliseconds over the last minutes.
    Map<String, Object> toJson() {
        Map<String, Object> all = new LinkedHashMap<>();
        timers.forEach((call, timer) -> all.put(call, toJson(timer.takeSnapshot())));
        return all;
    }

    private static Map<String, Object> toJson(HistogramSnapshot times) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", times.count());
        for (ValueAtPercentile at : times.percentileValues())
            json.put(
                    at.percentile() == .5 ? "p50Ms" : "p99Ms",
                    rounded(at.value(TimeUnit.MICROSECONDS)));
        json.put("maxMs", rounded(times.max(TimeUnit.MICROSECONDS)));
        return json;
    }

    private static double rounded(double micros) {
        return Math.round(micros) / 1000.0;
    }
}
