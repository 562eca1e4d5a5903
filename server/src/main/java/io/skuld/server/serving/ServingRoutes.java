package io.skuld.server.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuld.server.feedback.FeedbackSettings;
import io.skuld.server.http.Access;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.learning.Prequential;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.learning.ServedModel.Interaction;
import io.skuld.server.people.PersonId;
import io.skuld.server.serving.Recommendations.Candidate;
import io.skuld.server.serving.Recommendations.Ranked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rankings for programs and what they report back: the graph model as a service.
public final class ServingRoutes implements Routes {
    private static final int MOST_ITEMS = 500;
    private static final int MOST_RERANKED = 200;
    private static final int LONGEST_NAME = 500;

    /// What the engine takes; far more than makes sense.
    private static final float MOST_CAUTION = 999;

    private final ServedModel model;
    private final Recommendations recommendations;
    private final Performance performance;
    private final FeedbackSettings settings;
    private final Access access;
    private final InstantSource clock;

    public ServingRoutes(
            ServedModel model,
            MeterRegistry registry,
            FeedbackSettings settings,
            Access access,
            InstantSource clock) {
        this.model = model;
        this.recommendations = new Recommendations(model);
        this.performance =
                new Performance(registry, "recommendations", "rank", "rerank", "interactions");
        this.settings = settings;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/recommendations", timed("recommendations", this::recommend));
        routes.post("/api/v1/rank", timed("rank", this::rank));
        routes.post("/api/v1/rerank", timed("rerank", this::rerank));
        routes.post("/api/v1/log/interactions", timed("interactions", this::absorb));
        routes.get("/api/v1/models", this::versions);
        routes.get("/api/v1/models/latest", this::latest);
        routes.post("/api/v1/models/{version}/activate", this::activate);
        routes.get("/api/v1/monitor/performance", this::performance);
    }

    private io.javalin.http.Handler timed(String call, io.javalin.http.Handler handler) {
        var timer = performance.timer(call);
        return context -> {
            long start = System.nanoTime();
            handler.handle(context);
            timer.record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
        };
    }

    private void recommend(Context context) {
        Query query = Query.of(context, "user", "n", "caution", "exclude");
        PersonId user = AboutEveryone.reads(access, model, context, query.text("user"));
        int n = query.whole("n", 20, 1, MOST_ITEMS);
        float caution = query.decimal("caution", 0, 0, MOST_CAUTION);
        String exclude = query.text("exclude");
        Ranked ranked =
                recommendations.recommend(
                        user.value(),
                        n,
                        caution,
                        exclude == null ? List.of() : List.of(exclude.split(",")));
        write(
                context,
                50 + 60 * n,
                json -> {
                    json.writeStringField("user", user.value());
                    json.writeStringField("model", model.active().name());
                    json.writeBooleanField("newcomer", ranked.newcomer());
                    json.writeArrayFieldStart("items");
                    for (int k = 0; k < ranked.items().length; k++) {
                        json.writeStartObject();
                        json.writeStringField("item", model.itemName(ranked.items()[k]));
                        json.writeNumberField("score", ranked.scores()[k]);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void rank(Context context) {
        Query.of(context);
        Fields fields =
                Fields.of(Json.body(context), "The body", Set.of("user", "candidates", "caution"));
        PersonId user =
                AboutEveryone.reads(access, model, context, fields.text("user", LONGEST_NAME));
        List<String> candidates = fields.texts("candidates", MOST_ITEMS, LONGEST_NAME);
        if (candidates.isEmpty())
            throw HttpProblem.badInput(
                    "The body needs 'candidates', an array of item ids. Nothing was ranked.");
        List<Candidate> ranked =
                recommendations.rank(user.value(), candidates, caution(fields.number("caution")));
        write(
                context,
                50 + 80 * ranked.size(),
                json -> {
                    json.writeStringField("user", user.value());
                    json.writeStringField("model", model.active().name());
                    json.writeArrayFieldStart("items");
                    for (Candidate candidate : ranked) {
                        json.writeStartObject();
                        json.writeStringField("item", candidate.name());
                        json.writeNumberField("score", candidate.score());
                        json.writeBooleanField("known", candidate.known());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static float caution(@org.jspecify.annotations.Nullable Double given) {
        if (given == null) return 0;
        if (!(given >= 0 && given <= MOST_CAUTION))
            throw HttpProblem.badInput(
                    "'caution' is a number from 0 to %s, got %s. Nothing was ranked."
                            .formatted(MOST_CAUTION, given));
        return given.floatValue();
    }

    private void rerank(Context context) {
        Query.of(context);
        AboutEveryone.reads(access, model, context, null);
        JsonNode body = Json.body(context);
        Fields fields = Fields.of(body, "The body", Set.of("items", "diversity", "n"));
        JsonNode items = body.path("items");
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_RERANKED)
            throw HttpProblem.badInput(
                    "The body needs 'items', an array of 1 to %d objects with 'item' and 'score'. Nothing was ranked."
                            .formatted(MOST_RERANKED));
        List<String> names = new ArrayList<>(items.size());
        float[] scores = new float[items.size()];
        for (int k = 0; k < scores.length; k++) {
            Fields one = Fields.of(items.get(k), "items[%d]".formatted(k), Set.of("item", "score"));
            names.add(one.requiredText("item", LONGEST_NAME));
            Double score = one.number("score");
            if (score == null || !Float.isFinite(score.floatValue()))
                throw HttpProblem.badInput(
                        "items[%d] needs 'score', a number. Nothing was ranked.".formatted(k));
            scores[k] = score.floatValue();
        }
        Double diversity = fields.number("diversity");
        double share = diversity == null ? .3 : diversity;
        if (!(share >= 0 && share <= 1))
            throw HttpProblem.badInput(
                    "'diversity' is a number from 0 to 1, got %s. Nothing was ranked."
                            .formatted(share));
        Integer n = fields.whole("n", 1, MOST_RERANKED);
        int[] order =
                recommendations.rerank(names, scores, (float) share, n == null ? scores.length : n);
        write(
                context,
                50 + 60 * order.length,
                json -> {
                    json.writeArrayFieldStart("items");
                    for (int place : order) {
                        json.writeStartObject();
                        json.writeStringField("item", names.get(place));
                        json.writeNumberField("score", scores[place]);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void absorb(Context context) {
        Query.of(context);
        List<JsonNode> sent =
                Fields.oneOrMany(
                        Json.body(context),
                        "interactions",
                        settings.maxSignalsPerRequest(),
                        "feedback.max-signals-per-request");
        Instant now = clock.instant();
        List<Interaction> interactions = new ArrayList<>(sent.size());
        for (int place = 0; place < sent.size(); place++)
            interactions.add(interaction(context, sent.get(place), place, now));
        if (interactions.isEmpty()) access.writes(context, null);
        ServedModel.Absorbed absorbed = model.absorb(interactions);
        context.status(absorbed.added() > 0 ? 201 : 200)
                .json(Map.of("added", absorbed.added(), "known", absorbed.known()));
    }

    private Interaction interaction(Context context, JsonNode node, int place, Instant now) {
        String where = "interactions[%d]".formatted(place);
        Fields fields = Fields.of(node, where, Set.of("id", "user", "item", "weight", "at"));
        Double weight = fields.number("weight");
        if (weight == null || !(Math.abs(weight) <= 1) || weight.floatValue() == 0)
            throw HttpProblem.badInput(
                    "%s: 'weight' is a number from -1 (a dislike) to 1 (a like) and not 0, got %s. Nothing was stored."
                            .formatted(where, weight));
        Instant at = fields.instant("at");
        if (at != null && (at.isAfter(now.plus(settings.clockTolerance())) || isTooEarly(at)))
            throw HttpProblem.badInput(
                    "%s: 'at' is %s, but it is now %s. Nothing was stored; correct the clock, or leave 'at' out for now."
                            .formatted(where, at, now));
        String id = fields.text("id", 128);
        return new Interaction(
                id == null || id.isBlank() ? null : id,
                access.writes(context, fields.requiredText("user", 64)).value(),
                fields.requiredText("item", LONGEST_NAME),
                weight.floatValue(),
                at == null ? now : at);
    }

    private static boolean isTooEarly(Instant at) {
        return at.isBefore(Instant.EPOCH);
    }

    private void versions(Context context) {
        Query.of(context);
        access.reads(context, null);
        context.json(
                Map.of("versions", model.versions().stream().map(ServingRoutes::json).toList()));
    }

    private void latest(Context context) {
        Query.of(context);
        access.reads(context, null);
        Map<String, Object> json = new LinkedHashMap<>(json(model.active()));
        json.put("people", model.paths().people());
        json.put("items", model.items());
        json.put("interactions", model.paths().view().edges());
        json.put("versions", model.versions().stream().map(ServingRoutes::json).toList());
        context.json(json);
    }

    private static Map<String, Object> json(ServedModel.Version version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.name());
        json.put("active", version.active());
        json.put("facts", version.facts());
        if (version.problem() != null) json.put("problem", version.problem());
        return json;
    }

    private void activate(Context context) {
        Query.of(context);
        access.administers(context);
        model.activate(context.pathParam("version"));
        context.json(json(model.active()));
    }

    private void performance(Context context) {
        Query.of(context);
        access.reads(context, null);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.active().name());
        json.put("calls", performance.toJson());
        json.put(
                "counts",
                Map.of(
                        "people", model.paths().people(),
                        "items", model.items(),
                        "interactions", model.paths().view().edges()));
        json.put("foretold", json(model.foretold()));
        json.put("secondStage", json(model.secondStage()));
        context.json(json);
    }

    private static Map<String, Object> json(Prequential.Report foretold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("likes", foretold.likes());
        json.put("tested", foretold.tested());
        json.put("window", foretold.window());
        if (foretold.window() > 0) {
            json.put("answered", json(foretold.answered()));
            json.put("firstStage", json(foretold.firstStage()));
        }
        return json;
    }

    private static Map<String, Object> json(Prequential.Means means) {
        return Map.of("ndcg@20", means.ndcg(), "recall@20", means.recall());
    }

    private static Map<String, Object> json(ServedModel.SecondStage stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("on", stage.on());
        json.put("why", stage.why());
        json.put("events", stage.events());
        if (stage.events() > 0) {
            json.put("ndcg@20", stage.ndcg());
            json.put("firstStageNdcg@20", stage.firstStageNdcg());
        }
        return json;
    }

    /// Writes the fields of the answer's object.
    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void write(Context context, int bytes, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        try (JsonGenerator json = Json.mapper().getFactory().createGenerator(out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.contentType("application/json").result(out.toByteArray());
    }
}
