package io.skuld.server.cli.evaluate;

import java.util.Locale;

/// A picture in SVG that can be read on light and on dark ground.
final class Svg {
    /// Colours that stay apart for colour-blind readers (Okabe & Ito, 2008).
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"
    };

    private static final String STYLE =
            """
            <style>
            svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
            text { fill: #222; } .quiet { fill: #666; font-size: 11px; } .title { font-size: 15px; font-weight: 600; }
            .rule { stroke: #ccc; } .mark { stroke: #222; fill: none; }
            @media (prefers-color-scheme: dark) {
            text { fill: #eee; } .quiet { fill: #aaa; } .rule { stroke: #555; } .mark { stroke: #eee; }
            }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
        text(16, 24, "title", title);
    }

    static String colour(int index) {
        return COLOURS[Math.floorMod(index, COLOURS.length)];
    }

    Svg text(double x, double y, String style, String text) {
        return add("<text x='%.1f' y='%.1f' class='%s'>%s</text>", x, y, style, escaped(text));
    }

    Svg textEndingAt(double x, double y, String style, String text) {
        return add(
                "<text x='%.1f' y='%.1f' class='%s' text-anchor='end'>%s</text>",
                x, y, style, escaped(text));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add(
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>",
                x1, y1, x2, y2, style);
    }

    Svg bar(double x, double y, double barWidth, double barHeight, String colour) {
        return add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                x, y, Math.max(0, barWidth), barHeight, colour);
    }

    Svg dot(double x, double y, String colour, String name) {
        return add(
                "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'><title>%s</title></circle>",
                x, y, colour, escaped(name));
    }

    /// @param points x1,y1 x2,y2 …
    Svg path(String points, String colour) {
        return add(
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, colour);
    }

    private Svg add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img' aria-label='%s'>%n",
                        width,
                        height,
                        width,
                        height,
                        escaped(title))
                + STYLE
                + body
                + "</svg>\n";
    }
}
