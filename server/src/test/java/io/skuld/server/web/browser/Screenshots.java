package io.skuld.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.browser.Visit.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Makes the pictures of the README from the starter catalogue; run by `docs/screenshots/make`. Not part of the test suite:
/// its name does not end in Test.
class Screenshots extends BrowserTest {
    private static final Path FOLDER = Path.of("../docs/screenshots");

    /// A taste for quiet science fiction and jazz.
    private static final Map<String, Double> TASTE =
            Map.of(
                    "Stalker", 9.2,
                    "Solaris", 8.8,
                    "Arrival", 8.6,
                    "Kind of Blue", 9.0,
                    "In Rainbows", 8.4,
                    "The Wire", 9.1,
                    "Spirited Away", 8.9,
                    "Moonlight", 8.2,
                    "Friends", 3.1,
                    "Titanic", 3.8);

    @Test
    void ofEveryPageThatTheReadmeShows() throws Exception {
        waitUntilAtRest();
        tellTheTaste();
        Files.createDirectories(FOLDER);
        try (Visit visit = visit(Screen.DESK, ColorScheme.LIGHT)) {
            shoot(visit.open("/"), "feed-light");
            visit.page().locator("[data-why]").first().click();
            visit.page().locator("#why .cause").first().waitFor();
            shoot(visit.page(), "why");
            shoot(visit.open("/items/starter:film-stalker-1979"), "item");
            shoot(visit.open("/sources"), "sources");
        }
        try (Visit visit = visit(Screen.DESK, ColorScheme.DARK)) {
            shoot(visit.open("/?mode=explore"), "feed-dark");
        }
        try (Visit visit = visit(Screen.PHONE, ColorScheme.LIGHT)) {
            shoot(visit.open("/"), "feed-phone");
            shoot(visit.open("/welcome/rate"), "welcome-phone");
        }
    }

    private void tellTheTaste() {
        List<Feedback> entries = new ArrayList<>();
        for (var described : StarterCatalogue.read()) {
            Item item = described.item();
            Double rating = TASTE.get(item.title());
            if (rating != null)
                entries.add(
                        new Feedback(
                                "taste-" + item.id(),
                                PersonId.ME,
                                item.id(),
                                new Signal.Rated(rating),
                                Instant.now(),
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of()));
        }
        say(entries);
    }

    private static void shoot(Page page, String name) throws Exception {
        page.waitForTimeout(300);
        Path file = FOLDER.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).as(name).isLessThanOrEqualTo(200_000);
    }
}
