package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The pictures beside a result file.
final class Charts {
    private static final int WIDTH = 720;
    private static final int LEFT = 150;
    private static final int RIGHT = WIDTH - 90;
    private static final int TOP = 50;
    private static final int ROW = 28;
    private static final int PLOT_HEIGHT = 300;

    private Charts() {}

    /// @param ci a whisker; [Interval#UNKNOWN] draws none
    record Bar(String name, double value, Interval ci) {}

    record Point(double x, double y) {}

    /// @param name stands beside the last point
    record Line(String name, List<Point> points) {}

    /// One horizontal bar a model.
    static String bars(String title, List<Bar> bars) {
        Svg svg = new Svg(WIDTH, TOP + ROW * bars.size() + 16, title);
        double most = 1e-9;
        for (Bar bar : bars)
            most = Math.max(most, Double.isNaN(bar.ci.high()) ? bar.value : bar.ci.high());
        double scale = (RIGHT - LEFT) / most;
        for (int k = 0; k < bars.size(); k++) {
            Bar bar = bars.get(k);
            double y = TOP + k * ROW;
            svg.textEndingAt(LEFT - 8, y + 14, "", bar.name);
            svg.bar(LEFT, y, bar.value * scale, ROW - 9, Svg.colour(0));
            if (!Double.isNaN(bar.ci.low()))
                svg.line(
                        LEFT + bar.ci.low() * scale,
                        y + 9.5,
                        LEFT + bar.ci.high() * scale,
                        y + 9.5,
                        "mark");
            svg.text(RIGHT + 10, y + 14, "quiet", String.format(Locale.ROOT, "%.4f", bar.value));
        }
        return svg.toString();
    }

    /// Lines over common axes; a line of one point is a dot.
    static String lines(String title, String xName, String yName, List<Line> lines) {
        Svg svg = new Svg(WIDTH, TOP + PLOT_HEIGHT + 50, title);
        Range x = Range.of(lines, Point::x);
        Range y = Range.of(lines, Point::y);
        axes(svg, x, y, xName, yName);
        for (int k = 0; k < lines.size(); k++) {
            Line line = lines.get(k);
            StringBuilder points = new StringBuilder();
            for (Point p : line.points) {
                points.append(
                        String.format(Locale.ROOT, "%.1f,%.1f ", acrossOf(x, p.x), downOf(y, p.y)));
                svg.dot(acrossOf(x, p.x), downOf(y, p.y), Svg.colour(k), line.name);
            }
            if (line.points.size() > 1) svg.path(points.toString().strip(), Svg.colour(k));
            if (line.points.isEmpty()) continue;
            Point last = line.points.getLast();
            svg.text(acrossOf(x, last.x) + 7, downOf(y, last.y) + 4, "quiet", line.name);
        }
        return svg.toString();
    }

    private static void axes(Svg svg, Range x, Range y, String xName, String yName) {
        for (double tick : y.ticks()) {
            svg.line(70, downOf(y, tick), RIGHT, downOf(y, tick), "rule");
            svg.textEndingAt(64, downOf(y, tick) + 4, "quiet", y.number(tick));
        }
        for (double tick : x.ticks())
            svg.text(acrossOf(x, tick) - 12, TOP + PLOT_HEIGHT + 18, "quiet", x.number(tick));
        svg.text(70, TOP - 8, "quiet", yName);
        svg.textEndingAt(RIGHT, TOP + PLOT_HEIGHT + 38, "quiet", xName);
    }

    private static double acrossOf(Range x, double value) {
        return 70 + (RIGHT - 70) * x.share(value);
    }

    private static double downOf(Range y, double value) {
        return TOP + PLOT_HEIGHT * (1 - y.share(value));
    }

    /// What an axis shows.
    ///
    /// @param low a multiple of the step, as `high`
    /// @param step between two ticks: 1, 2 or 5 times a power of ten
    private record Range(double low, double high, double step) {
        private static final int TICKS = 5;

        static Range of(List<Line> lines, ToDoubleFunction<Point> coordinate) {
            double[] values =
                    lines.stream()
                            .flatMap(line -> line.points.stream())
                            .mapToDouble(coordinate)
                            .sorted()
                            .toArray();
            if (values.length == 0) return new Range(0, 1, .25);
            double low = values[0];
            double high = values[values.length - 1];
            double width = high > low ? high - low : Math.max(1e-3, Math.abs(high) * 0.1);
            double step = step(width / TICKS);
            return new Range(
                    Math.floor(low / step) * step, (Math.floor(high / step) + 1) * step, step);
        }

        private static double step(double least) {
            double power = Math.pow(10, Math.floor(Math.log10(least)));
            for (int times : new int[] {1, 2, 5}) if (times * power >= least) return times * power;
            return 10 * power;
        }

        double[] ticks() {
            int count = (int) Math.round((high - low) / step);
            return IntStream.rangeClosed(0, count).mapToDouble(k -> low + k * step).toArray();
        }

        /// With as many decimals as the step has.
        String number(double value) {
            int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }

        double share(double value) {
            return (value - low) / (high - low);
        }
    }
}
