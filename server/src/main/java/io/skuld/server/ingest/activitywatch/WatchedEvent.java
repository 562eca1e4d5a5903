package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.Bucket;
import io.skuld.server.activity.Watcher;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An event as ActivityWatch writes it: `{"timestamp", "duration": seconds, "data": {…}}`. Times without an offset are UTC.
///
/// @param time empty when it is not told
/// @param seconds NaN when it is not told or no number
/// @param data its texts, numbers and truths that are of use, as text
record WatchedEvent(String time, double seconds, Map<String, String> data) {
    private static final Set<String> USED =
            Set.of(
                    "app",
                    "package",
                    "title",
                    "classname",
                    "url",
                    "status",
                    "audible",
                    "incognito",
                    "file",
                    "project",
                    "language");

    /// Before there were computers with windows, clocks lie.
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /// Reads the object at whose beginning the parser stands.
    static WatchedEvent read(JsonParser json) throws IOException {
        String time = "";
        double seconds = Double.NaN;
        Map<String, String> data = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("timestamp") && value.isScalarValue()) time = json.getText();
            else if (field.equals("duration") && value.isNumeric()) seconds = json.getDoubleValue();
            else if (field.equals("data") && value == JsonToken.START_OBJECT) data = data(json);
            else json.skipChildren();
        }
        return new WatchedEvent(time, seconds, data);
    }

    private static Map<String, String> data(JsonParser json) throws IOException {
        Map<String, String> data = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (USED.contains(field) && value.isScalarValue() && value != JsonToken.VALUE_NULL)
                data.put(field, json.getText());
            else json.skipChildren();
        }
        return data;
    }

    /// As an event of this bucket, or with the reason why not; a reason never repeats a title or an address.
    void tell(Where where, Bucket bucket, ImportSink sink) {
        Optional<Instant> at =
                Times.parse(time, ZoneOffset.UTC).filter(found -> found.isAfter(EARLIEST));
        double longest = ActivityEvent.LONGEST.toSeconds();
        if (at.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, time);
        else if (!(seconds >= 0 && seconds <= longest))
            sink.skip(where, SkipReason.BAD_LENGTH, "%s at %s".formatted(seconds, time));
        else if (data.isEmpty()) sink.skip(where, SkipReason.NOT_AN_ENTRY, time);
        else sink.observed(where, event(bucket, at.get()));
    }

    private ActivityEvent event(Bucket bucket, Instant at) {
        return new ActivityEvent(
                bucket,
                at,
                Duration.ofMillis(Math.round(seconds * 1000)),
                app(bucket),
                title(bucket.watcher()),
                text("url"),
                text("audible").equals("true"),
                text("incognito").equals("true"));
    }

    private String app(Bucket bucket) {
        return switch (bucket.watcher()) {
            case WINDOW -> text("app").isEmpty() ? text("package") : text("app");
            case EDITOR -> editor(bucket.name());
            case WEB, AFK -> "";
        };
    }

    private String title(Watcher watcher) {
        return switch (watcher) {
            case WINDOW -> text("title").isEmpty() ? text("classname") : text("title");
            case WEB -> text("title");
            case AFK -> text("status");
            case EDITOR ->
                    Stream.of(text("project"), lastPart(text("file")), text("language"))
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" · "));
        };
    }

    /// `vim` of `aw-watcher-vim_laptop`.
    private static String editor(String bucket) {
        return bucket.replaceFirst("^aw-watcher-", "").replaceFirst("_.*", "");
    }

    private static String lastPart(String path) {
        return path.replace('\\', '/').replaceFirst(".*/", "");
    }

    private String text(String name) {
        return data.getOrDefault(name, "");
    }
}
