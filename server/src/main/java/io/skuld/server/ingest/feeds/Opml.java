package io.skuld.server.ingest.feeds;

import io.skuld.server.ingest.Subscription;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes what a person follows as OPML 2.0, which every feed reader takes; [OpmlImporter] is the inverse.
public final class Opml {
    private Opml() {}

    public static void write(List<Subscription> subscriptions, Instant now, OutputStream out) {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("opml");
            xml.writeAttribute("version", "2.0");
            xml.writeStartElement("head");
            xml.writeStartElement("title");
            xml.writeCharacters("Skuld");
            xml.writeEndElement();
            xml.writeStartElement("dateCreated");
            xml.writeCharacters(
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeStartElement("body");
            for (Subscription subscription : subscriptions) outline(xml, subscription);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The list cannot be written", e);
        }
    }

    private static void outline(XMLStreamWriter xml, Subscription subscription)
            throws XMLStreamException {
        String title = plain(subscription.title());
        xml.writeEmptyElement("outline");
        xml.writeAttribute("type", "rss");
        xml.writeAttribute("text", title.isEmpty() ? subscription.address() : title);
        xml.writeAttribute("title", title);
        xml.writeAttribute("xmlUrl", subscription.address());
    }

    /// Without what XML forbids.
    private static String plain(String text) {
        return FeedText.withoutForbidden(text);
    }
}
