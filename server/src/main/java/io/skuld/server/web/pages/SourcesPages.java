package io.skuld.server.web.pages;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.ActionableException.Kind;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.ImportReport;
import io.skuld.server.ingest.ImportRun;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Imports;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.account.Accounts;
import io.skuld.server.ingest.outgoing.Hosts;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/sources`: bring in a file, look at what would go in, import it, undo it. The upload itself goes to the API; see
/// `upload.js`.
final class SourcesPages implements Routes {
    private static final int SHOWN = 50;

    private final Pages pages;
    private final Imports imports;
    private final Following following;
    private final Accounts accounts;
    private final Tasks tasks;
    private final InstantSource clock;

    SourcesPages(
            Pages pages,
            Imports imports,
            Following following,
            Accounts accounts,
            Tasks tasks,
            InstantSource clock) {
        this.pages = pages;
        this.imports = imports;
        this.following = following;
        this.accounts = accounts;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/sources", context -> pages.page(context, "sources.jte", view(context)));
        routes.get(
                "/sources/list",
                context -> pages.part(context, "parts/imports.jte", view(context)));
        routes.post("/sources/{id}/undo", this::undo);
    }

    private void undo(Context context) {
        ImportRun run = imports.find(context.pathParam("id"));
        PersonId owner = run.person();
        if (owner == null) pages.access().administers(context);
        else pages.access().writes(context, owner.value());
        if (run.status() == ImportRun.Status.RUNNING)
            throw new HttpProblem(
                    Kind.CONFLICT,
                    "'%s' is still being imported. Nothing was undone; cancel the task first, then undo it."
                            .formatted(run.fileName()));
        int retracted = imports.undo(run.id());
        pages.toast(context, pages.text(context).count("sources.undone", retracted), null);
        if (Pages.isExchange(context)) pages.part(context, "parts/imports.jte", view(context));
        else pages.goTo(context, "/sources");
    }

    private SourcesView view(Context context) {
        PersonId self = pages.reader(context);
        boolean all = pages.access().caller(context).may(Caller.Scope.ADMIN);
        Shell shell = pages.shell(context);
        List<SourcesView.Row> rows = new ArrayList<>();
        for (ImportRun run : all ? imports.history().all(SHOWN) : imports.history().of(self, SHOWN))
            rows.add(row(shell, run, whose(run)));
        return new SourcesView(
                shell,
                FollowedPages.view(pages, following, context, clock.instant()),
                AccountPages.view(shell, accounts, self, null, null, clock.instant()),
                all ? hosts(shell) : null,
                imports.importers().all().stream().map(i -> format(shell.text(), i)).toList(),
                reasons(shell.text()),
                rows);
    }

    private List<String> hosts(Shell shell) {
        List<String> lines = new ArrayList<>();
        for (Hosts.Asked host : following.hosts())
            lines.add(
                    "%s · %s · %s"
                            .formatted(
                                    host.host(),
                                    shell.text().count("sources.host.requests", host.requests()),
                                    shell.formats().ago(host.last(), clock.instant())));
        return lines;
    }

    /// Whose it is by the name the pages call them, or empty when it is of many.
    private String whose(ImportRun run) {
        PersonId person = run.person();
        return person == null ? "" : pages.name(person);
    }

    private SourcesView.Row row(Shell shell, ImportRun run, String whose) {
        Messages text = shell.text();
        Tasks.Task task = run.status() == ImportRun.Status.RUNNING ? task(run) : null;
        return new SourcesView.Row(
                run.id(),
                run.fileName(),
                name(text, run.format()),
                text.get("import." + run.status().label()),
                shell.formats().ago(run.started(), clock.instant()),
                whose,
                brought(shell, run.report()),
                leftOut(shell, run.report()),
                run.message(),
                task == null ? null : TasksPages.row(shell, task, clock.instant()),
                run.report().skipped() == 0 ? null : "/api/v1/imports/" + run.id() + "/skipped.csv",
                run.status() != ImportRun.Status.RUNNING
                        && run.status() != ImportRun.Status.UNDONE);
    }

    private Tasks.@Nullable Task task(ImportRun run) {
        return imports.taskOf(run.id())
                .flatMap(tasks::find)
                .filter(task -> TasksPages.isOpen(task.status()))
                .orElse(null);
    }

    private static String brought(Shell shell, ImportReport report) {
        Messages text = shell.text();
        if (!report.activity().equals(ImportReport.Count.NONE))
            return known(
                    text,
                    text.count("import.activity", report.activity().added()),
                    report.activity().known());
        if (onlySources(report))
            return known(
                    text,
                    text.count("import.sources", report.sources().added()),
                    report.sources().known());
        String followed =
                report.sources().added() == 0
                        ? ""
                        : " · " + text.count("import.sources", report.sources().added());
        String signals = text.count("import.signals", report.signals().added());
        String items = text.count("import.items", report.items().added());
        return known(text, signals + " · " + items + followed, report.signals().known());
    }

    private static boolean onlySources(ImportReport report) {
        return !report.sources().equals(ImportReport.Count.NONE)
                && report.items().equals(ImportReport.Count.NONE)
                && report.signals().equals(ImportReport.Count.NONE);
    }

    private static String known(Messages text, String added, long known) {
        return known == 0 ? added : added + " · " + text.count("import.known", known);
    }

    private static List<String> leftOut(Shell shell, ImportReport report) {
        List<String> lines = new ArrayList<>();
        report.reasons()
                .forEach((reason, count) ->
                        lines.add(
                                shell.formats().whole(count)
                                        + " · "
                                        + words(shell.text(), reason)));
        return lines;
    }

    /// The reader's words for a reason in the program's words.
    private static String words(Messages text, String reason) {
        for (SkipReason known : SkipReason.values())
            if (known.text().equals(reason)) return text.get("skip." + known.label());
        return reason;
    }

    private static String reasons(Messages text) {
        Map<String, String> words = new LinkedHashMap<>();
        for (SkipReason reason : SkipReason.values())
            words.put(reason.text(), text.get("skip." + reason.label()));
        try {
            return Json.mapper().writeValueAsString(words);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The reasons cannot be written as JSON", e);
        }
    }

    private static SourcesView.Format format(Messages text, Importer importer) {
        String key = "format." + importer.format() + ".text";
        return new SourcesView.Format(
                importer.format(),
                name(text, importer.format()),
                text.has(key) ? text.get(key) : importer.understands());
    }

    private static String name(Messages text, String format) {
        String key = "format." + format;
        return text.has(key) ? text.get(key) : format;
    }
}
