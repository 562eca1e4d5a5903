package io.skuld.server.ingest.skuld;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.BadPatternException;
import io.skuld.server.activity.Bucket;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.Watcher;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Brought;
import io.skuld.server.ingest.HashSet64;
import io.skuld.server.ingest.ImportRun;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.KeptReport;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.Skipped;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.people.PersonId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reading of an export. What was taken back and what imports left out is held in memory, the rest is not.
final class ExportReading {
    private static final int LONGEST_TITLE = 2_000;

    private final Map<String, Part> parts = new HashMap<>();
    private final ImportSink sink;
    private final HashSet64 items = new HashSet64();
    private final Map<String, List<FeedbackLog.Turn>> turns = new HashMap<>();
    private final Map<Long, Bucket> buckets = new HashMap<>();
    private PersonId owner = PersonId.ME;

    ExportReading(List<Part> parts, ImportSink sink) {
        for (Part part : parts) this.parts.putIfAbsent(part.fileName(), part);
        this.sink = sink;
    }

    void read() throws IOException {
        each("person.jsonl", this::person);
        each("items.jsonl", this::item);
        each("retraction.jsonl", this::turn);
        Map<String, List<Skipped>> left = new HashMap<>();
        each("import_skip.jsonl", (where, row) -> left(row, left));
        each("import_run.jsonl", (where, row) -> run(where, row, left));
        each("signals.jsonl", this::signal);
        each("source.jsonl", this::source);
        each("activity_rule.jsonl", this::rules);
        each("activity_bucket.jsonl", (where, row) -> bucket(row));
        each("activity_event.jsonl", this::observed);
    }

    /// Rows that cannot be what they should be are told and left out.
    private void each(String name, JsonEntries.NodeReader reader) throws IOException {
        Part part = parts.get(name);
        if (part == null) return;
        JsonEntries.nodes(
                part,
                sink,
                (where, row) -> {
                    try {
                        reader.read(where, row);
                    } catch (DateTimeException | ArithmeticException e) {
                        sink.skip(where, SkipReason.BAD_TIME, row.toString());
                    } catch (IllegalArgumentException e) {
                        sink.skip(where, SkipReason.NOT_AN_ENTRY, e.getMessage() + " " + row);
                    }
                });
    }

    private void person(Where where, JsonNode row) {
        owner = new PersonId(text(row, "id"));
        String name = text(row, "name");
        if (!name.isEmpty() && name.length() <= 100) sink.brought(where, new Brought.Name(name));
    }

    private void item(Where where, JsonNode row) {
        Set<ItemId> aliases = new HashSet<>();
        row.path("aliases").forEach(alias -> aliases.add(ItemId.parse(alias.asText())));
        Map<String, String> extras = facts(row.path("extras"));
        String title = text(row, "title");
        Item item =
                new Item(
                        ItemId.parse(text(row, "id")),
                        ItemKind.of(text(row, "kind")),
                        title.substring(0, Math.min(title.length(), LONGEST_TITLE)),
                        text(row, "creator"),
                        text(row, "description"),
                        words(row.path("genres")),
                        words(row.path("tags")),
                        text(row, "language"),
                        row.path("year").isInt() ? row.path("year").intValue() : null,
                        instant(row, "published"),
                        duration(row),
                        address(row, "location"),
                        address(row, "thumbnail"),
                        extras);
        items.add(HashSet64.hash(item.id().toString()));
        sink.item(new Described(item, aliases));
    }

    private void turn(Where where, JsonNode row) {
        var turn =
                new FeedbackLog.Turn(
                        Instant.ofEpochMilli(row.path("at").asLong()),
                        FeedbackLog.State.of(row.path("state").asInt(2)));
        turns.computeIfAbsent(text(row, "signal"), signal -> new ArrayList<>(1)).add(turn);
    }

    private static void left(JsonNode row, Map<String, List<Skipped>> left) {
        left.computeIfAbsent(text(row, "import_id"), id -> new ArrayList<>())
                .add(
                        new Skipped(
                                text(row, "part"),
                                row.path("line").asLong(),
                                SkipReason.of(text(row, "reason")),
                                text(row, "text")));
    }

    private void run(Where where, JsonNode row, Map<String, List<Skipped>> left) {
        String id = text(row, "id");
        KeptReport kept = KeptReport.parse(text(row, "counts"));
        JsonNode finished = row.path("finished");
        var run =
                new ImportRun(
                        id,
                        owner,
                        text(row, "format"),
                        text(row, "file_name"),
                        ImportRun.Status.of(text(row, "status")),
                        kept.report(),
                        kept.message(),
                        Instant.ofEpochMilli(row.path("started").asLong()),
                        finished.isNumber() ? Instant.ofEpochMilli(finished.asLong()) : null,
                        null);
        sink.brought(where, new Brought.Run(run, left.getOrDefault(id, List.of())));
    }

    private void signal(Where where, JsonNode row) {
        ItemId item = ItemId.parse(text(row, "item"));
        if (items.lacks(HashSet64.hash(item.toString()))) {
            sink.skip(where, SkipReason.UNKNOWN_ITEM, row.toString());
            return;
        }
        JsonNode value = row.path("value");
        String made = text(row, "import");
        var said =
                new Feedback(
                        text(row, "id"),
                        owner,
                        item,
                        Signal.of(text(row, "type"), value.isNumber() ? value.doubleValue() : null),
                        Instant.parse(text(row, "at")),
                        ZoneId.of(text(row, "zone")),
                        Provenance.of(text(row, "provenance")),
                        made.isEmpty() ? null : made,
                        facts(row.path("context")));
        sink.brought(where, new Brought.Entry(new FeedbackLog.Moved(said, turns(said.id(), row))));
    }

    private void rules(Where where, JsonNode row) {
        try {
            sink.brought(
                    where,
                    new Brought.ActivityRules(
                            new PrivatePatterns(text(row, "hidden")),
                            new Categories(text(row, "categories"))));
        } catch (BadPatternException e) {
            sink.skip(where, SkipReason.NOT_AN_ENTRY, String.valueOf(e.getMessage()));
        }
    }

    private void bucket(JsonNode row) {
        buckets.put(
                row.path("sequence").asLong(),
                new Bucket(
                        text(row, "machine"), text(row, "name"), Watcher.of(text(row, "watcher"))));
    }

    private void observed(Where where, JsonNode row) {
        Bucket bucket = buckets.get(row.path("bucket").asLong());
        if (bucket == null) {
            sink.skip(where, SkipReason.UNKNOWN_WATCHER, text(row, "at"));
            return;
        }
        sink.observed(
                where,
                new ActivityEvent(
                        bucket,
                        Instant.ofEpochMilli(row.path("at").asLong()),
                        Duration.ofMillis(row.path("millis").asLong(-1)),
                        text(row, "app"),
                        text(row, "title"),
                        text(row, "url"),
                        row.path("audible").asInt() == 1,
                        row.path("hidden").asInt() == 1));
    }

    /// Followed again from here, at its usual rhythm; an ActivityWatch at home is connected anew.
    private void source(Where where, JsonNode row) {
        Subscription.Kind kind = Subscription.Kind.of(text(row, "kind"));
        if (!kind.isPublic() || text(row, "state").equals("removed")) return;
        try {
            sink.follows(where, new Subscription(kind, text(row, "address"), text(row, "title")));
        } catch (OutgoingException e) {
            sink.skip(where, SkipReason.BAD_ADDRESS, text(row, "address"));
        }
    }

    /// An entry that is not active and of which nobody knows why was taken back when it was said.
    private List<FeedbackLog.Turn> turns(String id, JsonNode row) {
        List<FeedbackLog.Turn> known = turns.getOrDefault(id, List.of());
        boolean active = row.path("active").asBoolean(true);
        if (active || !known.isEmpty()) return known;
        return List.of(
                new FeedbackLog.Turn(Instant.parse(text(row, "at")), FeedbackLog.State.RETRACTED));
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asText("");
    }

    /// In milliseconds, as it is stored.
    private static @Nullable Instant instant(JsonNode row, String name) {
        String text = text(row, name);
        return text.isEmpty() ? null : Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
    }

    private static @Nullable Duration duration(JsonNode row) {
        String text = text(row, "duration");
        return text.isEmpty() ? null : Duration.ofMillis(Duration.parse(text).toMillis());
    }

    /// An address that could do something when it is followed, as `javascript:`, is left out.
    private static String address(JsonNode row, String name) {
        String text = text(row, name);
        boolean web = text.startsWith("https://") || text.startsWith("http://");
        boolean scheme = text.matches("(?s)\\s*[A-Za-z][A-Za-z0-9+.-]+:.*");
        return web || !scheme ? text : "";
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Map<String, String> facts(JsonNode object) {
        Map<String, String> facts = new HashMap<>();
        object.properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return facts;
    }
}
