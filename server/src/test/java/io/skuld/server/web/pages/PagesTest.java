package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.evaluation.Interval;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import io.skuld.server.learning.GraphSettings;
import io.skuld.server.learning.GraphVersions;
import io.skuld.server.learning.LiftSettings;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.TestServer;
import io.skuld.server.web.TestServer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages as a browser without scripts gets them.
class PagesTest {
    private static final String WELCOMED = "skuld_welcomed=yes";
    private static final ItemId STALKER = ItemId.parse("imdb:tt0079944");
    private static final ItemId TRICKY = ItemId.parse("file:a/b <i>&\"' ü?#%");

    private static Home home;
    private static TestServer server;

    @BeforeAll
    static void start() {
        home = Home.temporary();
        server = TestServer.start(home.folder(), Map.of());
        List<Described> items = new ArrayList<>();
        items.add(
                Described.of(
                        Item.of(STALKER, ItemKind.FILM, "Stalker")
                                .withCreator("Andrei Tarkovsky")
                                .withYear(1979)
                                .withDuration(Duration.ofMinutes(162))));
        items.add(
                Described.of(
                        Item.of(TRICKY, ItemKind.TEXT, "<script>alert('tricky')</script>")
                                .withDescription("</p><img src=x onerror=alert(1)>")
                                .withLocation("javascript:alert(1)")));
        items.add(
                Described.of(
                        Item.of(ItemId.parse("youtube:dQw4w9WgXcQ"), ItemKind.VIDEO, "A video")
                                .withLocation("https://www.youtube.com/watch?v=dQw4w9WgXcQ")));
        items.add(Described.of(Item.of(ItemId.parse("imdb:tt50x"), ItemKind.BOOK, "Film 50")));
        for (int n = 0; n < 60; n++)
            items.add(
                    Described.of(
                            Item.of(new ItemId("imdb", "tt" + n), ItemKind.FILM, "Film " + n)
                                    .withCreator("Director " + n % 9)));
        server.app().catalog().add(items);
    }

    @AfterAll
    static void stop() {
        server.close();
        home.close();
    }

    @BeforeEach
    void forgetEverything() {
        for (Feedback entry : said()) server.app().log().retract(PersonId.ME, entry.id());
    }

    private static List<Feedback> said() {
        return server.app().log().active(PersonId.ME);
    }

    private static Answer get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Cookie", WELCOMED, "Accept", "text/html"));
        all.addAll(List.of(headers));
        return server.get(path, all.toArray(String[]::new));
    }

    private static Answer post(String path, Map<String, String> fields) {
        String form =
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return server.post(
                path,
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                WELCOMED,
                "HX-Request",
                "true");
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?mode=explore&budget=60&kind=film",
                "/search",
                "/search?q=film",
                "/search?q=nothing+of+this+name",
                "/sources",
                "/tasks",
                "/settings",
                "/settings/tokens",
                "/help",
                "/help/keyboard",
                "/help?q=import",
                "/items/imdb:tt0079944",
                "/welcome",
                "/welcome/rate",
                "/sign-in"
            })
    void everyPageIsThereInBothLanguages(String path) {
        for (String language : List.of("en", "de")) {
            Answer page = get(path, "Accept-Language", language);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            assertThat(page.contentType()).startsWith("text/html");
            assertThat(page.text()).contains("<html lang=\"" + language + "\"", "<h1");
        }
    }

    @Test
    void nothingOnAPageNeedsInlineScriptsOrStyles() {
        for (String path : List.of("/", "/items/imdb:tt0079944", "/settings", "/welcome/rate"))
            assertThat(get(path).text())
                    .doesNotContain(" style=", " onclick=", "<style")
                    .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void aFirstStartBeginsWithTheSetUp() {
        Answer first = server.get("/");
        assertThat(first.status()).isEqualTo(303);
    }

    @Nested
    class TheFeed {
        @Test
        void readsWithoutScripts() {
            String page = get("/?kind=film").text();
            assertThat(page.split("<article", -1)).hasSize(25);
            assertThat(page).contains("/?mode=balanced&amp;kind=film&amp;cursor=");
        }

        @Test
        void goesOnWithoutRepeatingAndEnds() {
            List<String> seen = new ArrayList<>();
            String next = "/?kind=film";
            for (int pages = 0; next != null && pages < 10; pages++) {
                String page = get(next).text();
                for (String part : page.split("data-item=\"", -1))
                    seen.add(part.substring(0, part.indexOf('"')));
                seen.removeIf(id -> !id.startsWith("imdb:"));
                next = page.contains("/?mode=") ? link(page, "/?mode=") : null;
                if (next == null) assertThat(page).contains("That is all");
            }
            assertThat(next).isNull();
            assertThat(seen).doesNotHaveDuplicates().hasSize(61);
        }

        private static String link(String page, String start) {
            int at = page.indexOf(start);
            return page.substring(at, page.indexOf('"', at)).replace("&amp;", "&");
        }

        @Test
        void saysWhatWillBeThereWhenThereIsNothing() {
            assertThat(get("/?kind=podcast").text()).contains("Nothing here yet", "/sources");
        }

        @Test
        void refusesAModeThatDoesNotExistInWordsAndNamesTheOnesThatDo() {
            Answer answer = get("/?mode=sideways");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("sideways", "no-algorithm", "<html");
        }
    }

    @Nested
    class SayingSomething {
        @Test
        void aRatingIsKeptInTenthsAndZeroIsARating() {
            post("/signal", Map.of("item", STALKER.toString(), "type", "rated", "value", "7.84"));
            assertThat(said()).extracting(Feedback::signal).containsExactly(new Signal.Rated(7.8));
            post("/signal", Map.of("item", TRICKY.toString(), "type", "rated", "value", "0"));
            assertThat(said()).extracting(Feedback::signal).contains(new Signal.Rated(0));
        }

        @Test
        void clearingARatingIsNotARatingOfZero() {
            post("/signal", Map.of("item", STALKER.toString(), "type", "rated", "value", "9"));
            Answer card = post("/signal", Map.of("item", STALKER.toString(), "type", "cleared"));
            assertThat(said()).isEmpty();
            assertThat(card.text()).contains("rating-bar").doesNotContain("value=\"9.0\"");
        }

        @Test
        void aLikePressedTwiceIsNoLike() {
            Answer once = post("/signal", Map.of("item", STALKER.toString(), "type", "liked"));
            assertThat(once.text()).contains("value=\"liked\" aria-pressed=\"true\"");
            Answer twice = post("/signal", Map.of("item", STALKER.toString(), "type", "liked"));
            assertThat(twice.text()).contains("value=\"liked\" aria-pressed=\"false\"");
            assertThat(said()).isEmpty();
        }

        @Test
        void aDislikeHidesTheCardAndUndoBringsItBack() {
            Answer card = post("/signal", Map.of("item", STALKER.toString(), "type", "disliked"));
            assertThat(card.text()).contains("gone-note", "Disliked");
            assertThat(get("/?kind=film").text()).doesNotContain("data-item=\"" + STALKER);
            String signal = said().getFirst().id();
            Answer back = post("/undo", Map.of("signal", signal));
            assertThat(back.text()).doesNotContain("gone-note");
            assertThat(said()).isEmpty();
        }

        @Test
        void whatWasTakenBackCanBeRestored() {
            post("/signal", Map.of("item", STALKER.toString(), "type", "rated", "value", "8"));
            String signal = said().getFirst().id();
            post("/undo", Map.of("signal", signal, "view", "item"));
            post("/restore", Map.of("signal", signal, "view", "item"));
            assertThat(said()).extracting(Feedback::signal).containsExactly(new Signal.Rated(8));
        }

        @Test
        void whatIsRestoredTwiceIsSaidOnce() {
            post("/signal", Map.of("item", STALKER.toString(), "type", "rated", "value", "8"));
            String signal = said().getFirst().id();
            post("/undo", Map.of("signal", signal));
            for (int n = 0; n < 2; n++) post("/restore", Map.of("signal", signal));
            assertThat(said()).hasSize(1);
        }

        @Test
        void aClearedRatingIsRestoredAsItWasLast() {
            for (String value : List.of("7", "9"))
                post(
                        "/signal",
                        Map.of("item", STALKER.toString(), "type", "rated", "value", value));
            Answer cleared = post("/signal", Map.of("item", STALKER.toString(), "type", "cleared"));
            assertThat(said()).isEmpty();
            post("/restore", Map.of("signal", between(cleared.trigger(), "signal\":\"", "\"")));
            assertThat(said()).extracting(Feedback::signal).containsExactly(new Signal.Rated(9));
        }

        @Test
        void nonsenseIsRefusedAndStoresNothing() {
            for (String value : List.of("eleven", "11", "-1", "NaN"))
                assertThat(
                                post(
                                                "/signal",
                                                Map.of(
                                                        "item",
                                                        STALKER.toString(),
                                                        "type",
                                                        "rated",
                                                        "value",
                                                        value))
                                        .status())
                        .as(value)
                        .isEqualTo(400);
            assertThat(said()).isEmpty();
        }

        @Test
        void theReasonNamesTheSignalAndRemovesIt() {
            post("/signal", Map.of("item", "imdb:tt1", "type", "rated", "value", "9.5"));
            post("/signal", Map.of("item", "imdb:tt2", "type", "rated", "value", "1"));
            Answer why = get("/why?item=imdb:tt10");
            assertThat(why.text()).contains("Film 1", "Remove");
        }
    }

    @Nested
    class AnItemWithATrickyName {
        private final String path = Cards.href(TRICKY);

        @Test
        void hasAPageAndIsOnlyText() {
            Answer page = get(path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script>alert", "<img src=x", "href=\"javascript:");
        }

        @Test
        void isFoundBySearch() {
            assertThat(get("/search?q=%3Cscript").text()).contains("&lt;script");
        }
    }

    @Test
    void factsCanBeCorrectedAndUnknownOnesEmptied() {
        Map<String, String> form =
                Map.of(
                        "item",
                        "imdb:tt50x",
                        "title",
                        "Film Fifty",
                        "creator",
                        "",
                        "kind",
                        "series",
                        "year",
                        "2001",
                        "minutes",
                        "45",
                        "genres",
                        "Drama, drama , War",
                        "tags",
                        "",
                        "language",
                        "de");
        assertThat(post("/correct", form).status()).isEqualTo(204);
        Item item = server.app().catalog().find(ItemId.parse("imdb:tt50x")).orElseThrow().item();
        assertThat(item.title()).isEqualTo("Film Fifty");
        assertThat(item.creator()).isEmpty();
        assertThat(item.kind()).isEqualTo(ItemKind.SERIES);
        assertThat(item.genres()).containsExactly("drama", "war");
        assertThat(item.duration()).isEqualTo(Duration.ofMinutes(45));
    }

    /// Imports may bring what a form would not take.
    @Test
    void correctingOneFactLeavesTheOthersAsTheyWere() {
        Item before = server.app().catalog().find(TRICKY).orElseThrow().item();
        Map<String, String> form = new HashMap<>();
        form.put("item", TRICKY.toString());
        form.put("title", "Not so tricky");
        form.put("kind", "text");
        form.put("description", before.description());
        form.put("location", before.location());
        assertThat(post("/correct", form).status()).isEqualTo(204);
        assertThat(server.app().catalog().find(TRICKY).orElseThrow().item())
                .isEqualTo(before.withKindAndTitle(ItemKind.TEXT, "Not so tricky"));
        post("/correct", with(form, "title", before.title()));
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    @ParameterizedTest
    @CsvSource({
        "title, '  ', needs the field 'title'",
        "location, javascript:alert(2), https://",
        "year, 99999, -5000 to 2200",
        "year, soon, not a whole number",
        "minutes, -3, a number of seconds",
        "minutes, 2147483647, a number of seconds",
        "kind, opera, the kinds are"
    })
    void aFactThatProgramsMayNotSendIsNotTakenFromAFormEither(
            String field, String value, String told) {
        Map<String, String> form =
                Map.of("item", STALKER.toString(), "title", "Stalker", "kind", "film");
        Item before = server.app().catalog().find(STALKER).orElseThrow().item();
        Answer answer = post("/correct", with(form, field, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(told);
        assertThat(server.app().catalog().find(STALKER).orElseThrow().item()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/?budget=abc, a number of minutes",
        "/?budget=-5, got -5 minutes",
        "/?budget=99999999999999999999, a number of minutes",
        "/search?q=a&offset=x, not a whole number",
        "/welcome/rate?round=x, not a whole number",
        "/sources/activity?to=%2B999999999-12-31T23:59:59Z, no date and time",
        "/sources/activity?to=-999999999-01-01T00:00:00Z, no date and time"
    })
    void anAddressThatMakesNoSenseIsToldSo(String path, String told) {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(told);
    }

    @Test
    void aTimeThatNobodyLivedInIsNotDeleted() {
        Map<String, String> form =
                Map.of(
                        "sure", "yes",
                        "zone", "UTC",
                        "from", "+999999999-12-31T23:58",
                        "to", "+999999999-12-31T23:59");
        Answer answer = post("/sources/activity/delete", form);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("no date and time");
    }

    @Test
    void aNameIsAsLongAsAProgramMayGiveIt() {
        Answer answer = post("/people", Map.of("name", "a".repeat(101)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("at most 100 characters");
    }

    @Test
    void anAddressThatIsNoneIsTheReadersToCorrect() {
        for (String address : List.of("javascript:alert(1)", "https://exa_mple.org/feed")) {
            Answer answer = post("/sources/followed", Map.of("address", address));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("correct the address").doesNotContain("try again");
        }
    }

    @Test
    void aVideoIsPlayedOnlyAfterAClick() {
        String page = get("/items/youtube:dQw4w9WgXcQ").text();
        assertThat(page).contains("data-play=\"dQw4w9WgXcQ\"").doesNotContain("<iframe");
        assertThat(get("/items/imdb:tt0079944").text()).doesNotContain("data-play");
    }

    @Nested
    class APageThatIsNotThere {
        @Test
        void isAPageForPeople() {
            Answer answer = get("/no/such/page");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).contains("There is nothing here", "<html");
        }

        @Test
        void isAProblemForPrograms() {
            assertThat(
                            server.get("/api/v1/items/no:such", "Accept", "application/json")
                                    .json()
                                    .path("status")
                                    .asInt())
                    .isEqualTo(404);
        }
    }

    @Nested
    class ThePeopleOfAHousehold {
        @Test
        void areAddedRenamedAndDeletedOnlyByTypingTheirName() {
            post("/people", Map.of("name", "Zoë B."));
            PersonId zoe = new PersonId("zoe-b");
            assertThat(server.app().people().find(zoe).orElseThrow().name()).isEqualTo("Zoë B.");
            post("/people/zoe-b/name", Map.of("name", "Zoë"));
            assertThat(post("/people/zoe-b/delete", Map.of("confirm", "zoe")).status())
                    .isEqualTo(400);
            assertThat(server.app().people().find(zoe)).isPresent();
            post("/people/zoe-b/delete", Map.of("confirm", "Zoë"));
            assertThat(server.app().people().find(zoe)).isEmpty();
        }

        @Test
        void theFirstPersonCannotBeDeleted() {
            assertThat(post("/people/me/delete", Map.of("confirm", "Me")).status()).isEqualTo(400);
        }
    }

    @Test
    void peopleWhoCameWithAFileOfManyAreCountedNotListed() {
        server.app().people().ensureCommunity(List.of(new PersonId("stranger-one")));
        String page = get("/settings").text();
        assertThat(page).contains("one person who came with a file").doesNotContain("stranger-one");
    }

    @Nested
    class HowTheGraphCounts {
        @Test
        void isShownInVersionsThatCanBeLeft() {
            GraphVersions versions = new SqlGraphVersions(server.app().database());
            versions.add(
                    Instant.parse("2026-11-20T03:00:00Z"),
                    GraphSettings.DEFAULTS.with(new LiftSettings(1, 1, 1, .5f)),
                    .0123,
                    new Interval(.004, .02),
                    40);
            String page = get("/settings").text();
            assertThat(page)
                    .contains("000001", "What Skuld ships with", "better by +0.0123", "walk+++");
            post("/settings/graph/000001", Map.of());
            assertThat(server.app().tuning().live().number()).isEqualTo(1);
            post("/settings/graph/000000", Map.of());
            assertThat(server.app().tuning().live().number()).isZero();
            assertThat(post("/settings/graph/000007", Map.of()).status()).isEqualTo(404);
        }
    }

    @Nested
    class TheTokensOfPrograms {
        @Test
        void areShownOnceMayDoWhatTheyWereAllowedAndCanBeRevoked() {
            Answer made = post("/settings/tokens", Map.of("name", "My <script>", "scope", "read"));
            String secret = between(made.text(), "<code id=\"secret\">", "</code>");
            String bearer = "Bearer " + secret;
            assertThat(server.get("/api/v1/feed", "Authorization", bearer).status()).isEqualTo(200);
            assertThat(
                            server.post(
                                            "/api/v1/signals",
                                            "{\"item\":\"imdb:tt1\",\"type\":\"liked\"}",
                                            "Content-Type",
                                            "application/json",
                                            "Authorization",
                                            bearer)
                                    .status())
                    .isEqualTo(403);

            String list = get("/settings/tokens").text();
            assertThat(list).contains("My &lt;script&gt;").doesNotContain(secret);
            String id = between(list, "/settings/tokens/", "/revoke");
            post("/settings/tokens/" + id + "/revoke", Map.of());
            assertThat(server.get("/api/v1/feed", "Authorization", bearer).status()).isEqualTo(401);
            assertThat(get("/settings/tokens").text()).doesNotContain("My &lt;script&gt;");
        }

        @Test
        void needANameAndSomethingTheyMayDo() {
            assertThat(post("/settings/tokens", Map.of("name", "x")).status()).isEqualTo(400);
            assertThat(post("/settings/tokens", Map.of("scope", "read")).status()).isEqualTo(400);
        }
    }

    @Test
    void staticFilesAreKeptByTheBrowserAndHtmxIsOurs() {
        String page = get("/").text();
        int at = page.indexOf("/static/");
        String css = page.substring(at, page.indexOf('"', at));
        assertThat(get(css).contentType()).startsWith("text/css");
        assertThat(get(css.replace("app.css", "htmx.js")).text()).contains("htmx");
        assertThat(get(css.replace("app.css", "../messages_en.properties")).status())
                .isEqualTo(404);
    }
}
