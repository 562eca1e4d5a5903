package io.skuld.server.activity;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.activity.Timeline.Span;
import io.skuld.server.http.Access;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looking at what someone did, and deleting it.
public final class ActivityRoutes implements Routes {
    private static final int HOURS = 6;
    private static final int MOST_HOURS = 24 * 7;

    private final Activity activity;
    private final ActivityLog log;
    private final People people;
    private final Access access;
    private final InstantSource clock;

    public ActivityRoutes(
            Activity activity, ActivityLog log, People people, Access access, InstantSource clock) {
        this.activity = activity;
        this.log = log;
        this.people = people;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/people/{person}/activity", this::before);
        routes.delete("/api/v1/people/{person}/activity", this::delete);
    }

    private void before(Context context) {
        PersonId person = known(access.reads(context, context.pathParam("person")));
        Query query = Query.of(context, "before", "hours");
        Instant asked = instant("before", query.text("before"));
        int hours = query.whole("hours", HOURS, 1, MOST_HOURS);
        Timeline timeline =
                activity.before(
                        person, asked == null ? clock.instant() : asked, Duration.ofHours(hours));
        context.json(json(timeline));
    }

    private void delete(Context context) {
        PersonId person = known(access.writes(context, context.pathParam("person")));
        Query query = Query.of(context, "from", "to");
        Instant from = instant("from", query.text("from"));
        Instant to = instant("to", query.text("to"));
        if ((from == null) != (to == null) || (from != null && to != null && !from.isBefore(to)))
            throw HttpProblem.badInput(
                    "To delete a part, say 'from' and a later 'to'; to delete everything, neither. Nothing was deleted.");
        int deleted =
                from == null || to == null ? log.deleteAll(person) : log.delete(person, from, to);
        context.json(Map.of("deleted", deleted));
    }

    private PersonId known(PersonId person) {
        people.known(person);
        return person;
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) return null;
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw HttpProblem.badInput(
                    "'%s' is an instant like 2026-11-21T18:30:00Z, got '%s'. Nothing was changed."
                            .formatted(name, text.substring(0, Math.min(60, text.length()))));
        }
    }

    private static Map<String, Object> json(Timeline timeline) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", timeline.from());
        json.put("to", timeline.to());
        json.put("activeSeconds", seconds(timeline.active()));
        json.put("hiddenSeconds", seconds(timeline.hidden()));
        json.put(
                "categories",
                timeline.byCategory().stream()
                        .map(total ->
                                Map.of("category", total.of(), "seconds", seconds(total.length())))
                        .toList());
        json.put(
                "apps",
                timeline.byApp().stream()
                        .map(total -> Map.of("app", total.of(), "seconds", seconds(total.length())))
                        .toList());
        json.put("spans", timeline.spans().stream().map(ActivityRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(Span span) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", span.at());
        json.put("seconds", seconds(span.length()));
        json.put("machine", span.machine());
        json.put("app", span.app());
        json.put("title", span.title());
        json.put("url", span.url());
        json.put("category", List.copyOf(span.category()));
        json.put("hidden", span.hidden());
        return json;
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
