package io.skuld.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.App;
import io.skuld.server.OpenToOthersException;
import io.skuld.server.Settings;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real server, spoken to byte by byte: a client library would not let a test forge `Host` and `Origin`.
class GuardTest {
    @TempDir Path home;

    private App app;
    private WebServer web;
    private int port;

    @BeforeEach
    void start() {
        app = App.open(Settings.read(home, Map.of(), Map.of("server.port", "0")));
        web = app.serve();
        port = web.address().getPort();
    }

    @AfterEach
    void stop() {
        web.close();
        app.close();
    }

    record Answer(int status, List<String> headers, String body) {
        String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 1).strip())
                    .orElse("");
        }
    }

    private Answer send(String method, String path, String body, String... headers)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        List<String> all = new ArrayList<>(List.of(headers));
        if (all.stream().noneMatch(h -> h.startsWith("Host:"))) all.add("Host: 127.0.0.1:" + port);
        all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        if (all.stream().noneMatch(h -> h.startsWith("Content-Type:")))
            all.add("Content-Type: application/json");
        all.add("Connection: close");
        all.forEach(header -> request.append(header).append("\r\n"));
        request.append("\r\n").append(body);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = reader.readLine();
            List<String> answered = new ArrayList<>();
            for (String line = reader.readLine();
                    line != null && !line.isEmpty();
                    line = reader.readLine()) answered.add(line);
            String text = String.join("\n", reader.lines().toList());
            return new Answer(Integer.parseInt(status.split(" ")[1]), answered, text);
        }
    }

    private Answer makeToken(String... headers) throws IOException {
        return send(
                "POST",
                "/api/v1/tokens",
                "{\"name\":\"script\",\"scopes\":[\"read\",\"write\"]}",
                headers);
    }

    private String origin() {
        return "Origin: http://127.0.0.1:" + port;
    }

    @Nested
    class AFirstPasswordSetFromTheCommandLine {
        @Test
        void countsAtOnceForTheServerThatRuns() throws IOException {
            assertThat(makeToken().status()).isEqualTo(201);
            try (App command = App.open(Settings.read(home, Map.of(), Map.of()))) {
                command.credentials().setPassword(PersonId.ME, "a long password");
            }
            assertThat(makeToken().status()).isEqualTo(401);
        }
    }

    @Nested
    class OnLoopbackWithoutAPassword {
        @Test
        void aProgramNeedsNoToken() throws IOException {
            assertThat(makeToken().status()).isEqualTo(201);
        }

        @Test
        void ourOwnPageMayChangeThings() throws IOException {
            assertThat(makeToken(origin(), "Sec-Fetch-Site: same-origin").status()).isEqualTo(201);
        }

        @Test
        void aForeignPageMayNot() throws IOException {
            Answer answer = makeToken("Origin: http://evil.example");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.body())
                    .contains("page of another site (http://evil.example)")
                    .contains("Nothing was changed");
        }

        @Test
        void norAPageOnAnotherPortOfThisMachine() throws IOException {
            assertThat(makeToken("Origin: http://127.0.0.1:1").status()).isEqualTo(403);
        }

        @Test
        void norAPageThatHidesItsOrigin() throws IOException {
            assertThat(makeToken("Origin: null").status()).isEqualTo(403);
            assertThat(makeToken("Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        }

        @Test
        void aForeignNameForThisMachineIsRefused() throws IOException {
            Answer answer = send("GET", "/api/v1/tokens", "", "Host: rebound.example:" + port);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("rebound.example");
        }

        @Test
        void everyAnswerTellsTheBrowserToRunOnlyOurScripts() throws IOException {
            Answer answer = send("GET", "/api/v1/tokens", "");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe-inline")
                    .doesNotContain("unsafe-eval");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        }

        @Test
        void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
            String claim = "Content-Length: 999999999";
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(
                                ("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\n"
                                                + claim
                                                + "\r\nConnection: close\r\n\r\n")
                                        .getBytes(StandardCharsets.UTF_8));
                assertThat(
                                new BufferedReader(new InputStreamReader(socket.getInputStream()))
                                        .readLine())
                        .contains("413");
            }
        }
    }

    @Nested
    class OnceThereIsAPassword {
        @BeforeEach
        void setPassword() {
            app.people().save(new PersonId("anna"), "Anna");
            app.credentials().setPassword(PersonId.ME, "correct horse");
            app.credentials().setPassword(new PersonId("anna"), "battery staple");
        }

        private String session(String person, String password) throws IOException {
            Answer answer =
                    send(
                            "POST",
                            "/api/v1/session",
                            "{\"person\":\"%s\",\"password\":\"%s\"}".formatted(person, password));
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            assertThat(answer.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
            return "Cookie: " + answer.header("Set-Cookie").split(";")[0];
        }

        private String csrf(String cookie) {
            return "X-CSRF-Token: " + Secrets.hash("csrf " + cookie.split("=")[1]);
        }

        @Test
        void nobodyGetsInWithoutIt() throws IOException {
            assertThat(makeToken().status()).isEqualTo(401);
        }

        @Test
        void aPageThatNeedsSigningInLeadsThere() throws IOException {
            Answer answer = send("GET", "/api/v1/tokens", "", "Accept: text/html");
            assertThat(answer.status()).isEqualTo(401);
        }

        @Test
        void aWrongPasswordDoesNotSayWhatWasWrong() throws IOException {
            Answer wrong =
                    send("POST", "/api/v1/session", "{\"person\":\"me\",\"password\":\"x\"}");
            Answer unknown =
                    send("POST", "/api/v1/session", "{\"person\":\"nobody\",\"password\":\"x\"}");
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }

        @Test
        void guessingIsSlowedDown() throws IOException {
            int last = 0;
            for (int i = 0; i <= SecuritySettings.DEFAULTS.signInsPerMinute(); i++)
                last =
                        send("POST", "/api/v1/session", "{\"person\":\"me\",\"password\":\"x\"}")
                                .status();
            assertThat(last).isEqualTo(429);
        }

        @Test
        void aSessionChangesThingsOnlyWithThePagesToken() throws IOException {
            String cookie = session("me", "correct horse");
            assertThat(send("GET", "/api/v1/tokens", "", cookie).status()).isEqualTo(200);
            assertThat(makeToken(cookie, origin()).status()).isEqualTo(403);
            assertThat(makeToken(cookie, origin(), csrf(cookie)).status()).isEqualTo(201);
        }

        @Test
        void signingOutEndsTheSession() throws IOException {
            String cookie = session("me", "correct horse");
            assertThat(send("DELETE", "/api/v1/session", "", cookie, csrf(cookie)).status())
                    .isEqualTo(204);
            assertThat(send("GET", "/api/v1/tokens", "", cookie).status()).isEqualTo(401);
        }

        @Test
        void onePersonCannotReadAnother() throws IOException {
            String cookie = session("anna", "battery staple");
            assertThat(send("GET", "/api/v1/tokens?person=anna", "", cookie).status())
                    .isEqualTo(200);
            assertThat(send("GET", "/api/v1/tokens?person=me", "", cookie).status()).isEqualTo(403);
        }

        @Test
        void theOwnerMayActForEveryone() throws IOException {
            String cookie = session("me", "correct horse");
            assertThat(send("GET", "/api/v1/tokens?person=anna", "", cookie).status())
                    .isEqualTo(200);
        }

        @Test
        void aTokenMayDoWhatItsScopesSay() throws IOException {
            String reader =
                    app.credentials().createToken(PersonId.ME, "reader", Set.of(Caller.Scope.READ));
            String bearer = "Authorization: Bearer " + reader;
            assertThat(send("GET", "/api/v1/tokens", "", bearer).status()).isEqualTo(200);
            assertThat(makeToken(bearer).status()).isEqualTo(403);
        }

        @Test
        void aRevokedTokenIsUseless() throws IOException {
            String secret =
                    app.credentials().createToken(PersonId.ME, "short", Set.of(Caller.Scope.READ));
            String id = app.credentials().tokens(PersonId.ME).getFirst().id();
            app.credentials().revokeToken(PersonId.ME, id);
            assertThat(
                            send("GET", "/api/v1/tokens", "", "Authorization: Bearer " + secret)
                                    .status())
                    .isEqualTo(401);
        }

        @Test
        void aTokenWithoutAdminCannotMakeOneWithIt() throws IOException {
            String writer =
                    app.credentials()
                            .createToken(
                                    PersonId.ME,
                                    "writer",
                                    Set.of(Caller.Scope.READ, Caller.Scope.WRITE));
            Answer answer =
                    send(
                            "POST",
                            "/api/v1/tokens",
                            "{\"name\":\"more\",\"scopes\":[\"admin\"]}",
                            "Authorization: Bearer " + writer);
            assertThat(answer.status()).isEqualTo(403);
        }

        @Test
        void aTokenCannotMakeOneThatMayMore() throws IOException {
            String writer =
                    app.credentials()
                            .createToken(PersonId.ME, "writer", Set.of(Caller.Scope.WRITE));
            String bearer = "Authorization: Bearer " + writer;
            assertThat(makeToken(bearer).status()).as("one that reads").isEqualTo(403);
            String more = "{\"name\":\"more\",\"scopes\":[\"write\"]}";
            assertThat(send("POST", "/api/v1/tokens", more, bearer).status()).isEqualTo(201);
            String form = "Content-Type: application/x-www-form-urlencoded";
            assertThat(
                            send("POST", "/settings/tokens", "name=more&scope=read", form, bearer)
                                    .status())
                    .as("nor by the form of the page")
                    .isEqualTo(403);
        }

        @Test
        void aTokenWithoutAdminCannotSetThePasswordThatOpensEverything() throws IOException {
            String writer =
                    app.credentials()
                            .createToken(
                                    PersonId.ME,
                                    "writer",
                                    Set.of(Caller.Scope.READ, Caller.Scope.WRITE));
            Answer answer =
                    send(
                            "PUT",
                            "/api/v1/people/me/password",
                            "{\"password\":\"taken over now\"}",
                            "Authorization: Bearer " + writer);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(
                            send(
                                            "POST",
                                            "/settings/password",
                                            "password=taken+over+now&again=taken+over+now",
                                            "Content-Type: application/x-www-form-urlencoded",
                                            "Authorization: Bearer " + writer)
                                    .status())
                    .as("nor by the form of the page")
                    .isEqualTo(403);
            session("me", "correct horse");
        }

        @Test
        void everybodySeesTheirOwnTasksAndTheOwnerAll() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            Tasks.Task mine =
                    app.tasks().submit("import", "my-history.zip", "me", p -> over.await());
            try {
                String anna = bearer(new PersonId("anna"), Caller.Scope.WRITE, Caller.Scope.READ);
                String owner = bearer(PersonId.ME, Caller.Scope.ADMIN);
                assertThat(send("GET", "/tasks", "", anna).body()).doesNotContain("my-history");
                assertThat(send("GET", "/tasks", "", owner).body()).contains("my-history");
                String cancel = "/tasks/" + mine.id() + "/cancel";
                assertThat(send("POST", cancel, "", anna).status()).isEqualTo(403);
                assertThat(app.tasks().find(mine.id()).orElseThrow().finished()).isNull();
            } finally {
                over.countDown();
            }
        }

        @Test
        void everybodyHearsOfTheirOwnTasksAlone() throws Exception {
            String anna = bearer(new PersonId("anna"), Caller.Scope.READ);
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(20_000);
                String request = "GET /events HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n";
                socket.getOutputStream().write(request.formatted(anna).getBytes());
                var told = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                String line = told.readLine();
                while (!line.contains("listening")) line = told.readLine();
                Tasks.Task mine = app.tasks().submit("import", "mine", "me", p -> {});
                Tasks.Task hers = app.tasks().submit("import", "hers", "anna", p -> {});
                while (!line.contains(hers.id())) {
                    assertThat(line).doesNotContain(mine.id());
                    line = told.readLine();
                }
            }
        }

        @Test
        void whichHostsWereAskedIsForTheOwner() throws IOException {
            String anna = bearer(new PersonId("anna"), Caller.Scope.READ);
            String owner = bearer(PersonId.ME, Caller.Scope.ADMIN);
            assertThat(send("GET", "/sources", "", anna).body()).doesNotContain("id=\"hosts\"");
            assertThat(send("GET", "/sources", "", owner).body()).contains("id=\"hosts\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"false", "true"})
        void whatOthersSaidIsToldOnlyIfTheHouseholdShares(String shares) throws IOException {
            stop();
            app =
                    App.open(
                            Settings.read(
                                    home,
                                    Map.of(),
                                    Map.of(
                                            "server.port",
                                            "0",
                                            "learning.share-in-household",
                                            shares)));
            web = app.serve();
            port = web.address().getPort();
            String items = "[{\"id\":\"test:1\",\"kind\":\"film\",\"title\":\"One\"}]";
            String owner = bearer(PersonId.ME, Caller.Scope.ADMIN);
            String anna = bearer(new PersonId("anna"), Caller.Scope.READ);
            assertThat(send("POST", "/api/v1/items", items, owner).status()).isEqualTo(201);
            int expected = shares.equals("true") ? 200 : 403;
            String rank = "{\"candidates\":[\"test:1\"]}";
            String rerank = "{\"items\":[{\"item\":\"test:1\",\"score\":1}]}";
            for (String path : List.of("recommendations", "features/test:1")) {
                assertThat(send("GET", "/api/v1/" + path, "", anna).status())
                        .as(path)
                        .isEqualTo(expected);
                assertThat(send("GET", "/api/v1/" + path, "", owner).status()).isEqualTo(200);
            }
            assertThat(send("POST", "/api/v1/rank", rank, anna).status()).isEqualTo(expected);
            assertThat(send("POST", "/api/v1/rerank", rerank, anna).status()).isEqualTo(expected);
            assertThat(send("GET", "/api/v1/history/anna", "", anna).status()).isEqualTo(200);
            assertThat(send("GET", "/api/v1/feed", "", anna).status()).isEqualTo(200);
        }

        private String bearer(PersonId person, Caller.Scope... scopes) {
            return "Authorization: Bearer "
                    + app.credentials().createToken(person, "test", Set.of(scopes));
        }

        @Test
        void everybodySetsTheirOwnPasswordInASession() throws IOException {
            String cookie = session("anna", "battery staple");
            String body = "{\"password\":\"another staple\"}";
            String path = "/api/v1/people/%s/password";
            assertThat(send("PUT", path.formatted("me"), body, cookie, csrf(cookie)).status())
                    .isEqualTo(403);
            assertThat(send("PUT", path.formatted("anna"), body, cookie, csrf(cookie)).status())
                    .isEqualTo(204);
            session("anna", "another staple");
        }

        @Test
        void secretsAreStoredOnlyAsHashes() throws IOException {
            String cookie = session("me", "correct horse");
            List<String> stored =
                    app.database()
                            .read(handle ->
                                    handle.createQuery(
                                                    "SELECT hash FROM session UNION SELECT hash FROM credential")
                                            .mapTo(String.class)
                                            .list());
            assertThat(stored)
                    .isNotEmpty()
                    .noneMatch(hash -> cookie.contains(hash) || hash.contains("correct horse"));
        }
    }

    @Nested
    class BeyondLoopback {
        @Test
        void theStartIsRefusedWhileNobodyHasAPassword() {
            try (App open =
                    App.open(
                            Settings.read(
                                    home.resolve("open"),
                                    Map.of(),
                                    Map.of("server.port", "0", "server.host", "0.0.0.0")))) {
                assertThatThrownBy(open::serve)
                        .isInstanceOf(OpenToOthersException.class)
                        .hasMessageContaining("./skuld password");
            }
        }
    }

    @Test
    void theAddressIsThatOfThisServer() {
        assertThat(web.address()).isEqualTo(URI.create("http://127.0.0.1:" + port + "/"));
    }
}
