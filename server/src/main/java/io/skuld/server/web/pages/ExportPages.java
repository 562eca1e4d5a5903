package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.feedback.Exports;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/// `/settings/export`: everything that is a person's as a ZIP, to fetch and take along.
final class ExportPages implements Routes {
    private final Pages pages;
    private final Exports exports;
    private final FeedbackLog log;
    private final Catalog catalog;
    private final Tasks tasks;
    private final InstantSource clock;

    ExportPages(
            Pages pages,
            Exports exports,
            FeedbackLog log,
            Catalog catalog,
            Tasks tasks,
            InstantSource clock) {
        this.pages = pages;
        this.exports = exports;
        this.log = log;
        this.catalog = catalog;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/settings/export", context -> pages.page(context, "export.jte", view(context)));
        routes.get(
                "/settings/export/state",
                context -> pages.part(context, "parts/export.jte", view(context)));
        routes.get("/settings/export/file", this::fetch);
        routes.post("/settings/export", this::begin);
        routes.post("/settings/export/cancel", this::cancel);
        routes.post("/settings/export/delete", this::delete);
    }

    private void begin(Context context) {
        pages.writer(context);
        exports.begin(pages.shell(context).person());
        answer(context);
    }

    private void cancel(Context context) {
        exports.open(pages.writer(context)).ifPresent(task -> tasks.cancel(task.id()));
        answer(context);
    }

    private void delete(Context context) {
        exports.discard(pages.writer(context));
        pages.toast(context, pages.text(context).get("export.deleted"), null);
        answer(context);
    }

    private void fetch(Context context) throws IOException {
        PersonId person = pages.reader(context);
        Exports.Ready ready =
                exports.ready(person)
                        .orElseThrow(() ->
                                HttpProblem.notFound(
                                        "There is no export to fetch any more. Nothing was changed; make a new one on the page Settings → Export."));
        String day = LocalDate.ofInstant(ready.written(), ZoneId.systemDefault()).toString();
        context.header("Content-Type", "application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"skuld-export-%s-%s.zip\""
                                .formatted(person.value(), day))
                .header("Content-Length", String.valueOf(ready.bytes()))
                .header("Cache-Control", "no-store")
                .result(Files.newInputStream(ready.file()));
    }

    private void answer(Context context) {
        if (Pages.isExchange(context)) pages.part(context, "parts/export.jte", view(context));
        else pages.goTo(context, "/settings/export");
    }

    private ExportView view(Context context) {
        PersonId person = pages.reader(context);
        Shell shell = pages.shell(context);
        return new ExportView(
                shell,
                shell.text()
                        .get(
                                "export.holds",
                                Map.of(
                                        "signals",
                                        shell.text().count("export.signals", log.count(person)),
                                        "items",
                                        shell.text().count("export.items", catalog.size()))),
                exports.open(person)
                        .map(task -> TasksPages.row(shell, task, clock.instant()))
                        .orElse(null),
                exports.ready(person).map(ready -> words(shell, ready)).orElse(null),
                exports.failure(person).orElse(""),
                pages.access().caller(context).may(Caller.Scope.ADMIN));
    }

    private String words(Shell shell, Exports.Ready ready) {
        return shell.formats().bytes(ready.bytes())
                + " · "
                + shell.formats().ago(ready.written(), clock.instant());
    }
}
