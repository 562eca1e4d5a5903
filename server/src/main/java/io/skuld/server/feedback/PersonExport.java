package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemJson;
import io.skuld.server.database.Database;
import io.skuld.server.database.PersonTables;
import io.skuld.server.feedback.FeedbackLog.Entry;
import io.skuld.server.people.People;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that is a person's as one ZIP: JSON Lines for programs, CSV for spreadsheets, and a README that explains
/// each file.
public final class PersonExport {
    /// The entry that an import knows an export by.
    public static final String FORMAT = "skuld-export";

    private static final int PAGE = 2000;

    private static final List<String> MANIFEST = List.of("version", "person", "written");
    private static final List<String> PERSON = List.of("id", "name", "created");
    private static final List<String> SIGNALS =
            List.of(
                    "sequence",
                    "id",
                    "item",
                    "title",
                    "type",
                    "value",
                    "at",
                    "zone",
                    "provenance",
                    "import",
                    "context",
                    "active");
    private static final List<String> ITEMS =
            Stream.of(List.of("id"), ItemJson.FACTS, List.of("aliases"))
                    .flatMap(List::stream)
                    .toList();
    private static final List<String> OPINIONS =
            List.of(
                    "item",
                    "title",
                    "rating",
                    "confidence",
                    "cause",
                    "at",
                    "disliked",
                    "dismissed",
                    "finished",
                    "not_now");

    private final Database database;
    private final People people;
    private final Catalog catalog;
    private final FeedbackLog log;
    private final InstantSource clock;

    public PersonExport(
            Database database,
            People people,
            Catalog catalog,
            FeedbackLog log,
            InstantSource clock) {
        this.database = database;
        this.people = people;
        this.catalog = catalog;
        this.log = log;
        this.clock = clock;
    }

    private static final Progress UNHEARD =
            new Progress() {
                @Override
                public void at(long done, long total, String message) {
                    // Nobody waits for it.
                }

                @Override
                public void checkpoint() {
                    // Nobody can cancel it.
                }
            };

    /// Tells how far it is, and stops when somebody cancels, once in so many rows.
    private static final class Steps {
        private final Progress progress;
        private final long total;
        private long done;

        Steps(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        void one() {
            if (++done % PAGE != 0) return;
            progress.at(done, Math.max(done, total), "");
            progress.checkpoint();
        }
    }

    /// How much was written.
    public record Written(int items, int signals) {}

    /// Writes the archive to a file, which appears only when it is complete.
    public Written toFile(PersonId id, Path file) {
        return toFile(id, file, UNHEARD);
    }

    /// As [#toFile(PersonId, Path)], for a task. What was cancelled or failed leaves no file.
    Written toFile(PersonId id, Path file, Progress progress) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Written written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                written = write(id, out, progress);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException | UncheckedIOException e) {
            throw new ExportFailedException(file, e);
        } finally {
            unfinished.toFile().delete(); // does nothing after the move
        }
    }

    /// Writes the whole archive; what the person says meanwhile is not in it.
    public Written write(PersonId id, OutputStream out) throws IOException {
        return write(id, out, UNHEARD);
    }

    private Written write(PersonId id, OutputStream out, Progress progress) throws IOException {
        Person person = people.known(id);
        List<Entry> entries = entries(id);
        Map<ItemId, String> titles = titles(entries);
        // Each row comes as CSV and as JSON.
        Steps steps = new Steps(progress, 2L * (entries.size() + catalog.size()));
        int items;
        try (ExportZip zip = new ExportZip(out)) {
            zip.text("README.txt", readme(person));
            zip.jsonLines(FORMAT, MANIFEST, row -> row.accept(1, id.value(), clock.instant()));
            zip.jsonLines(
                    "person",
                    PERSON,
                    row -> row.accept(person.id(), person.name(), person.created()));
            zip.both(
                    "signals",
                    SIGNALS,
                    row -> {
                        for (Entry entry : entries) {
                            write(entry, titles, row);
                            steps.one();
                        }
                    });
            Set<ItemId> ofOthers = log.onlyOfOthers(id);
            items = zip.both("items", ITEMS, row -> writeItems(ofOthers, row, steps));
            zip.both("opinions", OPINIONS, row -> writeOpinions(entries, titles, row));
            PersonTables.write(database, id.value(), zip.archive());
        }
        return new Written(items, entries.size());
    }

    private List<Entry> entries(PersonId person) {
        List<Entry> all = new ArrayList<>();
        for (List<Entry> page = log.of(person, Long.MAX_VALUE, PAGE);
                !page.isEmpty();
                page = log.of(person, page.getLast().sequence(), PAGE)) all.addAll(page);
        return all.reversed();
    }

    private Map<ItemId, String> titles(List<Entry> entries) {
        Set<ItemId> ids = new HashSet<>();
        for (Entry entry : entries) ids.add(entry.feedback().item());
        Map<ItemId, String> titles = new HashMap<>();
        catalog.findAll(ids).forEach((id, numbered) -> titles.put(id, numbered.item().title()));
        return titles;
    }

    private static String readme(Person person) throws IOException {
        try (InputStream text = PersonExport.class.getResourceAsStream("export-readme.txt")) {
            if (text == null)
                throw new IllegalStateException("The program was built without export-readme.txt");
            return new String(text.readAllBytes(), UTF_8).replace("{person}", person.name());
        }
    }

    private static void write(Entry entry, Map<ItemId, String> titles, ExportZip.Row row) {
        Feedback said = entry.feedback();
        row.accept(
                entry.sequence(),
                said.id(),
                said.item(),
                titles.getOrDefault(said.item(), ""),
                said.signal().type(),
                said.signal().number(),
                said.at(),
                said.zone(),
                said.provenance().label(),
                said.importId(),
                said.context(),
                entry.active());
    }

    /// The whole catalogue in its order, but for what only others have to do with: a feed is made of all of it.
    private void writeItems(Set<ItemId> ofOthers, ExportZip.Row row, Steps steps) {
        for (List<Catalog.Numbered> page = catalog.after(0, PAGE);
                !page.isEmpty();
                page = catalog.after(page.getLast().number(), PAGE)) {
            Map<Integer, List<ItemId>> names =
                    catalog.names(page.stream().map(Catalog.Numbered::number).toList());
            for (Catalog.Numbered numbered : page) {
                steps.one();
                if (!ofOthers.contains(numbered.item().id()))
                    write(numbered.item(), names.getOrDefault(numbered.number(), List.of()), row);
            }
        }
    }

    private static void write(Item item, List<ItemId> names, ExportZip.Row row) {
        row.accept(
                item.id(),
                item.kind().label(),
                item.title(),
                item.creator(),
                item.description(),
                item.genres(),
                item.tags(),
                item.language(),
                item.year(),
                item.published(),
                item.duration(),
                item.location(),
                item.thumbnail(),
                item.extras(),
                names.stream()
                        .filter(name -> !name.equals(item.id()))
                        .map(ItemId::toString)
                        .toList());
    }

    private static void writeOpinions(
            List<Entry> entries, Map<ItemId, String> titles, ExportZip.Row row) {
        List<Feedback> active =
                entries.stream().filter(Entry::active).map(Entry::feedback).toList();
        for (Opinion opinion : Opinions.of(active).values())
            row.accept(
                    opinion.item(),
                    titles.getOrDefault(opinion.item(), ""),
                    opinion.confidence() > 0 ? opinion.rating() : null,
                    opinion.confidence(),
                    opinion.cause(),
                    opinion.at(),
                    opinion.disliked(),
                    opinion.dismissed(),
                    opinion.finished(),
                    opinion.notNow());
    }
}
