package io.skuld.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.engine.evaluation.Interval;
import io.skuld.server.learning.GraphSettings;
import io.skuld.server.learning.LiftSettings;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.web.TestServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The graph model as a service over the household's own data: two camps, crime and romance.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServingApiTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path home) throws InterruptedException {
        server = TestServer.start(home, Map.of("feedback.max-signals-per-request", "50"));
        server.app().learning().graph().awaitReady();
        String films =
                IntStream.range(0, 12)
                        .mapToObj(n ->
                                "{\"id\":\"test:f%d\",\"kind\":\"film\",\"title\":\"%s %d\",\"creator\":\"Director %d\"}"
                                        .formatted(
                                                n,
                                                n < 6
                                                        ? "The detective and the murder"
                                                        : "Falling in love in spring",
                                                n,
                                                n))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(server.post("/api/v1/items", films).status()).isEqualTo(201);
        for (String person : List.of("anna", "ben", "cara", "dora"))
            assertThat(server.post("/api/v1/people", "{\"id\":\"%s\"}".formatted(person)).status())
                    .isEqualTo(201);
        for (int n = 0; n < 6; n++) assertThat(log("ben", n, 1).status()).isEqualTo(201);
        for (int n = 6; n < 12; n++) assertThat(log("cara", n, 1).status()).isEqualTo(201);
        for (int n = 0; n < 3; n++) assertThat(log("anna", n, 1).status()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer log(String user, int film, double weight) {
        return server.post(
                "/api/v1/log/interactions",
                "{\"user\":\"%s\",\"item\":\"test:f%d\",\"weight\":%s}"
                        .formatted(user, film, weight));
    }

    private JsonNode get(String path) {
        Answer answer = server.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> items(JsonNode answer) {
        List<String> items = new ArrayList<>();
        answer.path("items").forEach(item -> items.add(item.path("item").asText()));
        return items;
    }

    private void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.detail()).isNotBlank();
        for (String word : words) assertThat(answer.detail()).contains(word);
    }

    @Nested
    class Recommendations {
        @Test
        void startWithWhatTheOwnCampLikesAndLeaveOutWhatIsKnown() {
            JsonNode answer = get("/api/v1/recommendations?user=anna&n=3");
            assertThat(items(answer)).containsExactlyInAnyOrder("test:f3", "test:f4", "test:f5");
            assertThat(answer.path("newcomer").asBoolean()).isFalse();
            assertThat(answer.at("/items/0/score").asDouble()).isPositive();
        }

        @Test
        void leaveOutWhatIsAskedToBeLeftOut() {
            assertThat(
                            items(
                                    get(
                                            "/api/v1/recommendations?user=anna&n=2&exclude=test:f4,test:none,x")))
                    .containsExactlyInAnyOrder("test:f3", "test:f5");
        }

        @Test
        void giveSomebodyUnknownTheBestForANewcomer() {
            JsonNode answer = get("/api/v1/recommendations?user=nobody-yet&n=3");
            assertThat(answer.path("newcomer").asBoolean()).isTrue();
            assertThat(items(answer)).containsExactly("test:f0", "test:f1", "test:f2");
        }

        @Test
        void refuseWhatTheyDoNotUnderstand() {
            String path = "/api/v1/recommendations?user=anna";
            refused(server.get(path + "&n=0"), 400, "'n'", "1 to 500");
            refused(server.get(path + "&n=many"), 400, "'n'");
            refused(server.get(path + "&caution=NaN"), 400, "'caution'");
            refused(server.get(path + "&caution=-1"), 400, "'caution'");
            refused(server.get(path + "&count=3"), 400, "'count'", "user, n, caution, exclude");
            refused(server.get("/api/v1/recommendations?user=a%20b"), 400, "person's id");
        }

        @Test
        void areMadeWithCautionWhenAsked() {
            assertThat(items(get("/api/v1/recommendations?user=anna&n=3&caution=2"))).hasSize(3);
        }
    }

    @Nested
    class Ranking {
        @Test
        void ordersTheCandidatesAndPutsUnknownOnesLast() {
            Answer answer =
                    server.post(
                            "/api/v1/rank",
                            "{\"user\":\"anna\",\"candidates\":[\"test:none\",\"test:f9\",\"test:f4\"]}");
            assertThat(items(answer.json())).containsExactly("test:f4", "test:f9", "test:none");
            assertThat(answer.json().at("/items/2/known").asBoolean()).isFalse();
            assertThat(answer.json().at("/items/2/score").asDouble()).isZero();
        }

        @Test
        void agreesWithTheRecommendations() {
            JsonNode best = get("/api/v1/recommendations?user=anna&n=1").at("/items/0");
            Answer answer =
                    server.post(
                            "/api/v1/rank",
                            "{\"user\":\"anna\",\"candidates\":[%s]}".formatted(best.path("item")));
            assertThat(answer.json().at("/items/0/score").asDouble())
                    .isCloseTo(best.path("score").asDouble(), within(1e-6));
        }

        @Test
        void needsCandidates() {
            refused(server.post("/api/v1/rank", "{\"user\":\"anna\"}"), 400, "'candidates'");
            refused(
                    server.post("/api/v1/rank", "{\"candidates\":[1]}"),
                    400,
                    "'candidates'",
                    "array of texts");
            refused(server.post("/api/v1/rank", "{"), 400, "not JSON");
        }
    }

    @Nested
    class Reranking {
        private Answer rerank(String more) {
            return server.post(
                    "/api/v1/rerank",
                    "{\"items\":[{\"item\":\"test:f0\",\"score\":1},{\"item\":\"test:f1\",\"score\":0.9},{\"item\":\"test:f9\",\"score\":0.7}]%s}"
                            .formatted(more));
        }

        @Test
        void bringsTheOtherCampUp() {
            assertThat(items(rerank(",\"diversity\":0.6").json()))
                    .containsExactly("test:f0", "test:f9", "test:f1");
        }

        @Test
        void keepsTheOrderWithoutDiversity() {
            assertThat(items(rerank(",\"diversity\":0,\"n\":2").json()))
                    .containsExactly("test:f0", "test:f1");
        }

        @Test
        void refusesWhatIsNoRanking() {
            refused(rerank(",\"diversity\":2"), 400, "'diversity'");
            refused(server.post("/api/v1/rerank", "{\"items\":[]}"), 400, "'items'");
            refused(
                    server.post("/api/v1/rerank", "{\"items\":[{\"item\":\"test:f0\"}]}"),
                    400,
                    "items[0]",
                    "'score'");
        }
    }

    @Nested
    class Interactions {
        @Test
        void areInTheNextRanking() {
            log("dora", 6, 1);
            assertThat(items(get("/api/v1/recommendations?user=dora&n=5")))
                    .containsExactlyInAnyOrder(
                            "test:f7", "test:f8", "test:f9", "test:f10", "test:f11");
            assertThat(get("/api/v1/history/dora").at("/edges/0/item").asText())
                    .isEqualTo("test:f6");
        }

        @Test
        void countOnceHoweverOftenTheyAreSent() {
            String body =
                    "{\"interactions\":[{\"id\":\"once\",\"user\":\"ben\",\"item\":\"test:f0\",\"weight\":1}]}";
            assertThat(server.post("/api/v1/log/interactions", body).status()).isEqualTo(201);
            Answer again = server.post("/api/v1/log/interactions", body);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("known").asInt()).isEqualTo(1);
        }

        @Test
        void ofAnIdThatStandsForSomethingElseAreRefused() {
            String body = "{\"id\":\"%s\",\"user\":\"%s\",\"item\":\"test:f%d\",\"weight\":%s}";
            String path = "/api/v1/log/interactions";
            assertThat(server.post(path, body.formatted("e1", "ben", 1, 1)).status())
                    .isEqualTo(201);
            refused(server.post(path, body.formatted("e1", "cara", 1, 1)), 409, "'e1'");
            refused(server.post(path, body.formatted("e1", "ben", 2, 1)), 409, "'e1'");
            refused(
                    server.post(
                            path,
                            "[%s,%s]"
                                    .formatted(
                                            body.formatted("e2", "ben", 1, 1),
                                            body.formatted("e2", "ben", 1, -1))),
                    409,
                    "'e2'",
                    "Nothing was stored");
        }

        @Test
        void areStoredTogetherOrNotAtAll() {
            long before = get("/api/v1/history/me").path("total").asLong();
            Answer answer =
                    server.post(
                            "/api/v1/log/interactions",
                            "[{\"user\":\"me\",\"item\":\"test:f0\",\"weight\":1},{\"user\":\"me\",\"item\":\"test:none\",\"weight\":1}]");
            refused(answer, 404, "test:none");
            assertThat(get("/api/v1/history/me").path("total").asLong()).isEqualTo(before);
        }

        @Test
        void areRefusedWhenTheyCannotBeMeant() {
            refused(log("anna", 1, 0), 400, "interactions[0]", "'weight'", "Nothing was stored");
            refused(log("anna", 1, 1.5), 400, "'weight'");
            refused(log("nobody-yet", 1, 1), 404, "nobody-yet");
            refused(
                    server.post(
                            "/api/v1/log/interactions",
                            "{\"user\":\"anna\",\"item\":\"test:f0\",\"weight\":1,\"at\":\"2999-01-01T00:00:00Z\"}"),
                    400,
                    "'at'");
            refused(
                    server.post(
                            "/api/v1/log/interactions",
                            "{\"user\":\"anna\",\"item\":\"test:f0\",\"wieght\":1}"),
                    400,
                    "Did you mean 'weight'");
            String one = "{\"user\":\"anna\",\"item\":\"test:f0\",\"weight\":1}";
            refused(
                    server.post(
                            "/api/v1/log/interactions",
                            IntStream.range(0, 51)
                                    .mapToObj(n -> one)
                                    .collect(Collectors.joining(",", "[", "]"))),
                    413,
                    "at most 50");
        }
    }

    /// Whoever asks and whatever was said: a ranking holds numbers, and a person about whom little is known is no error.
    @Nested
    class StrangeData {
        @ParameterizedTest
        @CsvSource({"nobody-yet", "silent", "grump", "fickle"})
        void neverPutsAnythingButNumbersInARanking(String user) {
            for (String person : List.of("silent", "grump", "fickle"))
                server.post("/api/v1/people", "{\"id\":\"%s\"}".formatted(person));
            for (int n = 0; n < 12; n++) assertThat(log("grump", n, -1).status()).isEqualTo(201);
            for (double weight : new double[] {1, -1, 1, .01, -.01})
                assertThat(log("fickle", 7, weight).status()).isEqualTo(201);
            for (String caution : List.of("0", "0.5", "3", "999")) {
                JsonNode answer =
                        get(
                                "/api/v1/recommendations?n=20&user=%s&caution=%s"
                                        .formatted(user, caution));
                onlyNumbers(answer);
                assertThat(items(answer)).doesNotHaveDuplicates();
                Answer ranked =
                        server.post(
                                "/api/v1/rank",
                                "{\"user\":\"%s\",\"caution\":%s,\"candidates\":[\"test:f1\",\"test:f1\",\"test:none\",\"nonsense\",\"\"]}"
                                        .formatted(user, caution));
                assertThat(ranked.status()).as(ranked.text()).isEqualTo(200);
                assertThat(items(ranked.json())) // a name without letters is none
                        .containsOnly("test:f1", "test:none", "nonsense")
                        .hasSize(4);
                onlyNumbers(ranked.json());
            }
            assertThat(get("/api/v1/history/" + user).path("edges").isArray()).isTrue();
        }

        private void onlyNumbers(JsonNode answer) {
            answer.path("items")
                    .forEach(item ->
                            assertThat(
                                            Double.isFinite(item.path("score").doubleValue())
                                                    && item.path("score").isNumber())
                                    .as(item.toString())
                                    .isTrue());
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "Infinity", "\"1\"", "null", "1e999", "-1e999", "[1]"})
        void isRefusedWhereANumberIsMeant(String weight) {
            refused(
                    server.post(
                            "/api/v1/log/interactions",
                            "{\"user\":\"anna\",\"item\":\"test:f0\",\"weight\":%s}"
                                    .formatted(weight)),
                    400);
            refused(
                    server.post(
                            "/api/v1/rerank",
                            "{\"items\":[{\"item\":\"test:f0\",\"score\":%s}]}".formatted(weight)),
                    400);
        }

        @Test
        void ofAnotherShapeIsRefused() {
            for (String body : List.of("", "[]", "{\"user\":\"anna\"", "7", "null"))
                refused(server.post("/api/v1/rank", body), 400);
            refused(server.post("/api/v1/log/interactions", "{\"user\":\"anna\""), 400);
            refused(server.get("/api/v1/graph/ben?kind=user&offset=-1"), 400, "'offset'");
            refused(server.get("/api/v1/graph/ben?kind=user&limit=0"), 400, "'limit'");
            refused(server.get("/api/v1/graph/ben?kind=user&offset=99999999999"), 400, "'offset'");
        }
    }

    @Nested
    class InsideTheModel {
        @Test
        void aNodesEdgesComeInPages() {
            JsonNode first = get("/api/v1/graph/ben?kind=user&limit=4");
            assertThat(first.path("total").asInt()).isEqualTo(6);
            assertThat(first.path("edges")).hasSize(4);
            JsonNode rest = get("/api/v1/graph/ben?kind=user&limit=4&offset=" + first.path("next"));
            assertThat(rest.path("edges")).hasSize(2);
            assertThat(rest.has("next")).isFalse();
            assertThat(get("/api/v1/graph/ben?kind=user&offset=2147483647").path("edges"))
                    .isEmpty();
        }

        @Test
        void anItemsEdgesArePeople() {
            JsonNode node = get("/api/v1/graph/test:f5");
            assertThat(node.at("/edges/0/user").asText()).isEqualTo("ben");
            assertThat(node.at("/edges/0/weight").asInt()).isEqualTo(1);
        }

        @Test
        void numbersOfAnItemAndAPerson() {
            JsonNode item = get("/api/v1/features/test:f4").path("features");
            assertThat(item.path("likes").asInt()).isEqualTo(1);
            assertThat(item.path("likeRate").asDouble()).isBetween(.5, 1.0);
            assertThat(get("/api/v1/features/ben?kind=user").at("/features/likes").asInt())
                    .isEqualTo(6);
        }

        @Test
        void unknownNodesAreNotFound() {
            refused(server.get("/api/v1/graph/test:none"), 404, "test:none");
            refused(server.get("/api/v1/graph/nobody?kind=user"), 404, "nobody");
            refused(server.get("/api/v1/features/nonsense"), 404, "nonsense");
            refused(server.get("/api/v1/graph/test:f0?kind=tree"), 400, "'kind'");
            refused(server.get("/api/v1/embeddings/ben?kind=user"), 404, "vector");
            assertThat(get("/api/v1/history/nobody").path("total").asInt()).isZero();
        }
    }

    @Nested
    class Versions {
        /// As if a nightly search had found it.
        private void settingsAreFound() {
            new SqlGraphVersions(server.app().database())
                    .add(
                            Instant.EPOCH,
                            GraphSettings.DEFAULTS.with(LiftSettings.NONE),
                            .01,
                            new Interval(.005, .015),
                            40);
        }

        @Test
        void areTheSettingsThatTheGraphHadAndCanBeLeftAgain() {
            assertThat(get("/api/v1/models/latest").path("version").asText()).isEqualTo("000000");
            settingsAreFound();
            JsonNode versions = get("/api/v1/models").path("versions");
            assertThat(versions.findValuesAsText("version")).containsExactly("000001", "000000");
            assertThat(versions.at("/0/facts/gain.opinions").asText()).isEqualTo("40");
            assertThat(versions.at("/0/facts/community").asText()).isEqualTo("0.0");
            List<String> before = items(get("/api/v1/recommendations?user=anna&n=3"));
            assertThat(server.post("/api/v1/models/000001/activate", "").status()).isEqualTo(200);
            JsonNode answer = get("/api/v1/recommendations?user=anna&n=3");
            assertThat(answer.path("model").asText()).isEqualTo("000001");
            assertThat(items(answer)).isEqualTo(before); // they are walked alike
            assertThat(server.post("/api/v1/models/000000/activate", "").status()).isEqualTo(200);
            assertThat(get("/api/v1/models/latest").path("version").asText()).isEqualTo("000000");
            refused(server.post("/api/v1/models/000009/activate", ""), 404, "000009", "000001");
        }

        @Test
        void timesAreMeasured() {
            get("/api/v1/recommendations?user=anna");
            JsonNode calls = get("/api/v1/monitor/performance").path("calls");
            assertThat(calls.at("/recommendations/count").asInt()).isPositive();
            assertThat(calls.at("/recommendations/p99Ms").isNumber()).isTrue();
        }

        @Test
        void likesAreForetoldBeforeTheyAreLearned() {
            JsonNode state = get("/api/v1/monitor/performance");
            assertThat(state.at("/counts/items").asInt()).isGreaterThanOrEqualTo(12);
            assertThat(state.at("/counts/interactions").asInt()).isGreaterThanOrEqualTo(15);
            JsonNode foretold = state.path("foretold");
            assertThat(foretold.path("tested").asInt()).isGreaterThanOrEqualTo(15);
            assertThat(foretold.at("/answered/ndcg@20").asDouble()).isBetween(.01, 1.0);
            assertThat(foretold.path("firstStage")).isEqualTo(foretold.path("answered"));
            assertThat(state.at("/secondStage/on").asBoolean()).isFalse();
            assertThat(state.at("/secondStage/why").asText()).contains("too few people");
        }
    }
}
