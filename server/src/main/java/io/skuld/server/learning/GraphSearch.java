package io.skuld.server.learning;

import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.PathSettings.AttributeSettings;
import io.skuld.engine.model.signed.SignWeights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// A coordinate search over the graph's settings: from the start, each setting in turn takes the value that is worth most,
/// in an order drawn with a seed, until a round changes nothing. It looks at nothing but what it is told each candidate is
/// worth, so that a search which is told the same goes the same way.
final class GraphSearch {
    private static final int ROUNDS = 3;

    /// Better by less than this is not worth a change.
    private static final double LEAST_GAIN = 1e-4;

    private static final List<Coordinate<?>> COORDINATES =
            List.of(
                    counts(
                            (c, v) -> new LiftSettings(v, c.doubt(), c.attributes(), c.caution()),
                            0f,
                            1f,
                            2f,
                            4f,
                            8f),
                    counts(
                            (c, v) ->
                                    new LiftSettings(c.community(), v, c.attributes(), c.caution()),
                            0f,
                            1f,
                            4f),
                    counts(
                            (c, v) -> new LiftSettings(c.community(), c.doubt(), v, c.caution()),
                            0f,
                            1f,
                            2f,
                            4f),
                    counts(LiftSettings::withCaution, 0f, .25f, .5f, 1f),
                    walks(GraphSearch::withTheirs, -2f, -1f, -.3f, 0f, .3f),
                    walks(GraphSearch::withOwn, -1.2f, -.6f, -.3f, 0f, .3f),
                    walks(
                            (w, v) -> w.withExponents(v, w.sourceExponent(), w.targetExponent()),
                            .1f,
                            .25f,
                            .4f),
                    walks(
                            (w, v) -> w.withExponents(w.personExponent(), v, w.targetExponent()),
                            .2f,
                            .5f,
                            .8f),
                    walks(
                            (w, v) -> w.withExponents(w.personExponent(), w.sourceExponent(), v),
                            .2f,
                            .4f,
                            .6f,
                            .8f),
                    walks(GraphSearch::withAttributeExponent, .5f, 1f, 1.5f),
                    walks(
                            PathSettings::withHalfLife,
                            Duration.ZERO,
                            Duration.ofDays(1000),
                            Duration.ofDays(300),
                            Duration.ofDays(100),
                            Duration.ofDays(30)));

    private final long seed;

    GraphSearch(long seed) {
        this.seed = seed;
    }

    /// One setting and the values that are tried.
    private record Coordinate<V>(BiFunction<GraphSettings, V, GraphSettings> with, List<V> values) {
        List<GraphSettings> around(GraphSettings settings) {
            return values.stream().map(value -> with.apply(settings, value)).toList();
        }
    }

    @SafeVarargs
    private static <V> Coordinate<V> counts(
            BiFunction<LiftSettings, V, LiftSettings> with, V... values) {
        return new Coordinate<>(
                (settings, value) -> settings.with(with.apply(settings.counts(), value)),
                List.of(values));
    }

    @SafeVarargs
    private static <V> Coordinate<V> walks(
            BiFunction<PathSettings, V, PathSettings> with, V... values) {
        return new Coordinate<>(
                (settings, value) -> settings.with(with.apply(settings.walks(), value)),
                List.of(values));
    }

    /// What a walk counts that ends with another person's dislike.
    private static PathSettings withTheirs(PathSettings walks, float theirs) {
        return withSigns(walks, theirs, walks.weights().mpp());
    }

    /// What a walk counts that begins with an own dislike.
    private static PathSettings withOwn(PathSettings walks, float own) {
        return withSigns(walks, walks.weights().ppm(), own);
    }

    private static PathSettings withSigns(PathSettings walks, float theirs, float own) {
        return walks.withWeights(new SignWeights(1, theirs, 0, 0, own, own * theirs, 0, 0));
    }

    private static PathSettings withAttributeExponent(PathSettings walks, float exponent) {
        AttributeSettings now = walks.attributes();
        return walks.withAttributes(new AttributeSettings(now.like(), now.dislike(), exponent));
    }

    /// @param worth of a candidate; may throw to end the search
    /// @param better hears of each candidate that is the best so far, the start first
    void run(
            GraphSettings start,
            ToDoubleFunction<GraphSettings> worth,
            Consumer<GraphSettings> better) {
        GraphSettings best = start;
        double highest = worth.applyAsDouble(start);
        better.accept(start);
        double shipped = worth.applyAsDouble(GraphSettings.DEFAULTS);
        if (shipped > highest + LEAST_GAIN) {
            best = GraphSettings.DEFAULTS;
            highest = shipped;
            better.accept(best);
        }
        List<Coordinate<?>> order = shuffled();
        for (int round = 0; round < ROUNDS; round++) {
            GraphSettings before = best;
            for (Coordinate<?> coordinate : order)
                for (GraphSettings candidate : coordinate.around(best)) {
                    double here = worth.applyAsDouble(candidate);
                    if (here > highest + LEAST_GAIN) {
                        best = candidate;
                        highest = here;
                        better.accept(best);
                    }
                }
            if (best.equals(before)) return;
        }
    }

    private List<Coordinate<?>> shuffled() {
        List<Coordinate<?>> order = new ArrayList<>(COORDINATES);
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = order.size() - 1; k > 0; k--)
            java.util.Collections.swap(order, k, random.nextInt(k + 1));
        return order;
    }

    /// Candidates of one round.
    static int perRound() {
        return COORDINATES.stream().mapToInt(one -> one.values().size()).sum();
    }
}
