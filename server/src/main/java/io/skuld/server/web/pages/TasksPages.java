package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.http.Caller;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `/tasks`: what runs in the background, how far it is, and what became of it.
final class TasksPages implements Routes {
    private static final int SHOWN = 100;

    private final Pages pages;
    private final Tasks tasks;
    private final InstantSource clock;

    TasksPages(Pages pages, Tasks tasks, InstantSource clock) {
        this.pages = pages;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/tasks", context -> pages.page(context, "tasks.jte", view(context)));
        routes.get("/tasks/list", context -> pages.part(context, "parts/tasks.jte", view(context)));
        routes.post("/tasks/{id}/{deed}", this::act);
    }

    private void act(Context context) {
        pages.writer(context);
        String id = context.pathParam("id");
        tasks.find(id).ifPresent(task -> guard(context, task));
        boolean done =
                switch (context.pathParam("deed")) {
                    case "pause" -> tasks.pause(id);
                    case "resume" -> tasks.resume(id);
                    case "cancel" -> tasks.cancel(id);
                    default ->
                            throw HttpProblem.notFound(
                                    "A task can be paused, resumed or cancelled.");
                };
        if (!done) pages.toast(context, pages.text(context).get("tasks.past"), null);
        if (Pages.isExchange(context)) pages.part(context, "parts/tasks.jte", view(context));
        else pages.goTo(context, "/tasks");
    }

    private void guard(Context context, Tasks.Task task) {
        if (task.person() == null) pages.access().administers(context);
        else pages.access().writes(context, task.person());
    }

    private TasksView view(Context context) {
        PersonId self = pages.reader(context);
        boolean all = pages.access().caller(context).may(Caller.Scope.ADMIN);
        Shell shell = pages.shell(context);
        List<TasksView.Row> open = new ArrayList<>();
        List<TasksView.Row> over = new ArrayList<>();
        for (Tasks.Task task : all ? tasks.all(SHOWN) : tasks.of(self.value(), SHOWN))
            (isOpen(task.status()) ? open : over).add(row(shell, task, clock.instant()));
        return new TasksView(shell, open, over, ArtRoutes.path(ItemKind.OTHER, "nothing to do"));
    }

    static TasksView.Row row(Shell shell, Tasks.Task task, Instant now) {
        Messages text = shell.text();
        return new TasksView.Row(
                task,
                kind(text, task.kind()),
                text.get("status." + task.status().name().toLowerCase(java.util.Locale.ROOT)),
                progress(text, shell.formats(), task),
                shell.formats()
                        .ago(task.finished() == null ? task.created() : task.finished(), now));
    }

    static String progress(Messages text, Formats formats, Tasks.Task task) {
        String counted =
                task.total() > 0
                        ? text.get(
                                "tasks.progress",
                                java.util.Map.of(
                                        "done", formats.whole(task.done()),
                                        "total", formats.whole(task.total())))
                        : task.done() > 0 ? formats.whole(task.done()) : "";
        String message = text.has(task.message()) ? text.get(task.message()) : task.message();
        if (message.isBlank()) return counted;
        return counted.isEmpty() ? message : counted + " · " + message;
    }

    static boolean isOpen(Tasks.Status status) {
        return switch (status) {
            case QUEUED, RUNNING, PAUSED -> true;
            case DONE, FAILED, CANCELLED, INTERRUPTED -> false;
        };
    }

    private static String kind(Messages text, String kind) {
        String key = "task." + kind;
        return text.has(key) ? text.get(key) : kind;
    }
}
