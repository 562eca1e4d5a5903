package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/// How memory, times and loss grow with the edges, as one SVG of four panels, two by two. Both axes start at 0; each line is named at
/// its last point.
final class GrowthPlot {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final int MARGIN = 75;
    private static final int ACROSS = 2;

    private GrowthPlot() {}

    private record Line(String name, String path) {}

    private record Panel(String title, List<Line> lines) {}

    private static final List<Panel> PANELS =
            List.of(
                    new Panel(
                            "memory, MB",
                            List.of(
                                    new Line("resident", "/peakResidentMb"),
                                    new Line("with rows", "/graphAndRowsMb"),
                                    new Line("graph", "/graphMb"))),
                    new Panel(
                            "question, ms",
                            List.of(
                                    new Line("p99", "/question/p99Ms"),
                                    new Line("p50", "/question/p50Ms"),
                                    new Line("p99, active", "/questionOfActive/p99Ms"))),
                    new Panel(
                            "event, ms",
                            List.of(
                                    new Line("p99", "/event/p99Ms"),
                                    new Line("p50", "/event/p50Ms"))),
                    new Panel(
                            "pruned against exact",
                            List.of(
                                    new Line("NDCG@20", "/ndcg20AgainstExact"),
                                    new Line("overlap", "/overlapOfTop20WithExact"))));

    static String of(List<JsonNode> sizes) {
        StringBuilder svg = new StringBuilder();
        int width = ACROSS * (WIDTH + 2 * MARGIN);
        int height = PANELS.size() / ACROSS * (HEIGHT + 2 * MARGIN);
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        .formatted(width, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int p = 0; p < PANELS.size(); p++)
            svg.append(
                    panel(
                            PANELS.get(p),
                            sizes,
                            p % ACROSS * (WIDTH + 2 * MARGIN) + MARGIN,
                            p / ACROSS * (HEIGHT + 2 * MARGIN) + MARGIN));
        return svg.append("</svg>\n").toString();
    }

    private static String panel(Panel panel, List<JsonNode> sizes, int left, int top) {
        double mostEdges =
                sizes.stream().mapToDouble(s -> s.path("edges").asDouble()).max().orElse(1);
        double most = 1e-9;
        for (Line line : panel.lines)
            for (JsonNode size : sizes) most = Math.max(most, size.at(line.path).asDouble());
        int bottom = top + HEIGHT;
        StringBuilder svg = new StringBuilder();
        svg.append(text(left, top - 20, panel.title));
        svg.append(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>%n"
                        .formatted(left, top, bottom, left + WIDTH));
        svg.append(text(left - 45, top + 4, number(most)));
        svg.append(text(left - 15, bottom + 4, "0"));
        for (JsonNode size : sizes) {
            double x = left + WIDTH * size.path("edges").asDouble() / mostEdges;
            svg.append(
                    text((int) x - 10, bottom + 16, number(size.path("edges").asDouble() / 1e6)));
        }
        svg.append(text(left + WIDTH / 2 - 40, bottom + 34, "million edges"));
        for (Line line : panel.lines) {
            StringBuilder path = new StringBuilder();
            double x = 0;
            double y = 0;
            for (JsonNode size : sizes) {
                x = left + WIDTH * size.path("edges").asDouble() / mostEdges;
                y = bottom - HEIGHT * size.at(line.path).asDouble() / most;
                path.append(path.isEmpty() ? "M" : "L")
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#2b6cb0\"/>%n",
                                x,
                                y));
            }
            svg.append("<path d=\"%s\" fill=\"none\" stroke=\"#2b6cb0\"/>%n".formatted(path));
            svg.append(text((int) x + 6, (int) y + 4, line.name));
        }
        return svg.toString();
    }

    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : trimmed(String.format(Locale.ROOT, "%.2f", value));
    }

    private static String trimmed(String number) {
        return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
    }

    private static String text(int x, int y, String text) {
        return "<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, text);
    }
}
