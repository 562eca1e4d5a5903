package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feed.Card;
import io.skuld.server.feed.Feed;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `/welcome`: the set-up after the first start. Language, then the own history or a dozen ratings, then the feed.
final class WelcomePages implements Routes {
    private static final String WELCOMED_COOKIE = "skuld_welcomed";

    /// More than have to be rated: nobody knows everything.
    private static final int OFFERED = 24;

    private final Pages pages;
    private final Feed feed;
    private final FeedbackLog log;

    WelcomePages(Pages pages, Feed feed, FeedbackLog log) {
        this.pages = pages;
        this.feed = feed;
        this.log = log;
    }

    /// A person who said nothing yet and has not seen the set-up in this browser.
    static boolean isFirstStart(Context context, PersonId person, FeedbackLog log) {
        return context.cookie(WELCOMED_COOKIE) == null && log.count(person) == 0;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(
                "/welcome",
                context -> pages.page(context, "welcome.jte", view(context, 1, List.of(), 0)));
        routes.get("/welcome/rate", this::rate);
        routes.get("/welcome/done", this::done);
    }

    private void rate(Context context) {
        int round = round(context);
        Shell shell = pages.shell(context);
        Cards cards = new Cards(shell);
        List<CardView> offered = new ArrayList<>();
        for (Card card : feed.sample(pages.reader(context), OFFERED, round))
            offered.add(cards.of(card, true));
        pages.page(context, "welcome.jte", view(context, 2, offered, round + 1));
    }

    private static int round(Context context) {
        String round = context.queryParam("round");
        try {
            return round == null ? 0 : Math.max(0, Integer.parseInt(round));
        } catch (NumberFormatException e) {
            throw HttpProblem.badInput("The round '%s' is not a whole number.".formatted(round));
        }
    }

    private void done(Context context) {
        pages.remember(context, WELCOMED_COOKIE, "yes");
        context.redirect("/", io.javalin.http.HttpStatus.SEE_OTHER);
    }

    private WelcomeView view(Context context, int step, List<CardView> cards, int nextRound) {
        Shell shell = pages.shell(context);
        List<Choice> languages = new ArrayList<>();
        for (Map.Entry<String, String> language : Messages.LANGUAGES.entrySet())
            languages.add(
                    new Choice(
                            language.getKey(),
                            language.getValue(),
                            "",
                            language.getKey().equals(shell.text().language())));
        return new WelcomeView(
                shell,
                step,
                languages,
                ArtRoutes.path(ItemKind.BOOK, "what I watched, heard and read"),
                ArtRoutes.path(ItemKind.FILM, "a first evening"),
                cards,
                log.count(pages.reader(context)),
                FeedPages.FEW_RATINGS,
                nextRound);
    }
}
