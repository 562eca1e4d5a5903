package io.skuld.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.learning.GraphVersions;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.tasks.Tasks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The search for better settings of the graph when the program ends in the middle of it.
class NightlySearchTest {
    private static final int ATTEMPTS = 400;

    @TempDir Path home;

    private void cutOff() {
        try (App app = App.open(Settings.read(home, Map.of(), Map.of()))) {
            new SqlGraphVersions(app.database())
                    .keepTried(app.log().version() + " " + GraphVersions.SHIPPED, "one", .1);
        }
    }

    private static Optional<Tasks.Task> search(TestServer server) {
        return server.app().tasks().all(20).stream()
                .filter(task -> task.kind().equals("train"))
                .findFirst();
    }

    @Test
    void goesOnWhenItStartsAgain() throws InterruptedException {
        cutOff();
        try (TestServer server = TestServer.start(home, Map.of())) {
            for (int n = 0; n < ATTEMPTS && !isDone(server); n++) Thread.sleep(50);
            assertThat(search(server)).isPresent();
            assertThat(search(server).orElseThrow().status()).isEqualTo(Tasks.Status.DONE);
            assertThat(server.app().tuning().isUnfinished()).isFalse();
        }
    }

    private void usedAt(Instant time, String kind) {
        usedAt(time, kind, "done");
    }

    private void usedAt(Instant time, String kind, String status) {
        try (App app = App.open(Settings.read(home, Map.of(), Map.of()))) {
            app.database()
                    .change(handle ->
                            handle.execute(
                                    "INSERT INTO task (id, kind, title, owner, status, done, total, message, created) VALUES (?, ?, '', 'gone', ?, 0, 0, '', ?)",
                                    kind + time,
                                    kind,
                                    status,
                                    time.toEpochMilli()));
        }
    }

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isMadeUpForAtTheNextStartWhenTheMachineWasOffAtItsHour() throws InterruptedException {
        usedAt(LONG_AGO, "import");
        try (TestServer server = TestServer.start(home, Map.of())) {
            for (int n = 0; n < ATTEMPTS && !isDone(server); n++) Thread.sleep(50);
            assertThat(isDone(server)).isTrue();
        }
    }

    @Test
    void isMadeUpForAtTheNextStartWhenItWasCancelled() throws InterruptedException {
        usedAt(LONG_AGO, "import");
        usedAt(Instant.now(), "train", "cancelled");
        try (TestServer server = TestServer.start(home, Map.of())) {
            for (int n = 0; n < ATTEMPTS && !isDone(server); n++) Thread.sleep(50);
            assertThat(isDone(server)).isTrue();
        }
    }

    @Test
    void isMadeUpForOnce() throws InterruptedException {
        usedAt(LONG_AGO, "import");
        usedAt(Instant.now(), "train");
        try (TestServer server = TestServer.start(home, Map.of())) {
            server.app().learning().graph().awaitReady();
            Thread.sleep(500);
            assertThat(
                            server.app().tasks().all(20).stream()
                                    .filter(task -> task.kind().equals("train")))
                    .hasSize(1);
        }
    }

    private static boolean isDone(TestServer server) {
        return search(server).filter(task -> task.status() == Tasks.Status.DONE).isPresent();
    }

    @Test
    void staysOffWhenItIsSwitchedOff() throws InterruptedException {
        cutOff();
        try (TestServer server = TestServer.start(home, Map.of("learning.tune-hour", "-1"))) {
            server.app().learning().graph().awaitReady();
            assertThat(search(server)).isEmpty();
        }
    }
}
