package io.skuld.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// How the edges are spread over the nodes of one side, and how far their upper tail is that of a power law:
/// `P(degree > d) ~ d^-exponent`, the exponent estimated over the largest hundredth (Hill, "A simple general approach to
/// inference about the tail of a distribution", Annals of Statistics 1975).
///
/// @param fit squared correlation of log degree with log rank over the same hundredth; 1 for a power law
record DegreeLaw(int median, int p99, int most, double exponent, double fit) {
    static DegreeLaw of(int nodes, IntUnaryOperator degree) {
        int[] sorted = IntStream.range(0, nodes).map(degree).sorted().toArray();
        int tail = Math.max(2, nodes / 100);
        double floor = Math.log(Math.max(1, sorted[nodes - tail]));
        double excess = 0;
        double[] x = new double[tail];
        double[] y = new double[tail];
        for (int rank = 0; rank < tail; rank++) {
            y[rank] = Math.log(Math.max(1, sorted[nodes - 1 - rank]));
            x[rank] = Math.log(rank + 1);
            excess += y[rank] - floor;
        }
        return new DegreeLaw(
                sorted[nodes / 2],
                sorted[nodes - tail],
                sorted[nodes - 1],
                tail / excess,
                squaredCorrelation(x, y));
    }

    private static double squaredCorrelation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (x[k] - meanX) * (y[k] - meanY);
            xx += (x[k] - meanX) * (x[k] - meanX);
            yy += (y[k] - meanY) * (y[k] - meanY);
        }
        return xy * xy / (xx * yy);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", median);
        json.put("p99", p99);
        json.put("most", most);
        json.put("tailExponent", Math.round(100 * exponent) / 100.0);
        json.put("tailFit", Math.round(1000 * fit) / 1000.0);
        return json;
    }
}
