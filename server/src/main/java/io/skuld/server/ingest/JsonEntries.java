package io.skuld.server.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.server.ingest.ImportSink.Where;
import java.io.IOException;

/// Goes over the objects of a JSON array, or over JSON objects one after another (JSON Lines), one at a time. Where the
/// JSON breaks off, what came before has been read and the sink hears where it stopped.
public final class JsonEntries {
    /// Reads the object that starts at the parser's current token and leaves the parser at its end.
    @FunctionalInterface
    public interface EntryReader {
        void read(JsonParser json) throws IOException;
    }

    /// Takes one object as a tree.
    @FunctionalInterface
    public interface NodeReader {
        void read(Where where, JsonNode node);
    }

    /// A text longer than this is no title; it ends the reading of its part.
    private static final int LONGEST_TEXT = 4 << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                    .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonEntries() {}

    public static void each(Part part, ImportSink sink, EntryReader reader) throws IOException {
        try (JsonParser json = JSON.createParser(part.text(sink))) {
            try {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_ARRAY) array(part, sink, json, reader);
                else
                    for (; token != null; token = json.nextToken())
                        entry(part, sink, json, token, reader);
            } catch (JsonProcessingException e) {
                sink.skip(where(part, json), SkipReason.BROKEN_JSON, e.getOriginalMessage());
            }
        }
    }

    /// As [#each], for objects small enough to be held whole.
    public static void nodes(Part part, ImportSink sink, NodeReader reader) throws IOException {
        each(
                part,
                sink,
                json -> {
                    Where where = new Where(part.name(), json.currentTokenLocation().getLineNr());
                    JsonNode node = MAPPER.readTree(json);
                    OneLine.of(where, node.toString(), sink, () -> reader.read(where, node));
                });
    }

    /// The object that starts at the parser's current token, when it is small enough to be held whole.
    public static JsonNode tree(JsonParser json) throws IOException {
        return MAPPER.readTree(json);
    }

    private static void array(Part part, ImportSink sink, JsonParser json, EntryReader reader)
            throws IOException {
        JsonToken token = json.nextToken();
        for (; token != null && token != JsonToken.END_ARRAY; token = json.nextToken())
            entry(part, sink, json, token, reader);
        if (token == null)
            sink.skip(where(part, json), SkipReason.BROKEN_JSON, "the list is not closed");
    }

    private static void entry(
            Part part, ImportSink sink, JsonParser json, JsonToken token, EntryReader reader)
            throws IOException {
        if (token == JsonToken.START_OBJECT) reader.read(json);
        else {
            sink.skip(where(part, json), SkipReason.NOT_AN_ENTRY, String.valueOf(json.getText()));
            json.skipChildren();
        }
    }

    private static Where where(Part part, JsonParser json) {
        return new Where(part.name(), json.currentLocation().getLineNr());
    }
}
