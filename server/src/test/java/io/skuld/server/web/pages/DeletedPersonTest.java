package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.ingest.account.FakeYouTube;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.TestServer;
import io.skuld.server.web.TestServer.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody of the household who connected their YouTube account is deleted.
class DeletedPersonTest {
    private static final PersonId BEN = new PersonId("ben");

    @TempDir Path home;
    private final FakeYouTube google = new FakeYouTube();
    private TestServer server;

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>(FakeHost.ALLOWED);
        settings.putAll(google.asSettings());
        server = TestServer.start(home, settings);
        server.app().people().save(BEN, "Ben");
        Answer way = post("/sources/account/connect", "client=c&secret=hush");
        google.challenges.put("code-1", parameter(way.text(), "code_challenge"));
        server.get("/sources/account/back?code=code-1&state=" + parameter(way.text(), "state"));
        assertThat(server.get("/sources", "Cookie", "skuld_person=ben").text())
                .contains("requests used today");
    }

    @AfterEach
    void stop() {
        server.close();
        google.close();
    }

    private Answer post(String path, String form) {
        return server.post(
                path,
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "skuld_person=ben");
    }

    private static String parameter(String page, String name) {
        Matcher found = Pattern.compile("[?&;]" + name + "=([^&\"]*)").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    private boolean isThere() {
        return server.app().people().find(BEN).isPresent();
    }

    @Test
    void andThePermissionEndsAtGoogleToo() {
        assertThat(server.delete("/api/v1/people/ben").status()).isEqualTo(204);
        assertThat(google.asked).contains("/oauth/revoke");
        assertThat(isThere()).isFalse();
    }

    @Test
    void andAProgramHearsWhenGoogleCouldNotBeTold() {
        google.revokeStatus = 503;
        Answer deleted = server.delete("/api/v1/people/ben");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().at("/left/0").asText()).isEqualTo("youtube");
        assertThat(isThere()).isFalse();
    }

    @Test
    void andThePageSaysWhenGoogleCouldNotBeToldAndWhatToDo() {
        google.revokeStatus = 503;
        Answer page = post("/people/ben/delete", "confirm=Ben");
        assertThat(page.text())
                .contains("Ben is deleted", "myaccount.google.com/connections")
                .contains("href=\"/settings#people\"");
        assertThat(isThere()).isFalse();
    }
}
