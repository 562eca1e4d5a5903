package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feed.Card;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.FeedMode;
import io.skuld.server.feed.FeedPage;
import io.skuld.server.feed.FeedRequest;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/`: tonight. The address holds what was chosen, so a feed can be bookmarked.
final class FeedPages implements Routes {
    /// Cards on one page: fills a large screen twice.
    private static final int CARDS = 24;

    /// Cards whose pictures are loaded at once.
    private static final int EARLY = 8;

    /// Below this many ratings the feed invites to rate more.
    static final int FEW_RATINGS = 12;

    private static final List<Integer> BUDGETS = List.of(15, 30, 60, 120, 180);
    private static final List<ItemKind> KINDS =
            List.of(
                    ItemKind.FILM,
                    ItemKind.SERIES,
                    ItemKind.VIDEO,
                    ItemKind.CHANNEL,
                    ItemKind.ALBUM,
                    ItemKind.TRACK,
                    ItemKind.PODCAST,
                    ItemKind.BOOK,
                    ItemKind.ARTICLE,
                    ItemKind.IMAGE,
                    ItemKind.TEXT);

    private final Pages pages;
    private final Feed feed;
    private final FeedbackLog log;

    FeedPages(Pages pages, Feed feed, FeedbackLog log) {
        this.pages = pages;
        this.feed = feed;
        this.log = log;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/", this::show);
        routes.get("/feed/more", this::more);
    }

    private void show(Context context) {
        PersonId person = pages.reader(context);
        if (WelcomePages.isFirstStart(context, person, log)) {
            pages.goTo(context, "/welcome");
            return;
        }
        pages.page(context, "feed.jte", view(context, person));
    }

    private void more(Context context) {
        pages.part(context, "parts/cards.jte", view(context, pages.reader(context)));
    }

    private FeedView view(Context context, PersonId person) {
        Shell shell = pages.shell(context);
        Messages text = shell.text();
        FeedRequest request = request(context, person);
        FeedPage page = feed.page(request);
        return new FeedView(
                shell,
                heading(text, request.budget(), shell.formats()),
                modes(text, request.mode()),
                budgets(shell, request.budget()),
                kinds(text, request.kind()),
                invitation(text, person),
                cards(shell, page.items(), request.cursor() == null),
                page.cursor() == null ? null : "/feed/more?" + query(request, page.cursor()),
                page.cursor() == null ? null : "/?" + query(request, page.cursor()),
                end(text, page.end()),
                ArtRoutes.path(ItemKind.FILM, "an empty feed"));
    }

    private static FeedRequest request(Context context, PersonId person) {
        String mode = chosen(context, "mode");
        String budget = chosen(context, "budget");
        String kind = chosen(context, "kind");
        return new FeedRequest(
                person,
                mode == null ? FeedMode.BALANCED : FeedMode.of(mode),
                budget == null ? null : Duration.ofMinutes(minutes(budget)),
                kind == null ? null : ItemKind.of(kind),
                CARDS,
                chosen(context, "cursor"),
                null);
    }

    private static long minutes(String budget) {
        try {
            return Integer.parseInt(budget);
        } catch (NumberFormatException e) {
            throw HttpProblem.badInput(
                    "The time budget '%s' is not a number of minutes from 1 to %d."
                            .formatted(budget, FeedRequest.LONGEST_BUDGET.toMinutes()));
        }
    }

    private static @Nullable String chosen(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String query(FeedRequest request, String cursor) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("mode", request.mode().label());
        if (request.budget() != null)
            values.put("budget", Long.toString(request.budget().toMinutes()));
        if (request.kind() != null) values.put("kind", request.kind().label());
        values.put("cursor", cursor);
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + Pages.encode(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String heading(Messages text, @Nullable Duration budget, Formats formats) {
        return budget == null
                ? text.get("feed.heading")
                : text.get("feed.heading.budget", "time", formats.length(budget));
    }

    private static List<CardView> cards(Shell shell, List<Card> items, boolean first) {
        Cards cards = new Cards(shell);
        List<CardView> views = new ArrayList<>();
        for (Card card : items) views.add(cards.of(card, first && views.size() < EARLY));
        return views;
    }

    private static List<Choice> modes(Messages text, FeedMode chosen) {
        List<Choice> choices = new ArrayList<>();
        for (FeedMode mode : FeedMode.values())
            choices.add(
                    new Choice(
                            mode.label(),
                            text.get("mode." + mode.label()),
                            text.get("mode." + mode.label() + ".hint"),
                            mode == chosen));
        return choices;
    }

    private static List<Choice> budgets(Shell shell, @Nullable Duration chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", shell.text().get("feed.budget.none"), "", chosen == null));
        for (int minutes : BUDGETS) {
            Duration budget = Duration.ofMinutes(minutes);
            choices.add(
                    new Choice(
                            Integer.toString(minutes),
                            shell.text()
                                    .get(
                                            "feed.budget.some",
                                            "time",
                                            shell.formats().length(budget)),
                            "",
                            budget.equals(chosen)));
        }
        return choices;
    }

    static List<Choice> kinds(Messages text, @Nullable ItemKind chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", text.get("feed.kind.all"), "", chosen == null));
        for (ItemKind kind : KINDS)
            choices.add(
                    new Choice(
                            kind.label(), text.get("kinds." + kind.label()), "", kind == chosen));
        return choices;
    }

    private @Nullable String invitation(Messages text, PersonId person) {
        int said = log.count(person);
        return said >= FEW_RATINGS ? null : text.count("feed.invitation", FEW_RATINGS - said);
    }

    private static FeedView.@Nullable End end(Messages text, FeedPage.@Nullable End end) {
        if (end == null) return null;
        String key =
                switch (end) {
                    case BUDGET_SPENT -> "end.budget-spent";
                    case NOTHING_FITS -> "end.nothing-fits";
                    case ALL_SEEN -> "end.all-seen";
                    case NOTHING_THERE -> "end.nothing-there";
                };
        return new FeedView.End(text.get(key), text.get(key + ".text"));
    }
}
