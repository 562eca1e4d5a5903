package io.skuld.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.ingest.feeds.FeedParser;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.TestServer;
import io.skuld.server.web.TestServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Skuld's own feed, as a reader of feeds asks for it, with a password set.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedXmlTest {
    private TestServer server;
    private String token = "";

    @BeforeAll
    void start(@TempDir Path home) {
        server = TestServer.start(home, Map.of());
        server.app()
                .catalog()
                .add(
                        List.of(
                                Described.of(
                                        Item.of(
                                                        ItemId.parse("test:1"),
                                                        ItemKind.ARTICLE,
                                                        "A <b> & \u0001 ü")
                                                .withLocation("https://example.org/a?x=1&y=2")
                                                .withDescription("One\n\nTwo <i>")
                                                .withPublished(
                                                        Instant.parse("2026-11-20T10:00:00Z"))),
                                Described.of(
                                        Item.of(
                                                ItemId.parse("test:2 x"),
                                                ItemKind.FILM,
                                                "Without a place"))));
        server.app().credentials().setPassword(PersonId.ME, "long enough");
        token = server.app().credentials().createToken(PersonId.ME, "reader", Set.of(Scope.FEED));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String path() {
        return "/feeds/" + token + ".xml";
    }

    @Test
    void isRssThatReadersUnderstand() {
        Answer answer = server.get(path());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/rss+xml");
        var feed =
                FeedParser.parse(answer.text().getBytes(StandardCharsets.UTF_8), "").orElseThrow();
        assertThat(feed.fault()).isEmpty();
        assertThat(feed.entries()).hasSize(2);
        assertThat(answer.text())
                .contains("<title>A &lt;b&gt; &amp;  ü</title>")
                .contains("<link>https://example.org/a?x=1&amp;y=2</link>")
                .contains("<guid isPermaLink=\"false\">test:1</guid>")
                .contains("<link>" + server.address() + "items/test:2%20x</link>")
                .contains("Fri, 20 Nov 2026 10:00:00 GMT");
    }

    @Test
    void isAskedForOnlyIfItChanged() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = server.address().resolve(path());
            HttpResponse<String> first =
                    client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString());
            String etag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> second =
                    client.send(
                            HttpRequest.newBuilder(address).header("If-None-Match", etag).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
    }

    @Test
    void takesAModeAKindAndALimit() {
        Answer films = server.get(path() + "?kind=film&mode=explore&limit=1");
        assertThat(films.text()).contains("Without a place").doesNotContain("example.org/a");
        assertThat(server.get(path() + "?colour=red").status()).isEqualTo(400);
    }

    @Test
    void itsTokenOpensNothingElse() {
        String bearer = "Bearer " + token;
        for (String path : List.of("/api/v1/feed", "/api/v1/people", "/api/v1/sources"))
            assertThat(server.get(path, "Authorization", bearer).status()).as(path).isEqualTo(403);
        assertThat(server.post("/api/v1/signals", "{}", "Authorization", bearer).status())
                .isEqualTo(403);
    }

    @Test
    void noOtherTokenOpensIt() {
        String reader =
                server.app().credentials().createToken(PersonId.ME, "api", Set.of(Scope.READ));
        assertThat(server.get("/feeds/" + reader + ".xml").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/x.xml", "/feeds/skuld_.xml", "/feeds/x", "/feeds/..%2Fx.xml"})
    void anUnknownAddressOpensNothing(String path) {
        assertThat(server.get(path).status()).isIn(400, 401, 404);
        assertThat(server.get(path).text()).doesNotContain("<rss");
    }

    @Test
    void isGoneOnceItIsRevoked() {
        var credentials = server.app().credentials();
        PersonId ben = new PersonId("ben");
        server.app().people().ensure(List.of(ben));
        String bens = credentials.createToken(ben, "reader", Set.of(Scope.FEED));
        assertThat(server.get("/feeds/" + bens + ".xml").status()).isEqualTo(200);
        credentials.tokens(ben).forEach(known -> credentials.revokeToken(ben, known.id()));
        assertThat(server.get("/feeds/" + bens + ".xml").status()).isEqualTo(404);
    }
}
