package io.skuld.server.feed;

import io.skuld.server.catalog.Item;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), for any reader. It holds nothing but what is in the
/// cards, so that the same cards are the same bytes.
final class FeedXml {
    private static final int LONGEST = 4_000;

    private final String home;
    private final Locale locale;
    private final XMLStreamWriter xml;

    private FeedXml(String home, Locale locale, XMLStreamWriter xml) {
        this.home = home;
        this.locale = locale;
        this.xml = xml;
    }

    /// @param home the address of this Skuld, with a slash at the end
    /// @param self the address of the feed itself
    static byte[] write(List<Card> cards, String title, String home, String self, Locale locale) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new FeedXml(home, locale, xml).feed(cards, title, self);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The feed cannot be written", e);
        }
        return out.toByteArray();
    }

    private void feed(List<Card> cards, String title, String self) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("rss");
        xml.writeAttribute("version", "2.0");
        xml.writeAttribute("xmlns:atom", "http://www.w3.org/2005/Atom");
        xml.writeAttribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
        xml.writeStartElement("channel");
        element("title", title);
        element("link", home);
        element("description", title);
        element("generator", "Skuld");
        element("ttl", "15");
        xml.writeEmptyElement("atom:link");
        xml.writeAttribute("rel", "self");
        xml.writeAttribute("type", "application/rss+xml");
        xml.writeAttribute("href", plain(self));
        for (Card card : cards) item(card);
        xml.writeEndDocument();
    }

    private void item(Card card) throws XMLStreamException {
        Item item = card.item();
        String page = home + "items/" + encoded(item.id().toString());
        boolean web = item.location().matches("(?i)https?://.+");
        xml.writeStartElement("item");
        element("title", item.title());
        element("link", web ? item.location() : page);
        xml.writeStartElement("guid");
        xml.writeAttribute("isPermaLink", "false");
        xml.writeCharacters(plain(item.id().toString()));
        xml.writeEndElement();
        if (!item.creator().isEmpty()) element("dc:creator", item.creator());
        if (item.published() != null)
            element(
                    "pubDate",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            item.published().atOffset(ZoneOffset.UTC)));
        for (String genre : item.genres()) element("category", genre);
        element("description", description(card, page));
        xml.writeEndElement();
    }

    /// HTML: why it is here, what it is about, and the way to say what one thinks of it.
    private String description(Card card, String page) {
        String why =
                card.why().stream()
                        .limit(1)
                        .map(reason -> ReasonText.of(reason, locale))
                        .collect(Collectors.joining());
        String about = card.item().description();
        String shortened =
                about.length() <= LONGEST
                        ? about
                        : about.substring(0, LONGEST).stripTrailing() + "…";
        return "<p><em>%s</em></p><p>%s</p><p><a href=\"%s\">Skuld</a></p>"
                .formatted(escaped(why), escaped(shortened).replace("\n", "<br>"), page);
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(plain(text));
        xml.writeEndElement();
    }

    private static String encoded(String id) {
        return java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2F", "/");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// Without what XML forbids.
    private static String plain(String text) {
        return text.codePoints()
                .filter(c ->
                        c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c <= 0xD7FF
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
