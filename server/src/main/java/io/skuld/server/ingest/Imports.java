package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityLog;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.ImportRun.Status;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Progress;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings what is in a bundle into catalogue and logs: previews it, imports it, remembers that it did, and undoes it.
/// Importing twice changes nothing; a bad line costs only itself. Thread-safe.
public final class Imports {
    private final Importers importers;
    private final Catalog catalog;
    private final People people;
    private final FeedbackLog log;
    private final ActivityLog activity;
    private final Subscriptions followed;
    private final ImportHistory history;
    private final InstantSource clock;
    private final Map<String, String> taskOf = new ConcurrentHashMap<>();

    public Imports(
            Importers importers,
            Catalog catalog,
            People people,
            FeedbackLog log,
            ActivityLog activity,
            Subscriptions followed,
            ImportHistory history,
            InstantSource clock) {
        this.importers = importers;
        this.catalog = catalog;
        this.people = people;
        this.log = log;
        this.activity = activity;
        this.followed = followed;
        this.history = history;
        this.clock = clock;
    }

    /// Which task carries out an import.
    void carriedOutBy(String importId, String task) {
        taskOf.put(importId, task);
    }

    /// The task that carries out, or carried out, an import of this run of the program.
    public Optional<String> taskOf(String importId) {
        return Optional.ofNullable(taskOf.get(importId));
    }

    public Importers importers() {
        return importers;
    }

    public ImportHistory history() {
        return history;
    }

    /// What an import would bring. Changes nothing.
    public ImportReport preview(Bundle bundle, ImportRequest request, Progress progress) {
        return look(bundle, request).carryOut(progress);
    }

    /// A preview of a bundle that is recognised and only waits to be read.
    @FunctionalInterface
    public interface Look {
        ImportReport carryOut(Progress progress);
    }

    /// Recognises the bundle and refuses what would mix up people.
    Look look(Bundle bundle, ImportRequest request) {
        Importers.Match match = match(bundle, request);
        return progress -> {
            var target = new ImportTarget.Preview(catalog, log, activity, followed);
            try (Intake intake = intake(bundle, match, request, null, target, progress)) {
                read(bundle, match, request, intake);
                return intake.report();
            }
        };
    }

    /// An import that is recognised, allowed and remembered, and only waits to be carried out.
    public final class Prepared {
        private final ImportRun run;
        private final Bundle bundle;
        private final Importers.Match match;
        private final ImportRequest request;

        private Prepared(
                ImportRun run, Bundle bundle, Importers.Match match, ImportRequest request) {
            this.run = run;
            this.bundle = bundle;
            this.match = match;
            this.request = request;
        }

        public ImportRun run() {
            return run;
        }

        /// Remembers that it was cancelled before its turn came; nothing was imported.
        ImportRun cancel() {
            return saved(run.ended(Status.CANCELLED, run.report(), "", clock.instant()));
        }

        /// Imports. When it is cut off, what came before stays in and can be undone.
        public ImportRun carryOut(Progress progress) {
            var target =
                    new ImportTarget.Store(
                            run.id(),
                            match.importer().ofACommunity(),
                            catalog,
                            people,
                            log,
                            activity,
                            followed,
                            history);
            Intake intake = intake(bundle, match, request, run.id(), target, progress);
            try (intake) {
                read(bundle, match, request, intake);
            } catch (CancelledException e) {
                saved(run.ended(Status.CANCELLED, intake.report(), "", clock.instant()));
                throw e;
            } catch (RuntimeException e) {
                String why = String.valueOf(e.getMessage());
                saved(run.ended(Status.FAILED, intake.report(), why, clock.instant()));
                throw e;
            }
            return saved(run.ended(Status.DONE, intake.report(), "", clock.instant()));
        }
    }

    /// Recognises the bundle, refuses what would mix up people, and remembers that the import begins.
    ///
    /// @param mayImport told the importer before anything is changed; throws to refuse
    public Prepared prepare(Bundle bundle, ImportRequest request, Consumer<Importer> mayImport) {
        Importers.Match match = match(bundle, request);
        mayImport.accept(match.importer());
        String format = match.importer().format();
        PersonId person = request.personOf(match.importer());
        if (person != null) people.ensure(List.of(person));
        ImportRun run =
                new ImportRun(
                        UUID.randomUUID().toString(),
                        person,
                        format,
                        bundle.name(),
                        Status.RUNNING,
                        empty(format),
                        "",
                        clock.instant(),
                        null,
                        null);
        return new Prepared(saved(run), bundle, match, request);
    }

    /// Imports at once.
    public ImportRun run(Bundle bundle, ImportRequest request, Progress progress) {
        return prepare(bundle, request, importer -> {}).carryOut(progress);
    }

    public ImportRun find(String id) {
        return history.find(id).orElseThrow(() -> new UnknownImportException(id));
    }

    /// Takes back what an import brought; importing the file again brings it back. Items stay: others may have said
    /// something about them since.
    ///
    /// @return how many signals and observations were taken back
    public int undo(String id) {
        ImportRun run = find(id);
        int retracted = undone(run);
        // What came along in another Skuld's export is one thing to the person who brought it.
        for (ImportRun inner : history.within(id)) retracted += undone(inner);
        return retracted;
    }

    private int undone(ImportRun run) {
        int retracted =
                log.retractImport(run.id())
                        + activity.forgetImport(run.id())
                        + followed.forgetImport(run.id());
        saved(run.ended(Status.UNDONE, run.report(), run.message(), clock.instant()));
        return retracted;
    }

    private Importers.Match match(Bundle bundle, ImportRequest request) {
        Importers.Match match = importers.match(bundle, request.format());
        PersonId person = request.person();
        String only = request.only();
        if (!match.importer().ofManyPeople()) return match;
        if (only != null) PeopleInFile.requireNamed(match, request.options(), only);
        else if (person != null) PeopleInFile.requireOne(match, request.options(), person);
        return match;
    }

    private ImportRun saved(ImportRun run) {
        history.save(run);
        return run;
    }

    private Intake intake(
            Bundle bundle,
            Importers.Match match,
            ImportRequest request,
            @Nullable String importId,
            ImportTarget target,
            Progress progress) {
        Instant now = clock.instant();
        Instant written = match.recognised().parts().getFirst().modified();
        long before = bundle.bytesRead();
        long total = match.recognised().parts().stream().mapToLong(Part::size).sum();
        return new Intake(
                target,
                request,
                match.importer().format(),
                importId,
                now,
                written.isAfter(now) ? now : written,
                () -> {
                    progress.at(Math.min(bundle.bytesRead() - before, total), total, bundle.name());
                    progress.checkpoint();
                });
    }

    /// What cannot even be opened is told first.
    private static void read(
            Bundle bundle, Importers.Match match, ImportRequest request, Intake intake) {
        for (Skipped left : bundle.refused())
            intake.skip(new Where(left.part(), 0), left.reason(), left.detail());
        for (Part part : bundle.parts())
            part.damage().ifPresent(damage -> unreadable(part, damage, intake));
        match.read(request.options(), intake);
        intake.finish();
    }

    private static void unreadable(Part part, IOException damage, Intake intake) {
        intake.skip(
                new Where(part.name(), 0),
                SkipReason.UNREADABLE,
                String.valueOf(damage.getMessage()));
    }

    private static ImportReport empty(String format) {
        return new ImportReport(
                format,
                Count.NONE,
                Count.NONE,
                Count.NONE,
                Count.NONE,
                0,
                0,
                Map.of(),
                List.of(),
                List.of());
    }
}
