package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.ItemView;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/search`: one box; the address holds what was asked.
final class SearchPages implements Routes {
    private static final int RESULTS = 30;

    private final Pages pages;
    private final Feed feed;

    SearchPages(Pages pages, Feed feed) {
        this.pages = pages;
        this.feed = feed;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/search", this::show);
    }

    private void show(Context context) {
        String query = or(context.queryParam("q"), "").strip();
        String kindLabel = or(context.queryParam("kind"), "");
        ItemKind kind = kindLabel.isEmpty() ? null : ItemKind.of(kindLabel);
        int offset = offset(context);
        Shell shell = pages.shell(context);
        boolean asked = !query.isEmpty() || kind != null;
        List<ItemView.Found> found =
                asked
                        ? feed.search(
                                pages.reader(context),
                                new Catalog.Query(query, kind, offset, RESULTS + 1))
                        : List.of();
        boolean further = found.size() > RESULTS;
        Cards cards = new Cards(shell);
        pages.page(
                context,
                "search.jte",
                new SearchView(
                        shell,
                        query,
                        FeedPages.kinds(shell.text(), kind),
                        asked ? count(shell.text(), offset, found.size(), further) : "",
                        found.stream().limit(RESULTS).map(cards::of).toList(),
                        further ? address(query, kindLabel, offset + RESULTS) : null,
                        asked,
                        ArtRoutes.path(ItemKind.TEXT, "nothing was found")));
    }

    private static String count(Messages text, int offset, int found, boolean further) {
        if (offset > 0) return text.get("search.from", "n", offset + 1);
        return further ? text.count("search.first", RESULTS) : text.count("search.found", found);
    }

    private static String address(String query, String kind, int offset) {
        return "/search?q=%s&kind=%s&offset=%d"
                .formatted(Pages.encode(query), Pages.encode(kind), offset);
    }

    private static int offset(Context context) {
        String given = or(context.queryParam("offset"), "0");
        try {
            return Math.max(0, Integer.parseInt(given));
        } catch (NumberFormatException e) {
            throw HttpProblem.badInput("The offset '%s' is not a whole number.".formatted(given));
        }
    }

    private static String or(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }
}
