package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.web.browser.Visit.Screen;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FollowedPageTest extends BrowserTest {
    private final FakeHost host = new FakeHost();

    @Override
    Map<String, String> settings() {
        return FakeHost.ALLOWED;
    }

    @AfterAll
    void stopHost() {
        host.close();
    }

    private static String feed(String title) {
        return "<rss><channel><title>%1$s</title><item><guid>%1$s</guid><title>About %1$s</title></item></channel></rss>"
                .formatted(title);
    }

    @Test
    void aFeedIsFollowedReadPausedTakenOutAndBroughtBack() {
        host.at("/news", FakeHost.feed(feed("The news")));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.locator("#address").fill(host.address("/news"));
            page.locator("#follow form button.main").click();
            var row =
                    page.locator("#followed li")
                            .filter(
                                    new com.microsoft.playwright.Locator.FilterOptions()
                                            .setHasText("The news"));
            assertThat(row).containsText("one new thing");
            assertThat(row).containsText("again in");
            row.getByText("Pause").click();
            assertThat(row).containsText("paused");
            row.getByText("Go on").click();
            assertThat(row).not().containsText("paused");
            row.locator("h3 a").click();
            assertThat(page.locator("h1")).hasText("The news");
            assertThat(page.locator("table tbody tr").first()).isVisible();
            page.goBack();
            row.getByText("Take out").click();
            assertThat(row).hasCount(0);
            page.locator(".toast button").click();
            assertThat(row).hasCount(1);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void whatFailsStandsFirstAndSaysWhy() {
        host.at("/good", FakeHost.feed(feed("A good one")));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            for (String path : new String[] {"/good", "/gone-astray"}) {
                page.locator("#address").fill(host.address(path));
                page.locator("#follow form button.main").click();
                assertThat(page.locator("#followed"))
                        .containsText(path.equals("/good") ? "A good one" : "404");
            }
            assertThat(page.locator("#followed li").first())
                    .containsText("there is nothing at this address");
            screenshots();
        }
    }

    /// For a critic's eyes: `target/screenshots`.
    private void screenshots() {
        for (Screen screen : Screen.values())
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK})
                try (Visit visit = visit(screen, scheme)) {
                    visit.open("/sources")
                            .screenshot(
                                    new Page.ScreenshotOptions()
                                            .setFullPage(true)
                                            .setPath(
                                                    Path.of(
                                                            "target/screenshots/sources-%s-%s.png"
                                                                    .formatted(screen, scheme))));
                    assertThat(visit.complaints()).isEmpty();
                }
    }
}
