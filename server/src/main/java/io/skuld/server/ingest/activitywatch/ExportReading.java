package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.skuld.server.activity.Bucket;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import java.io.IOException;

/// Goes over an export one event at a time: memory does not grow with the file.
final class ExportReading {
    /// A text longer than this is no title; it ends the reading of its part.
    private static final int LONGEST_TEXT = 4 << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                    .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN
                    .build();

    /// Takes the object at whose beginning the parser stands, and leaves the parser at its end.
    @FunctionalInterface
    interface BucketReader {
        void read(String name, JsonParser json) throws IOException;
    }

    private ExportReading() {}

    static Where where(Part part, JsonParser json) {
        return new Where(part.name(), json.currentLocation().getLineNr());
    }

    static void eachBucket(Part part, ImportSink sink, BucketReader reader) throws IOException {
        try (JsonParser json = JSON.createParser(part.text(sink))) {
            try {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    if (json.nextToken() == JsonToken.START_OBJECT && field.equals("buckets"))
                        buckets(part, json, sink, reader);
                    else json.skipChildren();
                }
                if (json.currentToken() != JsonToken.END_OBJECT)
                    sink.skip(
                            where(part, json), SkipReason.BROKEN_JSON, "the export is not closed");
            } catch (JsonProcessingException e) {
                sink.skip(where(part, json), SkipReason.BROKEN_JSON, e.getOriginalMessage());
            }
        }
    }

    private static void buckets(Part part, JsonParser json, ImportSink sink, BucketReader reader)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) reader.read(name, json);
            else {
                sink.skip(where(part, json), SkipReason.NOT_AN_ENTRY, name);
                json.skipChildren();
            }
        }
    }

    /// Reads the bucket's object to its end.
    static void eachEvent(Part part, JsonParser json, Bucket bucket, ImportSink sink)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean events = json.currentName().equals("events");
            if (json.nextToken() == JsonToken.START_ARRAY && events)
                array(part, json, bucket, sink);
            else json.skipChildren();
        }
    }

    private static void array(Part part, JsonParser json, Bucket bucket, ImportSink sink)
            throws IOException {
        JsonToken token = json.nextToken();
        for (; token != null && token != JsonToken.END_ARRAY; token = json.nextToken()) {
            Where where = where(part, json);
            if (token == JsonToken.START_OBJECT) WatchedEvent.read(json).tell(where, bucket, sink);
            else {
                sink.skip(where, SkipReason.NOT_AN_ENTRY, "");
                json.skipChildren();
            }
        }
    }
}
