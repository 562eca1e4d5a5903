package io.skuld.server.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.CatalogRoutes;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.ItemView;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Routes;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/items/{id}`: one thing, what is known about it, what the reader thinks of it and why it was shown.
final class ItemPages implements Routes {
    private static final Pattern VIDEO_ADDRESS =
            Pattern.compile(
                    "https?://(?:www\\.|m\\.|music\\.)?(?:youtube\\.com/(?:watch\\?(?:.*&)?v=|shorts/|embed/)|youtu\\.be/)([\\w-]{11}).*");
    private static final Pattern VIDEO_ID = Pattern.compile("[\\w-]{11}");

    private final Pages pages;
    private final Feed feed;
    private final Catalog catalog;
    private final InstantSource clock;

    ItemPages(Pages pages, Feed feed, Catalog catalog, InstantSource clock) {
        this.pages = pages;
        this.feed = feed;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/items/<id>", this::show);
        routes.post("/correct", this::correct);
    }

    private void show(Context context) {
        ItemId id = ItemId.parse(context.pathParam("id"));
        Shell shell = pages.shell(context);
        ItemView view = feed.item(pages.reader(context), id);
        pages.page(context, "item.jte", view(shell, view));
    }

    private ItemPageView view(Shell shell, ItemView view) {
        Item item = view.item();
        Cards cards = new Cards(shell);
        String location = item.location().startsWith("http") ? item.location() : null;
        Set<String> words = new LinkedHashSet<>(item.genres());
        words.addAll(item.tags());
        return new ItemPageView(
                shell,
                cards.of(view),
                item.description(),
                List.copyOf(words),
                video(item),
                location,
                location == null ? "" : host(location),
                facts(shell, item),
                opinion(shell, view, clock.instant()),
                view.similar().stream().map(cards::of).toList(),
                form(shell.text(), item));
    }

    /// What the reader said about it, for the panel that is drawn again after each signal.
    static OpinionView opinion(Shell shell, ItemView view, Instant now) {
        Cards cards = new Cards(shell);
        CardView card = cards.of(view);
        List<OpinionView.Said> said = new ArrayList<>();
        for (Feedback entry : view.signals())
            said.add(
                    new OpinionView.Said(
                            entry.id(),
                            cards.signal(entry.signal()),
                            shell.formats().ago(entry.at(), now),
                            shell.formats().moment(entry.at()),
                            shell.text().get("from." + entry.provenance().label())));
        return new OpinionView(
                shell,
                card,
                card.guess() == null ? null : card.guessTitle(),
                cards.causes(view.why()),
                said);
    }

    private static List<ItemPageView.Fact> facts(Shell shell, Item item) {
        Messages text = shell.text();
        List<ItemPageView.Fact> facts = new ArrayList<>();
        facts.add(
                new ItemPageView.Fact(
                        text.get("fact.kind"), text.get("kind." + item.kind().label())));
        if (!item.creator().isEmpty())
            facts.add(new ItemPageView.Fact(text.get("fact.creator"), item.creator()));
        if (item.year() != null)
            facts.add(new ItemPageView.Fact(text.get("fact.year"), item.year().toString()));
        if (item.published() != null)
            facts.add(
                    new ItemPageView.Fact(
                            text.get("fact.published"), shell.formats().date(item.published())));
        if (item.duration() != null)
            facts.add(
                    new ItemPageView.Fact(
                            text.get("fact.length"), shell.formats().length(item.duration())));
        if (!item.language().isEmpty())
            facts.add(
                    new ItemPageView.Fact(
                            text.get("fact.language"), language(item.language(), text.locale())));
        facts.add(new ItemPageView.Fact(text.get("fact.id"), item.id().toString()));
        return facts;
    }

    private static String language(String code, Locale reader) {
        String name = Locale.forLanguageTag(code).getDisplayLanguage(reader);
        return name.isEmpty() ? code : name;
    }

    private static ItemPageView.Form form(Messages text, Item item) {
        return new ItemPageView.Form(
                item.title(),
                item.creator(),
                item.year() == null ? "" : item.year().toString(),
                item.duration() == null ? "" : Long.toString(item.duration().toMinutes()),
                Arrays.stream(ItemKind.values())
                        .map(kind ->
                                new Choice(
                                        kind.label(),
                                        text.get("kind." + kind.label()),
                                        "",
                                        kind == item.kind()))
                        .toList(),
                String.join(", ", item.genres()),
                String.join(", ", item.tags()),
                item.language(),
                item.description(),
                item.location());
    }

    private void correct(Context context) {
        pages.access().contributes(context);
        ItemId id = ItemId.parse(field(context, "item"));
        Item known =
                catalog.find(id)
                        .orElseThrow(() ->
                                HttpProblem.notFound(
                                        "There is no item %s. Nothing was changed.".formatted(id)))
                        .item();
        catalog.correct(
                CatalogRoutes.corrected(known, changes(context, form(pages.text(context), known))));
        pages.goTo(context, Cards.href(known.id()));
    }

    /// What was typed over what the form showed; the rest stays as it is, also where a form shows less than is known.
    private static JsonNode changes(Context context, ItemPageView.Form shown) {
        ObjectNode changes = Json.mapper().createObjectNode();
        change(context, "title", shown.title(), changes::put);
        change(context, "creator", shown.creator(), changes::put);
        change(context, "description", shown.description(), changes::put);
        change(context, "language", shown.language(), changes::put);
        change(context, "location", shown.location(), changes::put);
        change(context, "kind", chosen(shown.kinds()), changes::put);
        change(context, "genres", shown.genres(), (name, text) -> words(changes, name, text));
        change(context, "tags", shown.tags(), (name, text) -> words(changes, name, text));
        change(
                context,
                "year",
                shown.year(),
                (name, text) -> changes.put(name, number(text, "year")));
        change(
                context,
                "minutes",
                shown.minutes(),
                (name, text) -> changes.put("duration", seconds(text)));
        return changes;
    }

    private static void change(
            Context context, String name, String shown, BiConsumer<String, String> changed) {
        String typed = field(context, name);
        if (!typed.equals(plain(shown))) changed.accept(name, typed);
    }

    private static String chosen(List<Choice> choices) {
        return choices.stream().filter(Choice::chosen).map(Choice::value).findFirst().orElse("");
    }

    private static void words(ObjectNode changes, String name, String text) {
        ArrayNode words = changes.putArray(name);
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
    }

    private static @Nullable Long seconds(String minutes) {
        Integer number = number(minutes, "length");
        return number == null ? null : number * 60L;
    }

    private static @Nullable Integer number(String text, String what) {
        if (text.isEmpty()) return null;
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.badInput(
                    "The %s '%s' is not a whole number. Nothing was changed; go back and correct it."
                            .formatted(what, text));
        }
    }

    private static String field(Context context, String name) {
        String value = context.formParam(name);
        return value == null ? "" : plain(value);
    }

    /// A form sends the ends of lines in its own way.
    private static String plain(String text) {
        return text.strip().replace("\r\n", "\n");
    }

    /// The video's id when it can be played here.
    static @Nullable String video(Item item) {
        boolean named = item.id().source().equals("youtube") && item.kind() == ItemKind.VIDEO;
        if (named && VIDEO_ID.matcher(item.id().key()).matches()) return item.id().key();
        Matcher address = VIDEO_ADDRESS.matcher(item.location());
        return address.matches() ? address.group(1) : null;
    }

    private static String host(String location) {
        try {
            String host = URI.create(location).getHost();
            return host == null ? location : host.replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            return location;
        }
    }
}
