package io.skuld.server.ingest.feeds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads RSS 0.9 to 2.0, RDF and Atom, with the modules that matter: Dublin Core, content, iTunes, Media RSS, YouTube's.
/// Names are taken with their usual prefix, whatever prefix the document binds to the name space, and also when it forgot
/// to bind any.
final class XmlFeed {
    /// Elements inside of elements; deeper ones are not looked at.
    private static final int DEEPEST = 100;

    private static final Map<String, String> PREFIXES =
            Map.of(
                    "http://www.w3.org/2005/Atom", "",
                    "http://purl.org/atom/ns#", "",
                    "http://purl.org/rss/1.0/", "",
                    "http://backend.userland.com/rss2", "",
                    "http://purl.org/dc/elements/1.1/", "dc",
                    "http://purl.org/rss/1.0/modules/content/", "content",
                    "http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes",
                    "http://search.yahoo.com/mrss/", "media",
                    "http://www.youtube.com/xml/schemas/2015", "yt");

    private final XMLStreamReader xml;
    private final Map<String, String> prefixes = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private String title = "";
    private String site = "";
    private String language = "";
    private String picture = "";
    private String author = "";

    private XmlFeed(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// @return empty when it is no feed
    static Optional<ParsedFeed> parse(String document) {
        try {
            XMLStreamReader xml = SafeXml.open(document);
            try {
                return new XmlFeed(xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private Optional<ParsedFeed> read() throws XMLStreamException {
        while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
            if (!xml.hasNext()) return Optional.empty();
            xml.next();
        }
        bindPrefixes();
        if (!List.of("rss", "rdf", "feed").contains(local(name()))) return Optional.empty();
        String fault = "";
        try {
            feed();
        } catch (XMLStreamException e) {
            fault = SafeXml.fault(e);
        } catch (RuntimeException e) {
            // Parsers of the JDK answer to some broken documents with programmers' exceptions.
            fault = e.toString();
        }
        return Optional.of(new ParsedFeed(title, site, language, picture, entries, fault));
    }

    /// Goes over the elements of the feed itself: those of `channel` in RSS, of the root in Atom, and both in RDF.
    private void feed() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) continue;
            bindPrefixes();
            switch (name()) {
                case "channel" -> {}
                case "item", "entry" -> {
                    if (entries.size() == FeedParser.MOST_ENTRIES) return;
                    entries.add(entry());
                }
                case "title" -> title = first(title, text());
                case "link" -> site = first(site, link("alternate"));
                case "language", "dc:language" -> language = first(language, text());
                case "itunes:author" -> author = first(author, text());
                case "author" -> author = first(author, person());
                case "itunes:image" -> picture = first(picture, attribute("href"));
                case "image" -> image();
                case "logo", "icon" -> picture = first(picture, text());
                default -> skip();
            }
        }
    }

    private void image() throws XMLStreamException {
        for (int depth = 1; depth > 0 && xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            else if (event == XMLStreamConstants.START_ELEMENT) {
                if (name().equals("url")) picture = first(picture, text());
                else depth++;
            }
        }
    }

    private Entry entry() throws XMLStreamException {
        Entry.Builder entry = new Entry.Builder();
        entry.guid(attribute("rdf:about"));
        for (int depth = 1; depth > 0 && xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            else if (event == XMLStreamConstants.START_ELEMENT) {
                bindPrefixes();
                if (isGroup(name())) {
                    mediaContent(entry);
                    depth++;
                } else field(entry);
            }
        }
        if (!author.isEmpty()) entry.author(author);
        return entry.build();
    }

    /// Elements whose own elements say something about the entry.
    private static boolean isGroup(String name) {
        return name.equals("media:group") || name.equals("media:content");
    }

    private void mediaContent(Entry.Builder entry) {
        if (!name().equals("media:content")) return;
        String type = attribute("type");
        String medium = attribute("medium");
        entry.media(attribute("url"), type.isEmpty() ? medium + "/*" : type);
        FeedDates.length(attribute("duration")).ifPresent(entry::length);
    }

    private void field(Entry.Builder entry) throws XMLStreamException {
        switch (name()) {
            case "title" -> entry.title(text());
            case "media:title" -> entry.title(text());
            case "guid", "id" -> entry.guid(text());
            case "link" -> atomLink(entry);
            case "author", "contributor" -> entry.author(person());
            case "dc:creator", "itunes:author" -> entry.author(text());
            case "pubDate", "published", "issued", "dc:date" -> entry.published(text());
            case "updated", "modified" -> entry.updated(text());
            case "description", "summary", "itunes:summary", "media:description" ->
                    entry.summary(text());
            case "content:encoded", "content", "fullcontent" -> entry.content(text());
            case "category", "dc:subject" -> {
                String term = attribute("term");
                String words = text();
                entry.tag(term.isEmpty() ? words : term);
            }
            case "itunes:keywords", "media:keywords" -> {
                for (String word : text().split(",", 60)) entry.tag(word);
            }
            case "itunes:duration" -> FeedDates.length(text()).ifPresent(entry::length);
            case "itunes:image" -> picture(entry, "href");
            case "media:thumbnail" -> picture(entry, "url");
            case "enclosure" -> {
                entry.media(attribute("url"), attribute("type"));
                skip();
            }
            case "yt:videoId" -> entry.video(text());
            case "yt:channelId" -> entry.channel(text());
            default -> skip();
        }
    }

    private void picture(Entry.Builder entry, String attribute) throws XMLStreamException {
        entry.picture(attribute(attribute));
        skip();
    }

    private void atomLink(Entry.Builder entry) throws XMLStreamException {
        String type = attribute("type");
        String href = attribute("href");
        if (attribute("rel").equals("enclosure")) {
            entry.media(href, type);
            skip();
        } else entry.link(link("alternate"));
    }

    /// The address of a link with this relation or none, as an attribute or as text; empty for other relations.
    private String link(String relation) throws XMLStreamException {
        String rel = attribute("rel");
        String href = attribute("href");
        String words = text().strip();
        if (!rel.isEmpty() && !rel.equals(relation)) return "";
        return href.isEmpty() ? words : href;
    }

    /// A name: Atom's `author/name`, or RSS' `mail@example.org (Name)`.
    private String person() throws XMLStreamException {
        StringBuilder words = new StringBuilder();
        String named = "";
        for (int depth = 1; depth > 0 && xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            else if (event == XMLStreamConstants.START_ELEMENT) {
                if (name().equals("name") || name().equals("itunes:name"))
                    named = first(named, text());
                else skip();
            } else append(words, event);
        }
        if (!named.isEmpty()) return named;
        return words.toString().strip().replaceFirst("^\\S+@\\S+\\s+\\((.+)\\)$", "$1");
    }

    /// The text of this element. Elements inside of it, as HTML that nobody escaped, come as tags without attributes.
    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0 && xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            else if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth < DEEPEST && text.length() < Entry.Builder.TEXT)
                    text.append('<').append(local(name())).append('>');
            } else append(text, event);
        }
        return text.toString();
    }

    private void append(StringBuilder text, int event) {
        boolean words =
                event == XMLStreamConstants.CHARACTERS
                        || event == XMLStreamConstants.CDATA
                        || event == XMLStreamConstants.SPACE;
        if (words && text.length() < Entry.Builder.TEXT) text.append(xml.getText());
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0 && xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            else if (event == XMLStreamConstants.START_ELEMENT) depth++;
        }
    }

    /// The name with its usual prefix.
    private String name() {
        String name = xml.getLocalName();
        int colon = name.indexOf(':');
        String prefix = colon < 0 ? "" : name.substring(0, colon);
        String usual = prefixes.getOrDefault(prefix, prefix);
        return usual.isEmpty() ? local(name, colon) : usual + ":" + local(name, colon);
    }

    private static String local(String name, int colon) {
        return name.substring(colon + 1);
    }

    private static String local(String name) {
        return local(name, name.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    private void bindPrefixes() {
        for (int a = 0; a < xml.getAttributeCount(); a++) {
            String name = SafeXml.attributeName(xml, a);
            if (!name.startsWith("xmlns:")) continue;
            String usual = PREFIXES.get(xml.getAttributeValue(a));
            if (usual != null) prefixes.put(name.substring("xmlns:".length()), usual);
        }
    }

    private String attribute(String name) {
        return SafeXml.attribute(xml, name);
    }

    private static String first(String known, @Nullable String value) {
        if (!known.isEmpty() || value == null) return known;
        String plain = value.strip();
        return plain.substring(0, Math.min(2_000, plain.length()));
    }
}
