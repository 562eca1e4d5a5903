package io.skuld.server.ingest.feeds;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.OutgoingException;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads OPML, the list of subscriptions that every reader exports (http://opml.org/spec2.opml). Folders are left out.
public final class OpmlImporter implements Importer {
    /// Characters of one list; the longest in the wild have a hundredth of it.
    private static final int LONGEST = 16 << 20;

    @Override
    public String format() {
        return "opml";
    }

    @Override
    public String understands() {
        return "OPML, the list of subscriptions that feed readers and podcast players export";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> part.head().matches("(?is).*<opml[\\s>].*"))
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts) read(part, sink);
    }

    private static void read(Part part, ImportSink sink) throws IOException {
        int line = 0;
        try {
            XMLStreamReader xml = SafeXml.open(text(part, sink));
            while (xml.hasNext()) {
                line = xml.getLocation().getLineNumber();
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equalsIgnoreCase("outline"))
                    outline(new Where(part.name(), xml.getLocation().getLineNumber()), xml, sink);
            }
        } catch (XMLStreamException e) {
            sink.skip(new Where(part.name(), line), SkipReason.BROKEN_XML, SafeXml.fault(e));
        }
    }

    private static String text(Part part, ImportSink sink) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[1 << 14];
        try (Reader reader = part.text(sink)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
                if (text.length() > LONGEST) {
                    sink.skip(new Where(part.name(), 0), SkipReason.TOO_LONG, part.name());
                    break;
                }
            }
        }
        return text.toString();
    }

    private static void outline(Where where, XMLStreamReader xml, ImportSink sink) {
        String address = first(xml, "xmlUrl", "xmlurl", "url");
        if (address.isEmpty()) return; // a folder
        try {
            sink.follows(where, Subscription.at(address, first(xml, "title", "text")));
        } catch (OutgoingException e) {
            sink.skip(where, SkipReason.BAD_ADDRESS, address);
        }
    }

    private static String first(XMLStreamReader xml, String... names) {
        for (String name : names) {
            String value = SafeXml.attribute(xml, name);
            if (!value.isEmpty()) return value;
        }
        return "";
    }
}
