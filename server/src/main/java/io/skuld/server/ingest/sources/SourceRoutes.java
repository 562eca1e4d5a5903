package io.skuld.server.ingest.sources;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Access;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.people.PersonId;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people follow, over HTTP: add, look, pause, read now, take out.
public final class SourceRoutes implements Routes {
    private static final int ADDRESS = 4_000;
    private static final int TITLE = 300;

    private final Following following;
    private final Access access;

    public SourceRoutes(Following following, Access access) {
        this.following = following;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/sources", this::list);
        routes.post("/api/v1/sources", this::add);
        routes.get("/api/v1/sources.opml", this::opml);
        routes.get("/api/v1/sources/{id}", this::show);
        routes.patch("/api/v1/sources/{id}", this::change);
        routes.delete("/api/v1/sources/{id}", this::remove);
        routes.post("/api/v1/sources/{id}/run", this::hurry);
        routes.get("/api/v1/sources/{id}/runs", this::runs);
        routes.get("/api/v1/hosts", this::hosts);
    }

    private void list(Context context) {
        PersonId person = access.reads(context, Query.of(context, "person").text("person"));
        context.json(Map.of("sources", following.of(person).stream().map(this::json).toList()));
    }

    private void add(Context context) {
        Query.of(context);
        Fields fields =
                Fields.of(
                        Json.body(context),
                        "The source",
                        Set.of("person", "address", "title", "every"));
        PersonId person = access.writes(context, fields.text("person", 64));
        Subscription subscription =
                Subscription.at(
                        fields.requiredText("address", ADDRESS),
                        fields.textOrEmpty("title", TITLE));
        Sources.Added added = following.add(person, subscription, fields.duration("every"));
        context.status(added.added() ? 201 : 200)
                .header("Location", "/api/v1/sources/" + added.source().id())
                .json(json(added.source()));
    }

    private void opml(Context context) {
        PersonId person = access.reads(context, Query.of(context, "person").text("person"));
        ByteArrayOutputStream opml = new ByteArrayOutputStream();
        following.writeOpml(person, opml);
        context.contentType("text/x-opml; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"skuld.opml\"")
                .result(opml.toByteArray());
    }

    private void show(Context context) {
        Query.of(context);
        Source source = following.require(context.pathParam("id"));
        access.reads(context, source.person().value());
        context.json(json(source));
    }

    private void change(Context context) {
        Query.of(context);
        Source source = writable(context);
        Fields fields = Fields.of(Json.body(context), "The change", Set.of("state", "every"));
        String state =
                fields.has("state")
                        ? fields.requiredWord("state", List.of("active", "paused"))
                        : null;
        Duration every = fields.duration("every");
        if (every != null) following.setEvery(source.id(), every);
        if (state != null) following.setState(source.id(), Source.State.of(state));
        context.json(json(following.require(source.id())));
    }

    private void remove(Context context) {
        Query.of(context);
        following.setState(writable(context).id(), Source.State.REMOVED);
        context.status(204);
    }

    private void hurry(Context context) {
        Query.of(context);
        Source source = writable(context);
        if (source.state() != Source.State.ACTIVE)
            throw new HttpProblem(
                    io.skuld.server.ActionableException.Kind.CONFLICT,
                    "'%s' is paused. Nothing was read; set its state to active first."
                            .formatted(source.name()));
        following.hurry(source.id());
        context.status(202).json(json(following.require(source.id())));
    }

    private Source writable(Context context) {
        Source source = following.require(context.pathParam("id"));
        access.writes(context, source.person().value());
        return source;
    }

    private void runs(Context context) {
        Query query = Query.of(context, "limit");
        Source source = following.require(context.pathParam("id"));
        access.reads(context, source.person().value());
        context.json(
                Map.of(
                        "runs",
                        following.runs(source.id(), query.whole("limit", 50, 1, 1000)).stream()
                                .map(SourceRoutes::json)
                                .toList()));
    }

    private void hosts(Context context) {
        access.administers(context);
        Query.of(context);
        context.json(Map.of("hosts", following.hosts()));
    }

    private Map<String, Object> json(Source source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", source.id());
        json.put("person", source.person().value());
        json.put("kind", source.subscription().kind().label());
        json.put("address", source.subscription().address());
        json.put("title", source.subscription().title());
        json.put("state", source.state().label());
        json.put("every", source.every().toString());
        json.put("running", following.isAtWork(source.id()));
        json.put("failures", source.failures());
        json.put("nextRun", source.nextRun());
        json.put("created", source.created());
        SourceRun last = source.last();
        if (last != null) json.put("last", json(last));
        return json;
    }

    private static Map<String, Object> json(SourceRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", run.outcome().label());
        json.put("started", run.started());
        json.put("finished", run.finished());
        json.put("added", run.added());
        json.put("known", run.known());
        json.put("withdrawn", run.withdrawn());
        json.put("skipped", run.left());
        Trouble trouble = run.trouble();
        if (trouble != null) {
            json.put("trouble", trouble.label());
            json.put("message", words(trouble, run.detail()));
        }
        return json;
    }

    private static String words(Trouble trouble, @Nullable String detail) {
        return detail == null || detail.isEmpty()
                ? trouble.text()
                : "%s (%s)".formatted(trouble.text(), detail);
    }
}
