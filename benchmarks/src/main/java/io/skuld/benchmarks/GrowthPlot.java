package io.skuld.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/// How memory and times grow with the edges, as one SVG of three panels. Both axes start at 0.
final class GrowthPlot {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final int MARGIN = 60;

    private GrowthPlot() {}

    private record Panel(String title, List<String> paths) {}

    static String of(List<JsonNode> sizes) {
        List<Panel> panels =
                List.of(
                        new Panel(
                                "memory, MB: resident at its peak, graph with rows, graph",
                                List.of("/peakResidentMb", "/graphAndRowsMb", "/graphMb")),
                        new Panel(
                                "question, ms: p99 and p50",
                                List.of("/question/p99Ms", "/question/p50Ms")),
                        new Panel(
                                "event, ms: p99 and p50", List.of("/event/p99Ms", "/event/p50Ms")));
        StringBuilder svg = new StringBuilder();
        int width = panels.size() * (WIDTH + 2 * MARGIN);
        int height = HEIGHT + 2 * MARGIN;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        .formatted(width, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int p = 0; p < panels.size(); p++)
            svg.append(panel(panels.get(p), sizes, p * (WIDTH + 2 * MARGIN) + MARGIN));
        return svg.append("</svg>\n").toString();
    }

    private static String panel(Panel panel, List<JsonNode> sizes, int left) {
        double mostEdges =
                sizes.stream().mapToDouble(s -> s.path("edges").asDouble()).max().orElse(1);
        double most = 1e-9;
        for (String path : panel.paths)
            for (JsonNode size : sizes) most = Math.max(most, size.at(path).asDouble());
        int bottom = MARGIN + HEIGHT;
        StringBuilder svg = new StringBuilder();
        svg.append(text(left, MARGIN - 20, panel.title));
        svg.append(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>%n"
                        .formatted(left, MARGIN, bottom, left + WIDTH));
        svg.append(text(left - 45, MARGIN + 4, number(most)));
        svg.append(text(left - 15, bottom + 4, "0"));
        for (JsonNode size : sizes) {
            double x = left + WIDTH * size.path("edges").asDouble() / mostEdges;
            svg.append(
                    text((int) x - 10, bottom + 16, number(size.path("edges").asDouble() / 1e6)));
        }
        svg.append(text(left + WIDTH / 2 - 40, bottom + 34, "million edges"));
        for (String path : panel.paths) {
            StringBuilder line = new StringBuilder();
            for (JsonNode size : sizes) {
                double x = left + WIDTH * size.path("edges").asDouble() / mostEdges;
                double y = bottom - HEIGHT * size.at(path).asDouble() / most;
                line.append(line.isEmpty() ? "M" : "L")
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#2b6cb0\"/>%n",
                                x,
                                y));
            }
            svg.append("<path d=\"%s\" fill=\"none\" stroke=\"#2b6cb0\"/>%n".formatted(line));
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
