package io.skuld.server.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.http.Access;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Saying something, taking it back, and reading what was said. All signals of one request are stored, or none.
public final class FeedbackRoutes implements Routes {
    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final int LONGEST_KEY = 200;

    private final FeedbackLog log;
    private final Catalog catalog;
    private final People people;
    private final FeedbackSettings settings;
    private final Access access;
    private final InstantSource clock;

    public FeedbackRoutes(
            FeedbackLog log,
            Catalog catalog,
            People people,
            FeedbackSettings settings,
            Access access,
            InstantSource clock) {
        this.log = log;
        this.catalog = catalog;
        this.people = people;
        this.settings = settings;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/signals", this::say);
        routes.delete("/api/v1/signals/<id>", this::takeBack);
        routes.get("/api/v1/people/{person}/signals", this::said);
    }

    private void say(Context context) {
        Query.of(context);
        List<JsonNode> sent =
                Fields.oneOrMany(
                        Json.body(context),
                        "signals",
                        settings.maxSignalsPerRequest(),
                        "feedback.max-signals-per-request");
        SignalReader reader =
                new SignalReader(
                        settings,
                        clock.instant(),
                        person -> access.writes(context, person),
                        idempotencyKey(context));
        List<Feedback> signals = new ArrayList<>(sent.size());
        for (int place = 0; place < sent.size(); place++)
            signals.add(reader.read(sent.get(place), place));
        if (signals.isEmpty()) access.writes(context, null);
        answer(context, signals);
    }

    private void answer(Context context, List<Feedback> sent) {
        List<Feedback> signals = withStoredItems(sent);
        Set<String> known = log.repeated(signals);
        FeedbackLog.Appended appended = log.append(signals);
        Set<String> before = new HashSet<>(known);
        List<Map<String, Object>> answers = new ArrayList<>(signals.size());
        for (Feedback signal : signals)
            answers.add(
                    Map.of(
                            "id",
                            signal.id(),
                            "status",
                            before.add(signal.id()) ? "added" : "known"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("added", appended.added());
        json.put("known", appended.known());
        json.put("signals", answers);
        context.status(appended.added() > 0 ? 201 : 200).json(json);
    }

    private List<Feedback> withStoredItems(List<Feedback> signals) {
        Map<ItemId, Catalog.Numbered> items =
                catalog.findAll(signals.stream().map(Feedback::item).collect(Collectors.toSet()));
        List<Feedback> stored = new ArrayList<>(signals.size());
        for (Feedback signal : signals) {
            Catalog.Numbered item = items.get(signal.item());
            if (item == null) throw new UnknownItemException(signal.item());
            stored.add(signal.withItem(item.item().id()));
        }
        return stored;
    }

    private static @Nullable String idempotencyKey(Context context) {
        String key = context.header("Idempotency-Key");
        if (key == null || key.isBlank()) return null;
        if (key.length() > LONGEST_KEY)
            throw HttpProblem.badInput(
                    "An Idempotency-Key has at most %d characters, got %d. Nothing was stored."
                            .formatted(LONGEST_KEY, key.length()));
        return key;
    }

    private void takeBack(Context context) {
        Query.of(context);
        String id = context.pathParam("id");
        FeedbackLog.Entry entry =
                log.find(id)
                        .orElseThrow(() ->
                                HttpProblem.notFound(
                                        "There is no signal '%s'. Nothing was changed; GET /api/v1/people/{id}/signals lists them."
                                                .formatted(id)));
        PersonId person = access.writes(context, entry.feedback().person().value());
        log.retract(person, id);
        context.status(204);
    }

    private void said(Context context) {
        PersonId person = access.reads(context, context.pathParam("person"));
        people.known(person);
        Query query = Query.of(context, "before", "limit");
        int limit = query.whole("limit", PAGE, 1, MOST);
        List<FeedbackLog.Entry> entries =
                log.of(person, query.number("before", Long.MAX_VALUE), limit);
        Map<ItemId, Catalog.Numbered> items =
                catalog.findAll(
                        entries.stream().map(e -> e.feedback().item()).collect(Collectors.toSet()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "signals",
                entries.stream().map(e -> json(e, items.get(e.feedback().item()))).toList());
        if (entries.size() == limit) json.put("before", entries.getLast().sequence());
        context.json(json);
    }

    private static Map<String, Object> json(
            FeedbackLog.Entry entry, Catalog.@Nullable Numbered item) {
        Map<String, Object> json = SignalJson.of(entry.feedback());
        if (item != null) json.put("title", item.item().title());
        json.put("active", entry.active());
        return json;
    }
}
