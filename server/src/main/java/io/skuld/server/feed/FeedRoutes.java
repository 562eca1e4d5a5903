package io.skuld.server.feed;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemJson;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.SignalJson;
import io.skuld.server.http.Access;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The feed and single items, as one person sees them.
public final class FeedRoutes implements Routes {
    private static final int PAGE = 24;

    private final Feed feed;
    private final People people;
    private final Access access;

    public FeedRoutes(Feed feed, People people, Access access) {
        this.feed = feed;
        this.people = people;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/feed", this::page);
        routes.get("/api/v1/items/<id>", this::item);
    }

    private void page(Context context) {
        Query query =
                Query.of(context, "person", "mode", "budget", "kind", "limit", "cursor", "seed");
        PersonId person = reader(context, query);
        String mode = query.text("mode");
        String kind = query.text("kind");
        FeedRequest request =
                new FeedRequest(
                        person,
                        mode == null ? FeedMode.BALANCED : FeedMode.of(mode),
                        budget(query.text("budget")),
                        kind == null ? null : ItemKind.of(kind),
                        query.whole("limit", PAGE, 1, FeedRequest.MOST_CARDS),
                        query.text("cursor"),
                        query.text("seed") == null ? null : query.number("seed", 0));
        context.json(json(feed.page(request), locale(context)));
    }

    private void item(Context context) {
        Query query = Query.of(context, "person");
        PersonId person = reader(context, query);
        ItemView view = feed.item(person, ItemId.parse(context.pathParam("id")));
        context.json(json(view, locale(context)));
    }

    private PersonId reader(Context context, Query query) {
        PersonId person = access.reads(context, query.text("person"));
        people.known(person);
        return person;
    }

    /// Minutes, or ISO 8601 as `PT1H30M`.
    private static @Nullable Duration budget(@Nullable String text) {
        if (text == null) return null;
        try {
            return text.startsWith("P") || text.startsWith("p")
                    ? Duration.parse(text)
                    : Duration.ofMinutes(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw HttpProblem.badInput(
                    "'budget' is a number of minutes, as 30, or a duration, as PT1H30M; got '%s'."
                            .formatted(text));
        }
    }

    private static Locale locale(Context context) {
        return context.header("Accept-Language") == null
                ? Locale.ENGLISH
                : context.req().getLocale();
    }

    /// A page as programs see it, in the API and on the command line.
    public static Map<String, Object> json(FeedPage page, Locale locale) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items().stream().map(card -> json(card, locale)).toList());
        if (page.cursor() != null) json.put("cursor", page.cursor());
        json.put("plannedSeconds", page.planned().toSeconds());
        if (page.end() != null) json.put("end", page.end().label());
        return json;
    }

    private static Map<String, Object> json(Card card, Locale locale) {
        Map<String, Object> json = ItemJson.of(card.item());
        json.put("score", card.score());
        if (card.prediction() != null) json.put("prediction", card.prediction());
        json.put("slot", card.slot().label());
        json.put("lengthSeconds", card.length().toSeconds());
        json.put("lengthEstimated", card.lengthEstimated());
        json.put("why", json(card.why(), locale));
        return json;
    }

    private static List<Map<String, Object>> json(List<Reason> reasons, Locale locale) {
        return reasons.stream().map(reason -> json(reason, locale)).toList();
    }

    private static Map<String, Object> json(Reason reason, Locale locale) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", reason.message());
        json.put("text", ReasonText.of(reason, locale));
        if (reason.item() != null) json.put("item", reason.item().toString());
        if (reason.title() != null) json.put("title", reason.title());
        if (reason.signal() != null) json.put("signal", reason.signal());
        json.put("contribution", reason.contribution());
        return json;
    }

    private static Map<String, Object> json(ItemView view, Locale locale) {
        Map<String, Object> json = ItemJson.of(view.item());
        if (view.prediction() != null) json.put("prediction", view.prediction());
        json.put("why", json(view.why(), locale));
        json.put("signals", view.signals().stream().map(SignalJson::of).toList());
        json.put("similar", view.similar().stream().map(FeedRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(ItemView.Found found) {
        Map<String, Object> json = ItemJson.of(found.item());
        if (found.prediction() != null) json.put("prediction", found.prediction());
        return json;
    }
}
