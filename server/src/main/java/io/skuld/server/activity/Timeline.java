package io.skuld.server.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a person did between two instants while they were there, as [CanonicalEvents] clean it. Never changes.
///
/// @param spans by start; those of one machine do not overlap
public record Timeline(Instant from, Instant to, List<Span> spans) {
    /// One thing in front for a while.
    ///
    /// @param machine empty when it is not known
    /// @param url host and path; empty unless a browser's tab is known
    /// @param category from the widest; empty when no rule of the person matches
    /// @param hidden whether it is private: then only its time is known
    public record Span(
            Instant at,
            Duration length,
            String machine,
            String app,
            String title,
            String url,
            List<String> category,
            boolean hidden) {
        public Span {
            category = List.copyOf(category);
        }

        public Instant end() {
            return at.plus(length);
        }

        /// The address's host; empty when there is none.
        public String host() {
            int slash = url.indexOf('/');
            return slash < 0 ? url : url.substring(0, slash);
        }
    }

    /// How long something lasted in all.
    public record Total<T>(T of, Duration length) {}

    public Timeline {
        if (from.isAfter(to))
            throw new IllegalArgumentException(
                    "A timeline runs forward, got %s to %s".formatted(from, to));
        spans = List.copyOf(spans);
    }

    /// The time of all spans; at two machines at once it counts twice.
    public Duration active() {
        return sum(spans);
    }

    /// Of which only the time is known.
    public Duration hidden() {
        return sum(spans.stream().filter(Span::hidden).toList());
    }

    /// By category, the longest first; what is hidden is in none, and the empty path is what no rule matches.
    public List<Total<List<String>>> byCategory() {
        return totals(Span::category);
    }

    /// By app, the longest first, without what is hidden.
    public List<Total<String>> byApp() {
        return totals(Span::app);
    }

    private <T> List<Total<T>> totals(Function<Span, T> key) {
        Map<T, Duration> sums = new LinkedHashMap<>();
        for (Span span : spans)
            if (!span.hidden()) sums.merge(key.apply(span), span.length(), Duration::plus);
        List<Total<T>> totals = new ArrayList<>();
        sums.forEach((of, length) -> totals.add(new Total<>(of, length)));
        totals.sort(Comparator.comparing((Total<T> total) -> total.length()).reversed());
        return totals;
    }

    private static Duration sum(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
