package io.skuld.server.web;

import static io.skuld.server.activity.Watched.present;
import static io.skuld.server.activity.Watched.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.activity.Categories;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.TestServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Activity as a program asks for it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityApiTest {
    private static final String MINE = "/api/v1/people/me/activity";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path home) {
        server = TestServer.start(home, Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void aMorning(String person) {
        PersonId id = new PersonId(person);
        server.app().people().ensure(List.of(id));
        server.app()
                .activity()
                .add(
                        id,
                        null,
                        List.of(
                                window("10:00", "10:30", "vim", "plan.md"),
                                window("10:30", "11:00", "firefox", "News"),
                                present("09:00", "10:45")));
        server.app().activity().categorise(id, new Categories("Work > Writing: plan"));
    }

    @Test
    void whatSomeoneDidBeforeAnInstant() {
        aMorning("me");
        JsonNode answer = server.get(MINE + "?before=2026-11-20T11:00:00Z&hours=1").json();
        assertThat(answer.path("from").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(answer.path("activeSeconds").asDouble()).isEqualTo(2700);
        assertThat(answer.path("categories").toString())
                .contains("[\"Work\",\"Writing\"]")
                .contains("1800");
        assertThat(answer.path("spans"))
                .extracting(span -> span.path("app").asText())
                .containsExactly("vim", "firefox");
        assertThat(server.get(MINE + "?before=2026-11-20T10:00:00Z").json().path("spans"))
                .isEmpty();
        assertThat(server.get(MINE + "?before=2026-11-20T12:00:00%2B01:00").json())
                .isEqualTo(server.get(MINE + "?before=2026-11-20T11:00:00Z").json());
    }

    @Test
    void aTimeIsDeletedAndThenEverything() {
        aMorning("anna");
        String annas = "/api/v1/people/anna/activity";
        Answer part = server.delete(annas + "?from=2026-11-20T10:40:00Z&to=2026-11-20T10:50:00Z");
        assertThat(part.json().path("deleted").asInt()).isEqualTo(1);
        assertThat(server.delete(annas).json().path("deleted").asInt()).isEqualTo(2);
        assertThat(server.get(annas + "?before=2026-11-20T11:00:00Z").json().path("spans"))
                .isEmpty();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(server.get(MINE + "?before=noon").detail()).contains("'noon'");
        assertThat(server.get(MINE + "?hours=0").status()).isEqualTo(400);
        assertThat(server.get(MINE + "?day=1").status()).isEqualTo(400);
        assertThat(server.delete(MINE + "?from=2026-11-20T10:40:00Z").detail())
                .contains("Nothing was deleted");
        assertThat(
                        server.delete(MINE + "?from=2026-11-20T10:40:00Z&to=2026-11-20T10:40:00Z")
                                .status())
                .isEqualTo(400);
        assertThat(server.get("/api/v1/people/nobody/activity").status()).isEqualTo(404);
    }
}
