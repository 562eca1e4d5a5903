package io.skuld.server.ingest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.skuld.server.http.Access;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.Uploads.Upload;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Imports over HTTP: send a file, look at the preview, import, undo.
public final class ImportRoutes implements Routes {
    private static final int LISTED = 200;

    private final Imports imports;
    private final Uploads uploads;
    private final Tasks tasks;
    private final Access access;
    private final Previews previews;

    /// What to do about an import whose task is cancelled before its turn comes, by task.
    private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

    public ImportRoutes(Imports imports, Uploads uploads, Tasks tasks, Access access) {
        this.imports = imports;
        this.uploads = uploads;
        this.tasks = tasks;
        this.access = access;
        previews = new Previews(imports, uploads, tasks);
        tasks.onChange(this::over);
    }

    /// What a preview answers.
    ///
    /// @param upload send it instead of the file to import what was previewed
    record Preview(
            String upload,
            String file,
            String format,
            ImportReport.Count items,
            ImportReport.Count signals,
            ImportReport.Count activity,
            ImportReport.Count sources,
            long people,
            long skipped,
            Map<String, Long> reasons,
            List<String> notes,
            List<String> samples) {}

    /// A preview on its way.
    ///
    /// @param status queued, running, paused, done, failed or cancelled
    /// @param done bytes read so far, of `total`; missing when it is over
    /// @param message why it failed
    /// @param preview missing until it is done
    record Looking(
            String upload,
            String file,
            String task,
            String status,
            @Nullable Long done,
            @Nullable Long total,
            String message,
            @Nullable Preview preview) {}

    /// An import as the API shows it.
    ///
    /// @param task the background task that carries it out; missing when it was made before the server started
    /// @param done bytes read so far, while it runs
    /// @param total bytes in all, while it runs
    record Shown(
            String id,
            @Nullable String person,
            String file,
            String format,
            String status,
            ImportReport.Count items,
            ImportReport.Count signals,
            ImportReport.Count activity,
            ImportReport.Count sources,
            long people,
            long skipped,
            Map<String, Long> reasons,
            List<String> notes,
            String message,
            Instant started,
            @Nullable Instant finished,
            @Nullable String task,
            @Nullable Long done,
            @Nullable Long total) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/imports", this::bring);
        routes.get("/api/v1/imports", this::list);
        routes.get("/api/v1/imports/formats", this::formats);
        routes.get("/api/v1/imports/previews/{upload}", this::look);
        routes.delete("/api/v1/imports/previews/{upload}", this::discard);
        routes.get("/api/v1/imports/{id}", this::show);
        routes.get("/api/v1/imports/{id}/skipped.csv", this::skipped);
        routes.delete("/api/v1/imports/{id}", this::undo);
    }

    private void bring(Context context) {
        PersonId owner = access.writes(context, null);
        ImportRequest request = request(context, owner);
        Upload upload = upload(context, owner);
        boolean dryRun = Boolean.parseBoolean(context.formParam("dryRun"));
        if (dryRun) preview(context, upload, request);
        else start(context, upload, request);
    }

    private ImportRequest request(Context context, PersonId owner) {
        String person = field(context, "person");
        String scale = field(context, "scale");
        return new ImportRequest(
                field(context, "format"),
                owner,
                person == null ? null : access.writes(context, person),
                field(context, "only"),
                new ReadOptions(
                        scale == null ? null : RatingScale.of(scale), ZoneId.systemDefault()));
    }

    private Upload upload(Context context, PersonId owner) {
        String earlier = field(context, "upload");
        if (earlier != null) return uploads.find(owner, earlier);
        UploadedFile file = context.uploadedFile("file");
        if (file == null)
            throw HttpProblem.badInput(
                    "There is no file in the request. Nothing was imported; send it as multipart/form-data in a field called 'file'.");
        try (InputStream content = file.content()) {
            return uploads.take(owner, file.filename(), content);
        } catch (IOException e) {
            throw new UnreadableFileException(file.filename(), e);
        }
    }

    /// Answers when the preview is there, or at once to those who would rather ask again (RFC 7240).
    private void preview(Context context, Upload upload, ImportRequest request) {
        Previews.Preview preview = previews.begin(upload, request);
        String prefer = context.header("Prefer");
        if (prefer != null && prefer.contains("respond-async"))
            context.status(202)
                    .header("Preference-Applied", "respond-async")
                    .header("Location", "/api/v1/imports/previews/" + upload.id())
                    .json(looking(preview));
        else context.json(shown(upload, preview.join()));
    }

    private void look(Context context) {
        Previews.Preview preview = previews.find(context.pathParam("upload"));
        access.reads(context, preview.owner().value());
        context.json(looking(preview));
    }

    private void discard(Context context) {
        Previews.Preview preview = previews.find(context.pathParam("upload"));
        access.writes(context, preview.owner().value());
        previews.discard(preview);
        context.status(204);
    }

    private Looking looking(Previews.Preview preview) {
        Upload upload = preview.upload();
        Task task = tasks.find(preview.task()).orElseThrow();
        boolean working = preview.report().state() == Future.State.RUNNING;
        Throwable problem =
                preview.report().state() == Future.State.FAILED
                        ? preview.report().exceptionNow()
                        : null;
        String status;
        if (working) status = task.status().name().toLowerCase(Locale.ROOT);
        else if (problem == null) status = "done";
        else status = problem instanceof CancelledException ? "cancelled" : "failed";
        return new Looking(
                upload.id(),
                upload.name(),
                task.id(),
                status,
                working ? task.done() : null,
                working ? task.total() : null,
                problem == null ? "" : String.valueOf(problem.getMessage()),
                working || problem != null ? null : shown(upload, preview.report().resultNow()));
    }

    private static Preview shown(Upload upload, ImportReport report) {
        return new Preview(
                upload.id(),
                upload.name(),
                report.format(),
                report.items(),
                report.signals(),
                report.activity(),
                report.sources(),
                report.people(),
                report.skipped(),
                report.reasons(),
                report.notes(),
                report.samples());
    }

    /// What cannot be imported at all is answered at once; the work itself goes on in the background.
    private void start(Context context, Upload upload, ImportRequest request) {
        Bundle bundle = null;
        try {
            bundle = open(upload);
            Imports.Prepared prepared =
                    imports.prepare(
                            bundle,
                            request,
                            importer -> {
                                if (request.personOf(importer) == null) access.administers(context);
                            });
            submit(context, upload, bundle, prepared);
        } catch (RuntimeException e) {
            finish(upload, bundle);
            throw e;
        }
    }

    private void submit(Context context, Upload upload, Bundle bundle, Imports.Prepared prepared) {
        ImportRun run = prepared.run();
        PersonId person = run.person();
        AtomicBoolean begun = new AtomicBoolean();
        Task task =
                tasks.submit(
                        "import",
                        upload.name(),
                        person == null ? null : person.value(),
                        progress -> {
                            if (begun.getAndSet(true)) return;
                            try {
                                prepared.carryOut(progress);
                            } finally {
                                finish(upload, bundle);
                            }
                        });
        waiting.put(
                task.id(),
                () -> {
                    if (begun.getAndSet(true)) return;
                    prepared.cancel();
                    finish(upload, bundle);
                });
        imports.carriedOutBy(run.id(), task.id());
        tasks.find(task.id()).ifPresent(this::over); // it may have been quick
        context.status(202).header("Location", "/api/v1/imports/" + run.id()).json(shown(run));
    }

    /// Hears of a task's end: one that never began has left its import and its upload behind.
    private void over(Task task) {
        if (task.finished() == null) return;
        Runnable leave = waiting.remove(task.id());
        if (leave != null && task.status() == Tasks.Status.CANCELLED) leave.run();
    }

    private void finish(Upload upload, @Nullable Bundle bundle) {
        if (bundle != null) bundle.close();
        uploads.discard(upload.id());
    }

    private static Bundle open(Upload upload) {
        return Bundle.open(upload.file(), upload.name(), BundleLimits.DEFAULTS);
    }

    private void list(Context context) {
        PersonId self = access.reads(context, null);
        boolean all = access.caller(context).may(Caller.Scope.ADMIN);
        List<Shown> runs =
                (all ? imports.history().all(LISTED) : imports.history().of(self, LISTED))
                        .stream().map(this::shown).toList();
        context.json(Map.of("imports", runs));
    }

    private void formats(Context context) {
        access.reads(context, null);
        context.json(
                Map.of(
                        "formats",
                        imports.importers().all().stream()
                                .map(i ->
                                        Map.of(
                                                "format",
                                                i.format(),
                                                "understands",
                                                i.understands()))
                                .toList()));
    }

    private void show(Context context) {
        context.json(shown(readable(context)));
    }

    private void undo(Context context) {
        ImportRun run = imports.find(context.pathParam("id"));
        if (run.person() == null) access.administers(context);
        else access.writes(context, run.person().value());
        if (run.status() == ImportRun.Status.RUNNING && imports.taskOf(run.id()).isPresent())
            throw new StillRunningException(run.fileName());
        context.json(Map.of("id", run.id(), "retracted", imports.undo(run.id())));
    }

    private void skipped(Context context) throws IOException {
        ImportRun run = readable(context);
        context.contentType("text/csv; charset=utf-8");
        context.header("Content-Disposition", "attachment; filename=\"skipped.csv\"");
        var out =
                new PrintWriter(
                        new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
        out.print("part,line,reason,text\r\n");
        imports.history()
                .eachSkipped(
                        run.id(),
                        left ->
                                out.print(
                                        "%s,%d,%s,%s\r\n"
                                                .formatted(
                                                        quoted(left.part()),
                                                        left.line(),
                                                        quoted(left.reason().text()),
                                                        quoted(left.detail()))));
        out.flush();
    }

    private ImportRun readable(Context context) {
        ImportRun run = imports.find(context.pathParam("id"));
        if (run.person() == null) access.administers(context);
        else access.reads(context, run.person().value());
        return run;
    }

    private Shown shown(ImportRun run) {
        String taskId = imports.taskOf(run.id()).orElse(null);
        Task working =
                taskId == null || run.status() != ImportRun.Status.RUNNING
                        ? null
                        : tasks.find(taskId).orElse(null);
        PersonId person = run.person();
        ImportReport report = run.report();
        return new Shown(
                run.id(),
                person == null ? null : person.value(),
                run.fileName(),
                run.format(),
                run.status().label(),
                report.items(),
                report.signals(),
                report.activity(),
                report.sources(),
                report.people(),
                report.skipped(),
                report.reasons(),
                report.notes(),
                run.message(),
                run.started(),
                run.finished(),
                taskId,
                working == null ? null : working.done(),
                working == null ? null : working.total());
    }

    private static @Nullable String field(Context context, String name) {
        String value = context.formParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /// As RFC 4180 writes it. A leading sign of a formula is disarmed: spreadsheets would run it.
    private static String quoted(String text) {
        String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
