package io.skuld.server.ingest.feeds;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/).
final class JsonFeed {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON = MAPPER.getFactory();

    private final List<Entry> entries = new ArrayList<>();
    private String version = "";
    private String title = "";
    private String site = "";
    private String language = "";
    private String picture = "";
    private String fault = "";

    private JsonFeed() {}

    /// @return empty when it is no feed
    static Optional<ParsedFeed> parse(String document) {
        JsonFeed feed = new JsonFeed();
        feed.read(document);
        if (!feed.version.contains("jsonfeed.org/version/")) return Optional.empty();
        return Optional.of(
                new ParsedFeed(
                        feed.title,
                        feed.site,
                        feed.language,
                        feed.picture,
                        feed.entries,
                        feed.fault));
    }

    private void read(String document) {
        try (JsonParser json = JSON.createParser(document)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(name, json);
            }
        } catch (JacksonException e) {
            fault = String.valueOf(e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "version" -> version = json.getValueAsString("");
            case "title" -> title = line(json.getValueAsString(""));
            case "home_page_url" -> site = line(json.getValueAsString(""));
            case "language" -> language = line(json.getValueAsString(""));
            case "icon" -> picture = line(json.getValueAsString(""));
            case "items" -> items(json);
            default -> {}
        }
        json.skipChildren();
    }

    private static String line(String value) {
        return value.strip().substring(0, Math.min(2_000, value.strip().length()));
    }

    private void items(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) return;
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            JsonNode node = MAPPER.readTree(json);
            if (node != null && node.isObject() && entries.size() < FeedParser.MOST_ENTRIES)
                entries.add(entry(node));
        }
    }

    private static Entry entry(JsonNode node) {
        Entry.Builder entry = new Entry.Builder();
        entry.guid(node.path("id").asText(""));
        entry.title(node.path("title").asText(""));
        entry.link(node.path("url").asText(""));
        entry.link(node.path("external_url").asText(""));
        entry.author(node.path("authors").path(0).path("name").asText(""));
        entry.author(node.path("author").path("name").asText(""));
        entry.published(node.path("date_published").asText(""));
        entry.updated(node.path("date_modified").asText(""));
        entry.summary(node.path("summary").asText(""));
        entry.content(node.path("content_html").asText(""));
        entry.content(escaped(node.path("content_text").asText("")));
        entry.picture(node.path("image").asText(""));
        entry.picture(node.path("banner_image").asText(""));
        node.path("tags").forEach(tag -> entry.tag(tag.asText("")));
        for (JsonNode media : node.path("attachments")) {
            entry.media(media.path("url").asText(""), media.path("mime_type").asText(""));
            FeedDates.length(media.path("duration_in_seconds").asText("")).ifPresent(entry::length);
        }
        return entry.build();
    }

    /// Plain text as HTML: its paragraphs stay.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>");
    }
}
