package io.skuld.server.ingest.feeds;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// The words of HTML, with its paragraphs: blank lines between them, nothing else.
final class PlainText {
    private PlainText() {}

    /// @param most characters to keep; a longer text ends with `…`
    static String of(String html, int most) {
        if (html.isBlank()) return "";
        StringBuilder text = new StringBuilder();
        Jsoup.parseBodyFragment(html).body().traverse(new Words(text));
        String plain =
                text.toString()
                        .replaceAll("[ \\t\\u00A0]+", " ")
                        .replaceAll(" ?\\n ?", "\n")
                        .replaceAll("\\n{3,}", "\n\n")
                        .strip();
        if (plain.length() <= most) return plain;
        boolean pair = Character.isHighSurrogate(plain.charAt(most - 2));
        return plain.substring(0, pair ? most - 2 : most - 1).stripTrailing() + "…";
    }

    /// In one line, as a title.
    static String line(String html, int most) {
        return of(html, most).replaceAll("\\s+", " ");
    }

    private record Words(StringBuilder text) implements NodeVisitor {
        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words)
                text.append(words.getWholeText().replaceAll("\\s+", " "));
            else if (node instanceof Element element) {
                if (element.normalName().equals("br")) text.append('\n');
                else if (element.isBlock()) text.append("\n\n");
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) text.append("\n\n");
        }
    }
}
