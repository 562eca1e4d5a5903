package io.skuld.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.web.TestServer;
import io.skuld.server.web.browser.Visit.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A server with the starter catalogue and a browser, for one class of tests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
    private Home home;
    TestServer server;
    private Chromium chromium;

    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        home = Home.temporary();
        server = TestServer.start(home.folder(), settings());
        server.app().catalog().add(works());
    }

    /// What there is before the first visit.
    List<Described> works() {
        List<Described> works = new ArrayList<>(StarterCatalogue.read());
        works.add(
                Described.of(
                        Item.of(
                                ItemId.parse("youtube:dQw4w9WgXcQ"),
                                ItemKind.VIDEO,
                                "A video to play")));
        return works;
    }

    @AfterAll
    void stop() {
        if (server != null) server.close();
        if (home != null) home.close();
        if (chromium != null) chromium.close();
    }

    Visit visit(Screen screen, ColorScheme scheme) {
        return new Visit(chromium, server.address(), screen, scheme, true);
    }

    Visit atADesk() {
        return visit(Screen.DESK, ColorScheme.LIGHT);
    }

    Visit firstVisit() {
        return new Visit(chromium, server.address(), Screen.DESK, ColorScheme.LIGHT, false);
    }

    ActivityLog activity() {
        return server.app().activity();
    }

    Tasks tasks() {
        return server.app().tasks();
    }

    List<Feedback> said() {
        return server.app().log().active(PersonId.ME);
    }

    /// Until the encoder has read every text and nothing else runs.
    void waitUntilAtRest() throws InterruptedException {
        Thread.sleep(1_000);
        while (server.app().tasks().all(20).stream().anyMatch(task -> task.finished() == null))
            Thread.sleep(500);
    }

    void say(List<Feedback> entries) {
        server.app().log().append(entries);
    }

    void forgetEverything() {
        for (Feedback entry : said()) server.app().log().retract(PersonId.ME, entry.id());
    }

    /// Shows a page to a critic's eyes, on every screen by day and by night: `target/screenshots/NAME-SCREEN-SCHEME.png`.
    void look(String path, String name) {
        for (Screen screen : Screen.values())
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
                try (Visit visit = visit(screen, scheme)) {
                    visit.open(path)
                            .screenshot(
                                    new Page.ScreenshotOptions()
                                            .setFullPage(true)
                                            .setPath(
                                                    Path.of(
                                                            "target/screenshots/%s-%s-%s.png"
                                                                    .formatted(
                                                                            name, screen,
                                                                            scheme))));
                    assertThat(visit.complaints()).isEmpty();
                }
    }
}
