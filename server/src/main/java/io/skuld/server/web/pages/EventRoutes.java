package io.skuld.server.web.pages;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Json;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.tasks.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/events`: progress as it happens, as server-sent events. Each event `task` carries one task's state, each event `source`
/// the name of a source that is being read or was; the page decides whether it shows that.
final class EventRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);
    private static final int BACKLOG = 100;

    /// How soon it is noticed that a page went away while nothing happened.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Pages pages;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /// What one page has still to be told.
    ///
    /// @param visible whether what belongs to a person is for its reader to see
    private record Listener(
            Formats formats, Predicate<@Nullable String> visible, BlockingQueue<String> waiting) {
        /// A page that does not keep up misses old news, not the newest.
        void tell(String event) {
            while (!waiting.offer(event)) waiting.poll();
        }
    }

    EventRoutes(Pages pages, Tasks tasks, Following following) {
        this.pages = pages;
        tasks.onChange(this::tell);
        following.onChange(this::tell);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/events", this::listen);
    }

    /// Stays with the page in its own virtual thread until it goes away. Javalin's own event client closes a connection
    /// that is gone from the thread that tells it, and goes on failing there for ever.
    private void listen(Context context) throws InterruptedException {
        Predicate<@Nullable String> visible = pages.visible(context);
        Formats formats = new Formats(pages.text(context), ZoneId.systemDefault());
        Listener listener = new Listener(formats, visible, new ArrayBlockingQueue<>(BACKLOG));
        context.contentType("text/event-stream");
        context.header("Cache-Control", "no-store");
        listeners.add(listener);
        try {
            write(context, ": listening\n\n");
            while (true) {
                String event = listener.waiting.poll(HEARTBEAT.toMillis(), MILLISECONDS);
                write(context, event == null ? ": still here\n\n" : event);
            }
        } catch (IOException gone) {
            LOG.debug("A page stopped listening", gone);
        } finally {
            listeners.remove(listener);
        }
    }

    /// Past Javalin's own stream, which keeps what it is given until the request ends.
    private static void write(Context context, String text) throws IOException {
        context.res().getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        context.res().flushBuffer();
    }

    private void tell(Tasks.Task task) {
        for (Listener listener : listeners)
            if (listener.visible.test(task.person()))
                listener.tell("event: task\ndata: %s\n\n".formatted(json(listener.formats, task)));
    }

    private void tell(Source source) {
        for (Listener listener : listeners)
            if (listener.visible.test(source.person().value()))
                listener.tell("event: source\ndata: {\"id\":\"%s\"}\n\n".formatted(source.id()));
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
