package io.skuld.server.ingest.feeds;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML from anyone: nothing is fetched, no entity expanded, and a document that is not quite XML is made so first.
/// Names are as written, with their prefix.
final class SafeXml {
    private static final XMLInputFactory FACTORY = factory();

    private SafeXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    static XMLStreamReader open(String document) throws XMLStreamException {
        String text = FeedText.wellFormed(document.substring(FeedText.start(document)));
        return FACTORY.createXMLStreamReader(new StringReader(text));
    }

    /// The attribute's value without the blanks around it, or empty.
    static String attribute(XMLStreamReader xml, String name) {
        for (int a = 0; a < xml.getAttributeCount(); a++)
            if (attributeName(xml, a).equals(name)) return xml.getAttributeValue(a).strip();
        return "";
    }

    /// As written: without name spaces the JDK's parser still takes prefixes off attributes, though not off elements.
    static String attributeName(XMLStreamReader xml, int index) {
        String prefix = xml.getAttributePrefix(index);
        String local = xml.getAttributeLocalName(index);
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /// What is wrong, in one line.
    static String fault(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("(?s)^.*Message:\\s*", "");
        String line = message.replaceAll("\\s+", " ");
        return "line %d: %s"
                .formatted(
                        e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                        line.substring(0, Math.min(200, line.length())));
    }
}
