package io.skuld.server.web.art;

import java.util.Locale;

/// A small SVG of 320 by 180, written shape by shape.
final class Drawing {
    static final int WIDTH = 320;
    static final int HEIGHT = 180;

    private final StringBuilder svg =
            new StringBuilder(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 180\" width=\"320\" height=\"180\" preserveAspectRatio=\"xMidYMid slice\">");

    /// Covers everything with a gradient from the top to the bottom.
    Drawing sky(String top, String bottom) {
        svg.append(
                "<linearGradient id=\"s\" x2=\"0\" y2=\"1\"><stop stop-color=\"%s\"/><stop offset=\"1\" stop-color=\"%s\"/></linearGradient><path fill=\"url(#s)\" d=\"M0 0h320v180H0z\"/>"
                        .formatted(top, bottom));
        return this;
    }

    Drawing rectangle(double x, double y, double width, double height, double corner, String fill) {
        return shape(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, corner, fill);
    }

    Drawing circle(double x, double y, double radius, String fill) {
        return shape(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, fill);
    }

    Drawing ring(double x, double y, double radius, double width, String stroke) {
        return shape(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke-width=\"%.1f\" stroke=\"%s\"/>",
                x, y, radius, width, stroke);
    }

    Drawing line(double x1, double y1, double x2, double y2, double width, String stroke) {
        return shape(
                "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke-width=\"%.1f\" stroke-linecap=\"round\" stroke=\"%s\"/>",
                x1, y1, x2, y2, width, stroke);
    }

    /// @param data the path, as SVG writes it
    Drawing path(String data, String fill) {
        return shape("<path d=\"%s\" fill=\"%s\"/>", data, fill);
    }

    /// @param data the path, as SVG writes it
    Drawing stroke(String data, double width, String stroke) {
        return shape(
                "<path d=\"%s\" fill=\"none\" stroke-width=\"%.1f\" stroke=\"%s\"/>",
                data, width, stroke);
    }

    @Override
    public String toString() {
        return svg + "</svg>";
    }

    private Drawing shape(String template, Object... values) {
        svg.append(String.format(Locale.ROOT, template, values));
        return this;
    }
}
