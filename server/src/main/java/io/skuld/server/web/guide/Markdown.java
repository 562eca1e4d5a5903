package io.skuld.server.web.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/// Reads Markdown as the guide is written: CommonMark with tables, no HTML of its own. A link to `import.md` becomes one to
/// `/help/import`; headings get ids, so that search can lead to them.
final class Markdown {
    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .attributeProviderFactory(context -> attributes())
                    .build();

    private Markdown() {}

    static Guide.Page page(String name, String source) {
        Node document = PARSER.parse(source);
        Sections sections = new Sections();
        document.accept(sections);
        return new Guide.Page(
                name, sections.title(name), RENDERER.render(document), sections.all());
    }

    private static AttributeProvider attributes() {
        return (node, tag, attributes) -> {
            if (node instanceof Heading) attributes.put("id", anchor(words(node)));
            if (node instanceof Link link) insideHelp(link.getDestination(), attributes);
        };
    }

    private static void insideHelp(String target, Map<String, String> attributes) {
        int end = target.indexOf(".md");
        boolean within = end > 0 && !target.contains("/") && !target.contains(":");
        if (within)
            attributes.put("href", "/help/" + target.substring(0, end) + target.substring(end + 3));
        else if (target.startsWith("http")) attributes.put("rel", "noopener noreferrer");
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }

    private static String words(Node node) {
        Words words = new Words();
        node.accept(words);
        return words.text.toString().strip();
    }

    /// The plain words under each heading.
    private static final class Sections extends AbstractVisitor {
        private final List<Guide.Section> finished = new ArrayList<>();
        private String heading = "";
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Heading node) {
            finish();
            heading = words(node);
        }

        @Override
        protected void visitChildren(Node parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                if (child instanceof Heading) child.accept(this);
                else text.append(words(child)).append(' ');
            }
        }

        List<Guide.Section> all() {
            finish();
            return List.copyOf(finished);
        }

        String title(String fallback) {
            return finished.isEmpty()
                    ? heading.isEmpty() ? fallback : heading
                    : finished.getFirst().heading();
        }

        private void finish() {
            if (!heading.isEmpty())
                finished.add(new Guide.Section(heading, anchor(heading), text.toString().strip()));
            text.setLength(0);
            heading = "";
        }
    }

    private static final class Words extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock node) {
            text.append(node.getLiteral()).append(' ');
        }

        @Override
        public void visit(SoftLineBreak node) {
            text.append(' ');
        }

        @Override
        protected void visitChildren(Node parent) {
            super.visitChildren(parent);
            if (parent instanceof org.commonmark.node.Block) text.append(' ');
        }
    }
}
