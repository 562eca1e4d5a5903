package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.database.Database;
import io.skuld.server.database.PersonTables;
import io.skuld.server.feedback.FeedbackLog.Entry;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.UnknownPersonException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Everything that is a person's as one ZIP: JSON Lines for programs, CSV for spreadsheets, and a README that explains
/// each file.
public final class PersonExport {
    private static final int PAGE = 2000;

    /// Writes values and leaves the archive open.
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

    private static final CsvMapper CSV =
            CsvMapper.csvBuilder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

    private final Database database;
    private final People people;
    private final Catalog catalog;
    private final FeedbackLog log;

    public PersonExport(Database database, People people, Catalog catalog, FeedbackLog log) {
        this.database = database;
        this.people = people;
        this.catalog = catalog;
        this.log = log;
    }

    /// How much was written.
    public record Written(int items, int signals) {}

    /// Writes the archive to a file, which appears only when it is complete.
    public Written toFile(PersonId id, Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Written written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                written = write(id, out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException | UncheckedIOException e) {
            throw new ExportFailedException(file, e);
        }
    }

    /// Writes the whole archive; what the person says meanwhile is not in it.
    public Written write(PersonId id, OutputStream out) throws IOException {
        Person person = people.find(id).orElseThrow(() -> new UnknownPersonException(id));
        List<Entry> entries = entries(id);
        Map<ItemId, Item> items = items(entries);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            readme(person, zip);
            jsonLines("person", List.of(row(person)), zip);
            both("signals", entries.stream().map(entry -> row(entry, items)).toList(), zip);
            both("items", items.values().stream().map(PersonExport::row).toList(), zip);
            both("opinions", opinions(entries, items), zip);
            PersonTables.write(database, id.value(), zip);
        }
        return new Written(items.size(), entries.size());
    }

    private List<Entry> entries(PersonId person) {
        List<Entry> all = new ArrayList<>();
        for (List<Entry> page = log.of(person, Long.MAX_VALUE, PAGE);
                !page.isEmpty();
                page = log.of(person, page.getLast().sequence(), PAGE)) all.addAll(page);
        return all.reversed();
    }

    /// The items they said anything about, by id.
    private Map<ItemId, Item> items(List<Entry> entries) {
        Set<ItemId> ids = new LinkedHashSet<>();
        for (Entry entry : entries) ids.add(entry.feedback().item());
        Map<ItemId, Catalog.Numbered> found = catalog.findAll(ids);
        Map<ItemId, Item> items = new LinkedHashMap<>();
        for (ItemId id : ids) {
            Catalog.Numbered numbered = found.get(id);
            if (numbered != null) items.put(id, numbered.item());
        }
        return items;
    }

    private static List<Map<String, Object>> opinions(
            List<Entry> entries, Map<ItemId, Item> items) {
        List<Feedback> active =
                entries.stream().filter(Entry::active).map(Entry::feedback).toList();
        return Opinions.of(active).values().stream().map(opinion -> row(opinion, items)).toList();
    }

    private static void readme(Person person, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("README.txt"));
        try (InputStream text = PersonExport.class.getResourceAsStream("export-readme.txt")) {
            if (text == null)
                throw new IllegalStateException("The program was built without export-readme.txt");
            String about = new String(text.readAllBytes(), UTF_8);
            zip.write(about.replace("{person}", person.name()).getBytes(UTF_8));
        }
        zip.closeEntry();
    }

    private static void both(String name, List<Map<String, Object>> rows, ZipOutputStream zip)
            throws IOException {
        jsonLines(name, rows, zip);
        csv(name, rows, zip);
    }

    private static void jsonLines(String name, List<Map<String, Object>> rows, ZipOutputStream zip)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".jsonl"));
        for (Map<String, Object> row : rows) {
            JSON.writeValue(zip, row);
            zip.write('\n');
        }
        zip.closeEntry();
    }

    private static void csv(String name, List<Map<String, Object>> rows, ZipOutputStream zip)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        if (!rows.isEmpty()) {
            CsvSchema schema =
                    CsvSchema.builder()
                            .addColumns(rows.getFirst().keySet(), CsvSchema.ColumnType.STRING)
                            .build()
                            .withHeader();
            ObjectWriter writer = CSV.writer(schema);
            writer.writeValue(zip, rows.stream().map(PersonExport::flat).toList());
        }
        zip.closeEntry();
    }

    /// Lists and maps become one cell.
    private static Map<String, String> flat(Map<String, Object> row) {
        Map<String, String> cells = new LinkedHashMap<>();
        row.forEach((name, value) ->
                cells.put(
                        name,
                        switch (value) {
                            case Collection<?> list ->
                                    String.join("; ", list.stream().map(String::valueOf).toList());
                            default -> String.valueOf(value);
                        }));
        return cells;
    }

    private static Map<String, Object> row(Person person) {
        return row("id", person.id().value(), "name", person.name(), "created", person.created());
    }

    private static Map<String, Object> row(Entry entry, Map<ItemId, Item> items) {
        Feedback said = entry.feedback();
        return row(
                "sequence", entry.sequence(),
                "id", said.id(),
                "item", said.item(),
                "title", title(said.item(), items),
                "type", said.signal().type(),
                "value", said.signal().number(),
                "at", said.at(),
                "zone", said.zone(),
                "provenance", said.provenance().label(),
                "import", said.importId(),
                "context", said.context(),
                "active", entry.active());
    }

    private static Map<String, Object> row(Item item) {
        return row(
                "id", item.id(),
                "kind", item.kind().label(),
                "title", item.title(),
                "creator", item.creator(),
                "description", item.description(),
                "genres", item.genres(),
                "tags", item.tags(),
                "language", item.language(),
                "year", item.year(),
                "published", item.published(),
                "duration", item.duration(),
                "location", item.location(),
                "thumbnail", item.thumbnail(),
                "extras", item.extras());
    }

    private static Map<String, Object> row(Opinion opinion, Map<ItemId, Item> items) {
        return row(
                "item", opinion.item(),
                "title", title(opinion.item(), items),
                "rating", opinion.confidence() > 0 ? opinion.rating() : null,
                "confidence", opinion.confidence(),
                "cause", opinion.cause(),
                "at", opinion.at(),
                "disliked", opinion.disliked(),
                "dismissed", opinion.dismissed(),
                "finished", opinion.finished(),
                "not_now", opinion.notNow());
    }

    private static String title(ItemId id, Map<ItemId, Item> items) {
        Item item = items.get(id);
        return item == null ? "" : item.title();
    }

    /// Names and values in turn. Numbers, truths, lists and maps stay what they are; the rest becomes text, null an
    /// empty one, so that every row has the same columns.
    private static Map<String, Object> row(@Nullable Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2)
            row.put(String.valueOf(namesAndValues[at]), plain(namesAndValues[at + 1]));
        return row;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number;
            case Boolean truth -> truth;
            case Collection<?> list -> list;
            case Map<?, ?> map -> map;
            default -> value.toString();
        };
    }
}
