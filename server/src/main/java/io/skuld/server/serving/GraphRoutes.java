package io.skuld.server.serving;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.signed.LikeRate;
import io.skuld.server.http.Access;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.learning.ServedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A look inside the model: a person's history, the edges of a node, its vector and its numbers. A node is an item, or a
/// person with `kind=user`.
public final class GraphRoutes implements Routes {
    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final ServedModel model;
    private final Access access;

    public GraphRoutes(ServedModel model, Access access) {
        this.model = model;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/history/{user}", this::history);
        routes.get("/api/v1/graph/<id>", this::edges);
        routes.get("/api/v1/embeddings/<id>", this::embedding);
        routes.get("/api/v1/features/<id>", this::features);
    }

    /// @param number of the item or person at the other end
    /// @param time epoch seconds, or [SignedEdges#NO_TIME]
    private record Edge(int number, float weight, long time) {}

    private void history(Context context) {
        Query query = Query.of(context, "offset", "limit");
        String user = access.reads(context, context.pathParam("user")).value();
        List<Edge> edges = edgesOfPerson(model.person(user));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        putPage(json, query, edges, edge -> named("item", model.itemName(edge.number), edge));
        context.json(json);
    }

    private void edges(Context context) {
        Query query = Query.of(context, "kind", "offset", "limit");
        Node node = node(context, query, access::administers);
        List<Edge> edges = node.isUser ? edgesOfPerson(node.number) : edgesOfItem(node.number);
        Map<String, Object> json = node.json();
        putPage(
                json,
                query,
                edges,
                edge ->
                        node.isUser
                                ? named("item", model.itemName(edge.number), edge)
                                : named("user", model.personName(edge.number), edge));
        context.json(json);
    }

    /// Newest first; those without a time at the end, by number.
    private List<Edge> edgesOfPerson(int person) {
        List<Edge> edges = new ArrayList<>();
        EdgeRun run = new EdgeRun();
        model.paths().view().itemsOf(person, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                edges.add(
                        new Edge(
                                EdgeRun.id(run.ends[k]),
                                EdgeRun.liked(run.ends[k]) ? run.strength(k) : -run.strength(k),
                                run.time(k)));
        edges.sort(Comparator.comparingLong(Edge::time).reversed().thenComparingInt(Edge::number));
        return edges;
    }

    /// By the person's number. From this side only the sign is known.
    private List<Edge> edgesOfItem(int item) {
        List<Edge> edges = new ArrayList<>();
        EdgeRun run = new EdgeRun();
        model.paths().view().peopleOf(item, run);
        while (run.next())
            for (int k = run.from; k < run.to; k++)
                edges.add(
                        new Edge(
                                EdgeRun.id(run.ends[k]),
                                EdgeRun.liked(run.ends[k]) ? 1 : -1,
                                SignedEdges.NO_TIME));
        edges.sort(Comparator.comparingInt(Edge::number));
        return edges;
    }

    private interface Shown {
        Map<String, Object> of(Edge edge);
    }

    private static void putPage(
            Map<String, Object> json, Query query, List<Edge> edges, Shown shown) {
        int offset = query.whole("offset", 0, 0, Integer.MAX_VALUE);
        int limit = query.whole("limit", PAGE, 1, MOST);
        int from = Math.min(offset, edges.size());
        int to = (int) Math.min((long) from + limit, edges.size());
        json.put("total", edges.size());
        json.put("edges", edges.subList(from, to).stream().map(shown::of).toList());
        if (to < edges.size()) json.put("next", to);
    }

    private static Map<String, Object> named(String field, String name, Edge edge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(field, name);
        json.put("weight", edge.weight);
        if (edge.time != SignedEdges.NO_TIME) json.put("at", Instant.ofEpochSecond(edge.time));
        return json;
    }

    private record Node(String id, boolean isUser, int number) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", id);
            json.put("kind", isUser ? "user" : "item");
            return json;
        }
    }

    /// The node that the request asks about.
    ///
    /// @param guardOfItems refuses whoever may not ask this about an item
    private Node node(Context context, Query query, Consumer<Context> guardOfItems) {
        String id = context.pathParam("id");
        boolean isUser = isUser(query.text("kind"));
        if (isUser) access.reads(context, id);
        else guardOfItems.accept(context);
        int number = isUser ? model.person(id) : model.item(id);
        if (number == ServedModel.UNKNOWN)
            throw HttpProblem.notFound(
                    "The graph has no %s '%s'. Nothing was changed; people are asked for with kind=user, items without."
                            .formatted(isUser ? "user" : "item", id));
        return new Node(id, isUser, number);
    }

    private static boolean isUser(@Nullable String kind) {
        if (kind == null || kind.equals("item")) return false;
        if (kind.equals("user")) return true;
        throw HttpProblem.badInput("'kind' is item or user, got '%s'.".formatted(kind));
    }

    private void embedding(Context context) {
        Query query = Query.of(context, "kind");
        Node node = node(context, query, asked -> access.reads(asked, null));
        float[] vector =
                node.isUser ? model.personVector(node.number) : model.itemVector(node.number);
        if (vector == null)
            throw HttpProblem.notFound(
                    "The model '%s' has no vector of %s '%s'. Nothing was changed; a vector comes with a model that has factors, or when the encoder has read the item."
                            .formatted(
                                    model.active().name(), node.isUser ? "user" : "item", node.id));
        Map<String, Object> json = node.json();
        json.put("model", model.active().name());
        json.put("vector", vector);
        context.json(json);
    }

    private void features(Context context) {
        Query query = Query.of(context, "kind");
        Node node = node(context, query, asked -> AboutEveryone.reads(access, model, asked, null));
        GraphView view = model.paths().view();
        int degree = node.isUser ? view.personDegree(node.number) : view.itemDegree(node.number);
        int likes = node.isUser ? view.personLikes(node.number) : view.itemLikes(node.number);
        Map<String, Object> features = new LinkedHashMap<>();
        features.put("likes", likes);
        features.put("dislikes", degree - likes);
        if (!node.isUser) features.put("likeRate", new LikeRate(view).of(node.number));
        if (!node.isUser)
            features.put("attributes", model.paths().attributesOf(node.number).length);
        Map<String, Object> json = node.json();
        json.put("features", features);
        context.json(json);
    }
}
