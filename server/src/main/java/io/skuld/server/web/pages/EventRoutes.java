package io.skuld.server.web.pages;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.sse.SseClient;
import io.skuld.server.http.Json;
import io.skuld.server.http.Routes;
import io.skuld.server.tasks.Tasks;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `/events`: progress as it happens, as server-sent events. Each event `task` carries one task's state; the page decides
/// whether it shows that task.
final class EventRoutes implements Routes {
    private final Pages pages;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    private record Listener(SseClient client, Formats formats) {}

    EventRoutes(Pages pages, Tasks tasks) {
        this.pages = pages;
        tasks.onChange(this::tell);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.sse("/events", this::listen);
    }

    private void listen(SseClient client) {
        pages.reader(client.ctx());
        Messages text = pages.text(client.ctx());
        Listener listener = new Listener(client, new Formats(text, ZoneId.systemDefault()));
        client.keepAlive();
        client.onClose(() -> listeners.remove(listener));
        listeners.add(listener);
        client.sendComment("listening");
    }

    private void tell(Tasks.Task task) {
        for (Listener listener : listeners) {
            if (listener.client.terminated()) listeners.remove(listener);
            else listener.client.sendEvent("task", json(listener.formats, task));
        }
    }

    private static String json(Formats formats, Tasks.Task task) {
        try {
            return Json.mapper()
                    .writeValueAsString(
                            Map.of(
                                    "id", task.id(),
                                    "status", task.status().name().toLowerCase(Locale.ROOT),
                                    "done", task.done(),
                                    "total", task.total(),
                                    "text", TasksPages.progress(formats.text(), formats, task)));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Task %s cannot be told".formatted(task.id()), e);
        }
    }
}
