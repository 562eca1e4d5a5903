package io.skuld.server.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feed.Feed;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.people.PersonId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the reader says about an item, and taking it back. Each answer is the card or panel as it is afterwards.
final class SignalPages implements Routes {
    private final Pages pages;
    private final Feed feed;
    private final FeedbackLog log;
    private final InstantSource clock;

    SignalPages(Pages pages, Feed feed, FeedbackLog log, InstantSource clock) {
        this.pages = pages;
        this.feed = feed;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/signal", this::say);
        routes.post("/undo", this::takeBack);
        routes.post("/restore", this::restore);
        routes.get("/why", this::why);
    }

    private void say(Context context) {
        PersonId person = pages.writer(context);
        ItemId item = ItemId.parse(required(context, "item"));
        String type = required(context, "type");
        if (type.equals("cleared")) clearRating(context, person, item);
        else if (!toggledOff(context, person, item, type)) append(context, person, item, type);
        answer(context, person, item);
    }

    private void append(Context context, PersonId person, ItemId item, String type) {
        Signal signal = Signal.of(type, type.equals("rated") ? rating(context) : null);
        Feedback entry =
                new Feedback(
                        UUID.randomUUID().toString(),
                        person,
                        feed.item(person, item).item().id(),
                        signal,
                        clock.instant(),
                        pages.zone(context),
                        Provenance.HUMAN,
                        null,
                        Map.of("page", view(context)));
        log.append(List.of(entry));
        Shell shell = pages.shell(context);
        toast(context, "said." + type, entry, signalText(shell, signal));
    }

    /// Pressing "like" or "dislike" again takes it back.
    private boolean toggledOff(Context context, PersonId person, ItemId item, String type) {
        if (!type.equals("liked") && !type.equals("disliked")) return false;
        Optional<Feedback> verdict =
                feed.item(person, item).signals().stream()
                        .filter(entry -> isVerdict(entry.signal()))
                        .findFirst();
        if (verdict.isEmpty() || !verdict.get().signal().type().equals(type)) return false;
        log.retract(person, verdict.get().id());
        restorable(context, verdict.get(), "said.taken-back");
        return true;
    }

    private static boolean isVerdict(Signal signal) {
        return signal instanceof Signal.Liked || signal instanceof Signal.Disliked;
    }

    private void clearRating(Context context, PersonId person, ItemId item) {
        List<Feedback> ratings =
                feed.item(person, item).signals().stream()
                        .filter(entry -> entry.signal() instanceof Signal.Rated)
                        .toList();
        ratings.forEach(entry -> log.retract(person, entry.id()));
        if (!ratings.isEmpty()) restorable(context, ratings.getFirst(), "said.cleared");
    }

    private void takeBack(Context context) {
        PersonId person = pages.writer(context);
        Feedback entry = entry(person, required(context, "signal"));
        if (log.retract(person, entry.id()) && !view(context).equals("card"))
            restorable(context, entry, "said.taken-back");
        String about = context.formParam("item");
        answer(
                context,
                person,
                about == null || about.isBlank() ? entry.item() : ItemId.parse(about));
    }

    /// Says again what was taken back: a new entry, for the log only grows. Its id follows from the old one, so that
    /// asking twice says it once.
    private void restore(Context context) {
        PersonId person = pages.writer(context);
        Feedback old = entry(person, required(context, "signal"));
        log.append(
                List.of(
                        new Feedback(
                                UUID.nameUUIDFromBytes(("again " + old.id()).getBytes(UTF_8))
                                        .toString(),
                                person,
                                old.item(),
                                old.signal(),
                                old.at(),
                                old.zone(),
                                old.provenance(),
                                old.importId(),
                                old.context())));
        answer(context, person, old.item());
    }

    private void why(Context context) {
        PersonId person = pages.reader(context);
        String item = context.queryParam("item");
        if (item == null) throw HttpProblem.badInput("The item is missing in the address.");
        pages.part(context, "parts/why.jte", whyView(context, person, ItemId.parse(item)));
    }

    private WhyView whyView(Context context, PersonId person, ItemId item) {
        Shell shell = pages.shell(context);
        Cards cards = new Cards(shell);
        return new WhyView(
                shell, cards.of(feed.item(person, item)), cards.causes(feed.why(person, item)));
    }

    /// Draws again what the reader looks at; without scripts it goes back to the item's page.
    private void answer(Context context, PersonId person, ItemId item) {
        if (!Pages.isExchange(context)) {
            context.redirect(Cards.href(item), io.javalin.http.HttpStatus.SEE_OTHER);
            return;
        }
        Shell shell = pages.shell(context);
        switch (view(context)) {
            case "why" -> pages.part(context, "parts/why.jte", whyView(context, person, item));
            case "item" ->
                    pages.part(
                            context,
                            "parts/opinion.jte",
                            ItemPages.opinion(shell, feed.item(person, item), clock.instant()));
            case "rate" ->
                    pages.part(context, "parts/one-rate-card.jte", card(shell, person, item));
            default -> pages.part(context, "parts/one-card.jte", card(shell, person, item));
        }
    }

    private RateCardView card(Shell shell, PersonId person, ItemId item) {
        return new RateCardView(
                shell,
                new Cards(shell).of(feed.item(person, item)),
                log.count(person),
                FeedPages.FEW_RATINGS);
    }

    private Feedback entry(PersonId person, String id) {
        return log.find(id)
                .map(FeedbackLog.Entry::feedback)
                .filter(entry -> entry.person().equals(person))
                .orElseThrow(() ->
                        HttpProblem.notFound(
                                "There is no such signal of yours. Nothing was changed; it may have been taken back already."));
    }

    private String signalText(Shell shell, Signal signal) {
        return new Cards(shell).signal(signal);
    }

    private void toast(Context context, String key, Feedback entry, String said) {
        Messages text = pages.text(context);
        pages.toast(
                context,
                text.has(key) ? text.get(key) : said,
                new Pages.Undo("/undo", entry.id(), entry.item().toString()));
    }

    private void restorable(Context context, Feedback entry, String key) {
        pages.toast(
                context,
                pages.text(context).get(key),
                new Pages.Undo("/restore", entry.id(), entry.item().toString()));
    }

    private static String view(Context context) {
        String view = context.formParam("view");
        return view == null ? "card" : view;
    }

    private static @Nullable Double rating(Context context) {
        String value = required(context, "value");
        try {
            double rating = Double.parseDouble(value);
            if (rating >= 0 && rating <= 10) return Math.round(rating * 10) / 10.0;
        } catch (NumberFormatException notANumber) {
            // told below, like a number off the scale
        }
        throw HttpProblem.badInput(
                "'%s' is not a rating; it is a number from 0 to 10. Nothing was stored."
                        .formatted(value));
    }

    private static String required(Context context, String name) {
        String value = context.formParam(name);
        if (value == null || value.isBlank())
            throw HttpProblem.badInput(
                    "The field '%s' is missing. Nothing was changed.".formatted(name));
        return value;
    }
}
