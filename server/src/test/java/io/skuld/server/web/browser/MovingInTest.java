package io.skuld.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.skuld.server.activity.ActivityLog.Holding;
import io.skuld.server.catalog.Described;
import io.skuld.server.ingest.Exports;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.people.PersonId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// From an empty home a person brings everything they have elsewhere, in the browser, and finds it in their feed.
class MovingInTest extends BrowserTest {
    private static final String CHANNEL = "UCabcdefghijklmnopqrstuv";

    private final FakeHost host = new FakeHost();
    private final Exports exports = new Exports();

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(FakeHost.ALLOWED);
        settings.put("sources.youtube-address", host.address(""));
        return settings;
    }

    @Override
    List<Described> works() {
        return List.of();
    }

    @AfterAll
    void stopHost() {
        host.close();
        exports.close();
    }

    private Path takeout() {
        host.at(
                "/feeds/videos.xml?channel_id=" + CHANNEL,
                FakeHost.feed(
                        """
                        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015"><title>Field Notes</title>
                        <entry><id>yt:video:ccccccccccc</id><yt:videoId>ccccccccccc</yt:videoId><title>Ferns, unrolling</title>
                        <link rel="alternate" href="https://www.youtube.com/watch?v=ccccccccccc"/><published>2024-11-19T10:00:00+00:00</published></entry></feed>
                        """));
        return exports.zip(
                "takeout-20241120.zip",
                "Takeout/YouTube and YouTube Music/history/watch-history.json",
                """
                [{"header":"YouTube","title":"Watched Lichen","titleUrl":"https://www.youtube.com/watch?v\\u003daaaaaaaaaaa",
                  "subtitles":[{"name":"Field Notes","url":"https://www.youtube.com/channel/%1$s"}],"time":"2024-08-23T03:49:28.734Z","products":["YouTube"]},
                 {"header":"YouTube","title":"Watched Moss","titleUrl":"https://www.youtube.com/watch?v\\u003dbbbbbbbbbbb",
                  "subtitles":[{"name":"Field Notes","url":"https://www.youtube.com/channel/%1$s"}],"time":"2024-08-22T03:49:28Z","products":["YouTube"]}]
                """
                        .formatted(CHANNEL),
                "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv",
                "Channel Id,Channel Url,Channel Title\n%1$s,http://www.youtube.com/channel/%1$s,Field Notes\n"
                        .formatted(CHANNEL));
    }

    private Path opml() {
        host.at(
                "/shore.xml",
                FakeHost.feed(
                        "<rss><channel><title>The Shore</title><item><guid>s1</guid><title>Low tide, high wind</title><link>https://example.org/s1</link></item></channel></rss>"));
        return exports.file(
                "subscriptions.opml",
                "<opml version=\"2.0\"><body><outline type=\"rss\" text=\"The Shore\" xmlUrl=\"%s\"/></body></opml>"
                        .formatted(host.address("/shore.xml")));
    }

    private Path letterboxd() {
        return exports.zip(
                "letterboxd-someone.zip",
                "ratings.csv",
                "Date,Name,Year,Letterboxd URI,Rating\n2024-03-02,Paper Boats,2019,https://boxd.it/aaa1,4.5\n",
                "watchlist.csv",
                "Date,Name,Year,Letterboxd URI\n2024-04-02,The Quiet Mile,1988,https://boxd.it/aaa3\n");
    }

    private Path activityWatch() {
        return exports.file(
                "aw-buckets-export.json",
                """
                {"buckets":{"aw-watcher-window_pc":{"id":"aw-watcher-window_pc","type":"currentwindow","hostname":"pc","events":[
                {"timestamp":"2024-11-20T14:22:30Z","duration":600,"data":{"app":"vim","title":"plan.md"}},
                {"timestamp":"2024-11-20T14:12:30Z","duration":600,"data":{"app":"Firefox","title":"Bank (Private Browsing)"}}]}}}
                """);
    }

    /// Drops the file, looks at what it would bring, and imports it.
    private static void bring(Page page, Path file, String count, String expected) {
        page.locator("#file").setInputFiles(file);
        assertThat(page.locator("[data-preview]")).isVisible();
        assertThat(page.locator("[data-count='%s']".formatted(count))).hasText(expected);
        page.locator("[data-import]").click();
        assertThat(row(page, file)).containsText("· done");
    }

    private static Locator row(Page page, Path file) {
        return page.locator("#imports .import")
                .filter(new Locator.FilterOptions().setHasText(file.getFileName().toString()))
                .first();
    }

    @Test
    void bringsPreviewsImportsUndoesAndFindsEverythingInTheFeed() {
        try (Visit visit = atADesk()) {
            Page page = visit.open("/");
            assertThat(page.locator("main")).containsText("Nothing here yet");
            visit.open("/sources");
            bring(page, takeout(), "signals.added", "2");
            bring(page, opml(), "sources.added", "1");
            bring(page, letterboxd(), "signals.added", "2");
            bring(page, activityWatch(), "activity.added", "2");
            page.waitForCondition(() -> said().size() == 4);

            Path again = letterboxd();
            page.locator("#file").setInputFiles(again);
            assertThat(page.locator("[data-count='signals.known']")).hasText("2");
            page.locator("[data-discard]").click();
            row(page, again).locator("form button").click();
            assertThat(row(page, again)).containsText("undone");
            assertThat(said()).hasSize(2);
            bring(page, again, "signals.added", "2");
            page.waitForCondition(() -> said().size() == 4);

            assertThat(page.locator("#followed")).containsText("one new thing");
            page.waitForCondition(() -> hasRead("/shore.xml") && hasRead("/feeds/videos.xml"));
            visit.open("/?mode=no-algorithm");
            for (String title : FOUND) assertThat(page.locator("main")).containsText(title);
            visit.open("/");
            for (String title : FOUND) assertThat(page.locator("main")).containsText(title);

            visit.open("/sources/activity");
            assertThat(page.locator("main")).containsText("vim");
            assertThat(activity().holdings(PersonId.ME))
                    .extracting(Holding::events, Holding::hidden)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, 1L));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    /// What was watched and rated stays away for now; what is new to the person is there.
    private static final List<String> FOUND =
            List.of("Ferns, unrolling", "Low tide, high wind", "The Quiet Mile");

    private boolean hasRead(String path) {
        return host.asked().stream().anyMatch(asked -> asked.startsWith(path));
    }
}
