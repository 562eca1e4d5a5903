package io.skuld.engine.evaluation;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How well one model ranked, person by person. A value is NaN for a person for whom the metric is not defined, for
/// example [Metric#NEGATIVE] for a person without held-out dislikes.
public final class RankingReport {
    private final int[] persons;
    private final Map<Metric, double[]> values;
    private final double seconds;

    /// @param persons the persons that were judged, ascending
    /// @param values for each metric one value a person, in the order of the persons
    /// @param seconds wall time of scoring and ranking all of them
    RankingReport(int[] persons, Map<Metric, double[]> values, double seconds) {
        this.persons = persons.clone();
        this.values = new EnumMap<>(values);
        this.seconds = seconds;
    }

    /// One report of several that judged different persons.
    public static RankingReport merged(List<RankingReport> parts) {
        int[] persons = parts.stream().flatMapToInt(p -> IntStream.of(p.persons)).toArray();
        int[] order =
                IntStream.range(0, persons.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(k -> persons[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        Map<Metric, double[]> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double[] all =
                    parts.stream()
                            .flatMapToDouble(p -> DoubleStream.of(p.valuesOf(metric)))
                            .toArray();
            values.put(metric, IntStream.of(order).mapToDouble(k -> all[k]).toArray());
        }
        return new RankingReport(
                IntStream.of(order).map(k -> persons[k]).toArray(),
                values,
                parts.stream().mapToDouble(p -> p.seconds).sum());
    }

    public int[] persons() {
        return persons.clone();
    }

    /// Persons with at least one held-out like.
    public int users() {
        int users = 0;
        for (double v : valuesOf(Metric.RECALL)) if (!Double.isNaN(v)) users++;
        return users;
    }

    public double mean(Metric metric) {
        return Bootstrap.meanOfKnown(valuesOf(metric));
    }

    public Interval ci95(Metric metric, Bootstrap bootstrap) {
        return bootstrap.mean(valuesOf(metric));
    }

    /// One value a person, in the order of [#persons]; a copy.
    public double[] values(Metric metric) {
        return valuesOf(metric).clone();
    }

    public double rankingsPerSecond() {
        return seconds > 0 ? persons.length / seconds : 0;
    }

    private double[] valuesOf(Metric metric) {
        double[] v = values.get(metric);
        if (v == null) throw new IllegalStateException("This report lacks " + metric.label());
        return v;
    }
}
