package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import io.skuld.server.ingest.outgoing.FakeHost;
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
                    page.locator("#followed li").filter(new FilterOptions().setHasText("The news"));
            assertThat(row).containsText("one new thing");
            assertThat(row).containsText("again in");
            host.at(
                    "/news",
                    FakeHost.feed(
                            feed("The news")
                                    .replace(
                                            "<item>",
                                            "<item><guid>later</guid><title>Later news</title></item><item><guid>latest</guid><title>The latest</title></item><item>")));
            row.getByText("Read now").click();
            assertThat(row).containsText("2 new things");
            row.getByText("Pause").click();
            assertThat(row).containsText("paused");
            row.getByText("Go on").click();
            assertThat(row).not().containsText("paused");
            row.locator("h3 a").click();
            assertThat(page.locator("h1")).hasText("The news");
            assertThat(page.locator("table tbody tr").nth(1)).isVisible();
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
            look("/sources", "sources");
        }
    }

    @Test
    void picturesOfWhatIsFollowedComeFromHereAndMoveNothing() throws Exception {
        byte[] png =
                java.util.HexFormat.of()
                        .parseHex(
                                "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082");
        host.at("/p.png", exchange -> FakeHost.send(exchange, 200, png));
        host.at(
                "/shown",
                FakeHost.feed(
                        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Shown</title><item><guid>s</guid><title>Something shown</title><media:thumbnail url='%s'/></item><item><guid>t</guid><title>Shown without</title><media:thumbnail url='%s'/></item></channel></rss>"
                                .formatted(host.address("/p.png"), host.address("/none.png"))));
        try (Visit visit = atADesk()) {
            Page page = visit.open("/sources");
            page.locator("#address").fill(host.address("/shown"));
            page.locator("#follow form button.main").click();
            assertThat(page.locator("#followed")).containsText("2 new things");
            visit.open("/search?q=shown");
            page.waitForCondition(() ->
                    (boolean)
                            page.evaluate(
                                    "[...document.querySelectorAll('.result img')].length == 2 && [...document.querySelectorAll('.result img')].every(i => i.complete && i.naturalWidth > 0)"));
            assertThat(page.locator(".result img[src^='/pictures/']")).hasCount(2);
            assertThat(
                            (boolean)
                                    page.evaluate(
                                            "[...document.querySelectorAll('.result img')].some(i => i.naturalWidth == 1)"))
                    .isTrue();
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
