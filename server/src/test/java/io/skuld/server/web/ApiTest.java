package io.skuld.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.web.TestServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The API as a program uses it: a real server, a real database, over HTTP. Each test speaks for a person of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final String[] GENRES = {"crime", "comedy", "western", "romance"};

    private TestServer server;
    private int people;

    @BeforeAll
    void start(@TempDir Path home) {
        server = TestServer.start(home, Map.of("feedback.max-signals-per-request", "20"));
        String items =
                IntStream.range(0, 40)
                        .mapToObj(ApiTest::film)
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(server.post("/api/v1/items", items).status()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String film(int n) {
        return """
        {"id":"test:f%d","kind":"film","title":"Film number %d","creator":"Director %d","genres":["%s"],"year":%d,"duration":%d}\
        """
                .formatted(n, n, n % 8, GENRES[n % 4], 1980 + n, 60 * (20 + n));
    }

    private String newPerson() {
        String id = "p" + people++;
        assertThat(server.post("/api/v1/people", "{\"id\":\"%s\"}".formatted(id)).status())
                .isEqualTo(201);
        return id;
    }

    private Answer say(String person, int film, String type, String value) {
        return server.post(
                "/api/v1/signals",
                "{\"person\":\"%s\",\"item\":\"test:f%d\",\"type\":\"%s\"%s}"
                        .formatted(
                                person, film, type, value.isEmpty() ? "" : ",\"value\":" + value));
    }

    private JsonNode feed(String person, String more) {
        Answer answer = server.get("/api/v1/feed?person=" + person + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Nested
    class Feed {
        @Test
        void startsVariedForSomeoneOfWhomNothingIsKnownAndSaysSo() {
            JsonNode page = feed(newPerson(), "&limit=12");
            assertThat(ids(page)).hasSize(12).doesNotHaveDuplicates();
            assertThat(page.at("/items/0/why/0/message").asText()).isEqualTo("why.starter");
            assertThat(page.at("/items/0/prediction").isMissingNode()).isTrue();
        }

        @Test
        void theNextFeedShowsWhatWasSaid() {
            String person = newPerson();
            for (int film : new int[] {0, 4, 8, 12}) say(person, film, "rated", "9.5");
            for (int film : new int[] {1, 5, 9, 13}) say(person, film, "rated", "1");
            JsonNode page = feed(person, "&mode=familiar&limit=6");
            assertThat(ids(page)).allMatch(id -> Integer.parseInt(id.substring(6)) % 4 == 0);
            assertThat(page.at("/items/0/prediction/mean").asDouble()).isGreaterThan(6);
            JsonNode reason = page.at("/items/0/why/0");
            assertThat(reason.path("message").asText()).isEqualTo("why.rated");
            assertThat(reason.path("text").asText()).startsWith("You rated Film number");
            assertThat(reason.path("contribution").asDouble()).isPositive();
        }

        @Test
        void removingACauseChangesThePredictionAtOnce() {
            String person = newPerson();
            for (int film : new int[] {0, 4}) say(person, film, "rated", "9.5");
            say(person, 1, "rated", "1");
            JsonNode before = server.get("/api/v1/items/test:f8?person=" + person).json();
            String signal = before.at("/why/0/signal").asText();
            assertThat(server.delete("/api/v1/signals/" + signal).status()).isEqualTo(204);
            JsonNode after = server.get("/api/v1/items/test:f8?person=" + person).json();
            assertThat(after.at("/why").findValuesAsText("signal")).doesNotContain(signal);
            assertThat(after.at("/prediction/mean").asDouble())
                    .isNotEqualTo(before.at("/prediction/mean").asDouble());
        }

        @Test
        void neverShowsWhatWasDislikedDismissedFinishedOrPutOffButFillsUp() {
            String person = newPerson();
            say(person, 0, "disliked", "");
            say(person, 1, "dismissed", "");
            say(person, 2, "played", "0.95");
            say(person, 3, "not-now", "");
            say(person, 4, "rated", "9");
            JsonNode page = feed(person, "&limit=100");
            assertThat(ids(page))
                    .hasSize(35)
                    .doesNotContain("test:f0", "test:f1", "test:f2", "test:f3", "test:f4");
            assertThat(page.path("end").asText()).isEqualTo("all-seen");
            assertThat(page.has("cursor")).isFalse();
        }

        @Test
        void pagesOfOneScrollNeverRepeatEvenWhenSomethingIsSaidInBetween() {
            String person = newPerson();
            say(person, 0, "rated", "9");
            Set<String> seen = new HashSet<>();
            String cursor = "";
            do {
                JsonNode page = feed(person, "&limit=7" + cursor);
                for (String id : ids(page)) assertThat(seen.add(id)).as(id).isTrue();
                if (seen.size() == 7) say(person, 20, "disliked", "");
                cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asText() : "";
            } while (!cursor.isEmpty());
            assertThat(seen.size()).isBetween(38, 39);
        }

        @Test
        void aBudgetGivesAFeedThatFitsAndEnds() {
            JsonNode page = feed(newPerson(), "&budget=90&limit=100");
            assertThat(page.path("plannedSeconds").asLong()).isBetween(1L, 90 * 60L);
            assertThat(page.path("end").asText()).isEqualTo("budget-spent");
            assertThat(feed(newPerson(), "&budget=5").path("end").asText())
                    .isEqualTo("nothing-fits");
        }

        @Test
        void withoutAnAlgorithmTheNewestComesFirst() {
            JsonNode page = feed(newPerson(), "&mode=no-algorithm&limit=3");
            assertThat(ids(page)).containsExactly("test:f39", "test:f38", "test:f37");
        }

        @Test
        void aCursorOfAnotherFeedIsRefused() {
            String person = newPerson();
            String cursor = feed(person, "&limit=3").path("cursor").asText();
            Answer answer =
                    server.get("/api/v1/feed?person=" + person + "&mode=explore&cursor=" + cursor);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.detail()).contains("leave the cursor out");
        }

        @Test
        void somebodyUnknownIsToldHowToGoOn() {
            Answer answer = server.get("/api/v1/feed?person=nobody");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.detail()).contains("nobody", "Create the person");
        }

        @Test
        void aMisspeltParameterIsNotIgnored() {
            Answer answer = server.get("/api/v1/feed?mod=explore");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.detail()).contains("Did you mean 'mode'?");
        }
    }

    @Nested
    class Signals {
        @Test
        void comeOneByOneOrManyAtOnce() {
            String person = newPerson();
            Answer one = say(person, 0, "liked", "");
            assertThat(one.status()).isEqualTo(201);
            assertThat(one.json().path("added").asInt()).isEqualTo(1);
            String two =
                    "{\"signals\":[{\"person\":\"%1$s\",\"item\":\"test:f1\",\"type\":\"liked\"},{\"person\":\"%1$s\",\"item\":\"test:f2\",\"type\":\"rated\",\"value\":0}]}"
                            .formatted(person);
            assertThat(server.post("/api/v1/signals", two).json().path("added").asInt())
                    .isEqualTo(2);
            JsonNode said = server.get("/api/v1/people/" + person + "/signals?limit=2").json();
            assertThat(said.at("/signals/0/title").asText()).isEqualTo("Film number 2");
            assertThat(said.at("/signals/0/value").asDouble()).isZero();
            JsonNode rest =
                    server.get(
                                    "/api/v1/people/%s/signals?limit=2&before=%d"
                                            .formatted(person, said.path("before").asLong()))
                            .json();
            assertThat(rest.path("signals")).hasSize(1);
        }

        @Test
        void theSameIdOrKeyIsStoredOnce() {
            String person = newPerson();
            String signal =
                    "{\"person\":\"%s\",\"item\":\"test:f0\",\"type\":\"liked\"}".formatted(person);
            assertThat(server.post("/api/v1/signals", signal, "Idempotency-Key", "k").status())
                    .isEqualTo(201);
            Answer again = server.post("/api/v1/signals", signal, "Idempotency-Key", "k");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().at("/signals/0/status").asText()).isEqualTo("known");
            Answer other =
                    server.post(
                            "/api/v1/signals",
                            signal.replace("liked", "disliked"),
                            "Idempotency-Key",
                            "k");
            assertThat(other.status()).isEqualTo(409);
        }

        @Test
        void anIdOfSomebodyElsesSignalSwallowsNothing() {
            String body =
                    "{\"person\":\"%s\",\"item\":\"test:f0\",\"type\":\"liked\",\"id\":\"mine-1\"}";
            assertThat(server.post("/api/v1/signals", body.formatted(newPerson())).status())
                    .isEqualTo(201);
            assertThat(server.post("/api/v1/signals", body.formatted(newPerson())).status())
                    .isEqualTo(409);
        }

        @Test
        void allAreStoredOrNone() {
            String person = newPerson();
            Answer answer =
                    server.post(
                            "/api/v1/signals",
                            "[{\"person\":\"%1$s\",\"item\":\"test:f0\",\"type\":\"liked\"},{\"person\":\"%1$s\",\"item\":\"test:none\",\"type\":\"liked\"}]"
                                    .formatted(person));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.detail()).contains("test:none", "POST /api/v1/items");
            assertThat(server.get("/api/v1/people/" + person + "/signals").json().path("signals"))
                    .isEmpty();
        }

        @Test
        void badInputIsRefusedWithWhatToDo() {
            String future = Instant.now().plus(2, ChronoUnit.DAYS).toString();
            for (String[] expected :
                    new String[][] {
                        {"{\"item\":\"test:f0\",\"type\":\"likd\"}", "Did you mean 'liked'?"},
                        {"{\"item\":\"test:f0\",\"type\":\"rated\",\"value\":11}", "from 0 to 10"},
                        {"{\"item\":\"test:f0\",\"type\":\"rated\",\"value\":NaN}", "not JSON"},
                        {"{\"item\":\"test:f0\",\"type\":\"rated\",\"value\":1e999}", "a number"},
                        {"{\"item\":\"test:f0\",\"type\":\"rated\",\"value\":\"8\"}", "a number"},
                        {"{\"item\":\"test:f0\",\"type\":\"rated\"}", "needs a value"},
                        {"{\"item\":\"test:f0\",\"type\":\"liked\",\"value\":3}", "takes no value"},
                        {
                            "{\"item\":\"test:f0\",\"type\":\"liked\",\"at\":\"" + future + "\"}",
                            "'at'"
                        },
                        {
                            "{\"item\":\"test:f0\",\"type\":\"liked\",\"at\":\"yesterday\"}",
                            "an instant like"
                        },
                        {
                            "{\"item\":\"test:f0\",\"type\":\"liked\",\"zone\":\"Mars\"}",
                            "time zone"
                        },
                        {
                            "{\"item\":\"test:f0\",\"type\":\"liked\",\"vaule\":3}",
                            "Did you mean 'value'?"
                        },
                        {
                            "{\"item\":\"test:f0\",\"type\":\"liked\",\"id\":\""
                                    + "x".repeat(129)
                                    + "\"}",
                            "at most 128"
                        },
                        {"{\"item\":\"f0\",\"type\":\"liked\"}", "source:key"},
                        {"{\"type\":\"liked\"}", "needs the field 'item'"},
                        {"[1]", "JSON object"},
                        {"3", "JSON object"},
                        {"{", "not JSON"},
                        {"", "no body"},
                    }) {
                Answer answer = server.post("/api/v1/signals", expected[0]);
                assertThat(answer.status()).as(expected[0]).isEqualTo(400);
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.detail()).as(expected[0]).contains(expected[1]);
            }
        }

        @Test
        void tooManyAtOnceAreRefused() {
            String many =
                    IntStream.range(0, 21)
                            .mapToObj(n -> "{\"item\":\"test:f0\",\"type\":\"liked\"}")
                            .collect(Collectors.joining(",", "[", "]"));
            Answer answer = server.post("/api/v1/signals", many);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.detail()).contains("feedback.max-signals-per-request");
        }

        @Test
        void takingBackWhatWasNeverSaidIsTold() {
            assertThat(server.delete("/api/v1/signals/none").status()).isEqualTo(404);
        }
    }

    @Nested
    class Items {
        @Test
        void areAddedOnceAndFound() {
            String book =
                    "{\"id\":\"test:b1\",\"kind\":\"book\",\"title\":\"The Master and Margarita\",\"creator\":\"Mikhail Bulgakov\",\"aliases\":[\"isbn:1\"],\"duration\":\"PT9H\"}";
            assertThat(server.post("/api/v1/items", book).json().path("added").asInt())
                    .isEqualTo(1);
            assertThat(server.post("/api/v1/items", book).json().path("known").asInt())
                    .isEqualTo(1);
            assertThat(ids(server.get("/api/v1/items?query=margar&kind=book").json()))
                    .containsExactly("test:b1");
            JsonNode view = server.get("/api/v1/items/isbn:1").json();
            assertThat(view.path("duration").asLong()).isEqualTo(9 * 3600);
        }

        @Test
        void areCorrectedFactByFact() {
            server.post(
                    "/api/v1/items",
                    "{\"id\":\"test:c1\",\"kind\":\"other\",\"title\":\"Wrong\",\"year\":1990}");
            JsonNode now =
                    server.patch(
                                    "/api/v1/items/test:c1",
                                    "{\"title\":\"Right\",\"kind\":\"album\",\"year\":null,\"genres\":[\"Jazz\"]}")
                            .json();
            assertThat(now.path("title").asText()).isEqualTo("Right");
            assertThat(now.path("kind").asText()).isEqualTo("album");
            assertThat(now.has("year")).isFalse();
            assertThat(now.at("/genres/0").asText()).isEqualTo("jazz");
        }

        @Test
        void whatCouldRunWhenClickedIsNotTaken() {
            Answer answer =
                    server.post(
                            "/api/v1/items",
                            "{\"id\":\"test:x\",\"kind\":\"video\",\"title\":\"X\",\"location\":\"javascript:alert(1)\"}");
            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void anUnknownKindIsTold() {
            Answer answer =
                    server.post(
                            "/api/v1/items",
                            "{\"id\":\"test:x\",\"kind\":\"flim\",\"title\":\"X\"}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.detail()).contains("film");
        }
    }

    @Nested
    class People {
        @Test
        void areCreatedListedAndRemovedWithAllThatIsTheirs() {
            String person = newPerson();
            say(person, 0, "liked", "");
            assertThat(server.get("/api/v1/people").json().path("people").findValuesAsText("id"))
                    .contains("me", person);
            assertThat(server.delete("/api/v1/people/" + person).status()).isEqualTo(204);
            assertThat(server.get("/api/v1/people/" + person + "/signals").status()).isEqualTo(404);
        }

        @Test
        void theOwnerStays() {
            assertThat(server.delete("/api/v1/people/me").status()).isEqualTo(409);
        }
    }

    @Nested
    class Operation {
        @Test
        void healthIsTold() {
            assertThat(server.get("/health/live").json().path("status").asText()).isEqualTo("live");
            assertThat(server.get("/api/v1/health/ready").json().path("status").asText())
                    .isEqualTo("ready");
        }

        @Test
        void metricsCountFeedsAndSignals() {
            String person = newPerson();
            say(person, 0, "liked", "");
            feed(person, "");
            assertThat(server.get("/metrics").text())
                    .contains("skuld_feed_seconds_bucket")
                    .contains("skuld_signals_total")
                    .contains("skuld_encoder_waiting")
                    .contains("jvm_memory_used_bytes");
        }
    }
}
