package io.skuld.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Access;
import io.skuld.server.http.Fields;
import io.skuld.server.http.Json;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finding, adding and correcting items.
public final class CatalogRoutes implements Routes {
    private static final int PAGE = 24;
    private static final int MOST = 100;

    private final Catalog catalog;
    private final CatalogSettings settings;
    private final Access access;

    public CatalogRoutes(Catalog catalog, CatalogSettings settings, Access access) {
        this.catalog = catalog;
        this.settings = settings;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/items", this::search);
        routes.post("/api/v1/items", this::add);
        routes.patch("/api/v1/items/<id>", this::correct);
    }

    private void search(Context context) {
        access.reads(context, null);
        Query query = Query.of(context, "query", "kind", "limit", "offset");
        String text = query.text("query");
        String kind = query.text("kind");
        List<Catalog.Numbered> found =
                catalog.search(
                        new Catalog.Query(
                                text == null ? "" : text,
                                kind == null ? null : ItemKind.of(kind),
                                query.whole("offset", 0, 0, 1_000_000),
                                query.whole("limit", PAGE, 1, MOST)));
        context.json(
                Map.of("items", found.stream().map(item -> ItemJson.of(item.item())).toList()));
    }

    private void add(Context context) {
        access.contributes(context);
        Query.of(context);
        List<JsonNode> sent =
                Fields.oneOrMany(
                        Json.body(context),
                        "items",
                        settings.maxItemsPerRequest(),
                        "catalog.max-items-per-request");
        List<Described> items = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++)
            items.add(ItemReader.described(sent.get(i), "items[%d]".formatted(i)));
        Catalog.Added added = catalog.add(items);
        context.status(added.added() > 0 ? 201 : 200)
                .json(
                        Map.of(
                                "added", added.added(),
                                "known", added.known(),
                                "ids", added.ids().stream().map(ItemId::toString).toList()));
    }

    /// A known item with some facts corrected, with the limits that hold for whoever sends them.
    ///
    /// @param facts by the names they have in the API; null clears one
    /// @throws HttpProblem when one cannot be taken
    public static Item corrected(Item item, JsonNode facts) {
        return ItemReader.corrected(item, facts);
    }

    private void correct(Context context) {
        access.contributes(context);
        Query.of(context);
        ItemId id = ItemId.parse(context.pathParam("id"));
        Item item = catalog.find(id).orElseThrow(() -> new UnknownItemException(id)).item();
        Item corrected = corrected(item, Json.body(context));
        catalog.correct(corrected);
        context.json(ItemJson.of(corrected));
    }
}
