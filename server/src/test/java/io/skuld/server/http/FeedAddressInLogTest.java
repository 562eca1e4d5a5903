package io.skuld.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reads the log must not be able to read somebody's feed.
class FeedAddressInLogTest {
    @Test
    void aFeedThatFailsIsLoggedWithoutItsToken(@TempDir Path home) {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream terminal = System.err;
        String token;
        try (TestServer server = TestServer.start(home, Map.of())) {
            token =
                    server.app()
                            .credentials()
                            .createToken(PersonId.ME, "reader", Set.of(Scope.FEED));
            server.app().database().write(handle -> handle.execute("DROP TABLE token"));
            System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
            assertThat(server.get("/feeds/" + token + ".xml").status()).isEqualTo(500);
        } finally {
            System.setErr(terminal);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("GET /feeds/… failed")
                .doesNotContain(token);
    }

    @Test
    void otherPathsAreLoggedWhole() {
        assertThat(LoggedPath.of("/items/imdb:tt1")).isEqualTo("/items/imdb:tt1");
        assertThat(LoggedPath.of("/feeds/abc.xml/x")).isEqualTo("/feeds/…/x");
    }
}
