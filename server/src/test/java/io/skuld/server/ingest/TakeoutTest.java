package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.ingest.ImportReport.Count;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeoutTest {
    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private static String entry(String title, String url, String time) {
        return """
        {
          "header": "YouTube",
          "title": "%s",
          "titleUrl": "%s",
          "subtitles": [{"name": "Field Notes", "url": "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"}],
          "time": "%s",
          "products": ["YouTube"],
          "activityControls": ["YouTube watch history"]
        }\
        """
                .formatted(title, url.replace("=", "\\u003d"), time);
    }

    private static String watch(String key) {
        return "https://www.youtube.com/watch?v=" + key;
    }

    private static String list(String... entries) {
        StringJoiner list = new StringJoiner(",", "[", "]");
        for (String entry : entries) list.add(entry);
        return list.toString();
    }

    private Collected read(String json) {
        return Collected.of(exports.file("watch-history.json", json));
    }

    @Nested
    class AWatchHistory {
        @Test
        void isAPlayForEachTimeAVideoWasWatched() {
            Collected read =
                    read(
                            list(
                                    entry(
                                            "Watched Lichen",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-23T03:49:28.734Z"),
                                    entry(
                                            "Watched Moss",
                                            watch("bbbbbbbbbbb"),
                                            "2023-08-22T03:49:28Z"),
                                    entry(
                                            "Watched Lichen",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-21T03:49:28.734Z")));
            assertThat(read.format).isEqualTo("youtube-takeout");
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:aaaaaaaaaaa played 2023-08-23T03:49:28Z",
                            "youtube:bbbbbbbbbbb played 2023-08-22T03:49:28Z",
                            "youtube:aaaaaaaaaaa played 2023-08-21T03:49:28Z");
        }

        @Test
        void tellsTitleAndChannel() {
            Item video =
                    read(list(
                                    entry(
                                            "Watched A short history",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-23T03:49:28Z")))
                            .item("youtube:aaaaaaaaaaa");
            assertThat(video.title()).isEqualTo("A short history");
            assertThat(video.creator()).isEqualTo("Field Notes");
            assertThat(video.kind()).isEqualTo(ItemKind.VIDEO);
            assertThat(video.extras()).containsEntry("channel", "UCabcdefghijklmnopqrstuv");
            assertThat(video.location()).isEqualTo(watch("aaaaaaaaaaa"));
        }

        @ParameterizedTest
        @CsvSource({
            "https://www.youtube.com/watch?v=aaaaaaaaaaa&t=42s",
            "https://www.youtube.com/watch?list=PL123&v=aaaaaaaaaaa",
            "https://m.youtube.com/watch?v=aaaaaaaaaaa&list=PL1&index=2",
            "https://youtu.be/aaaaaaaaaaa?t=3",
            "https://www.youtube.com/shorts/aaaaaaaaaaa",
            "https://music.youtube.com/watch?v=aaaaaaaaaaa",
            "http://www.youtube.com/watch?v=aaaaaaaaaaa"
        })
        void knowsAVideoByEverySpellingOfItsAddress(String address) {
            assertThat(read(list(entry("Watched X", address, "2023-08-23T03:49:28Z"))).lines())
                    .containsExactly("youtube:aaaaaaaaaaa played 2023-08-23T03:49:28Z");
        }

        @Test
        void makesMusicATrackOfItsArtist() {
            String entry =
                    entry(
                                    "Watched Song",
                                    "https://music.youtube.com/watch?v=aaaaaaaaaaa",
                                    "2023-08-23T03:49:28Z")
                            .replace("Field Notes", "The Pines - Topic");
            Item track = read(list(entry)).item("youtube:aaaaaaaaaaa");
            assertThat(track.kind()).isEqualTo(ItemKind.TRACK);
            assertThat(track.creator()).isEqualTo("The Pines");
        }

        @Test
        void leavesOutWhatIsNoPlayWithItsReason() {
            String good = entry("Watched X", watch("aaaaaaaaaaa"), "2023-08-23T03:49:28Z");
            String ad =
                    good.replace(
                            "\"time\"", "\"details\":[{\"name\":\"From Google Ads\"}],\"time\"");
            String removed =
                    """
                    {"header":"YouTube","title":"Watched a video that has been removed","time":"2023-08-23T03:49:28Z","products":["YouTube"]}\
                    """;
            String gone =
                    entry(
                            "Watched " + watch("ccccccccccc").replace("=", "\\u003d"),
                            watch("ccccccccccc"),
                            "2023-08-23T03:49:28Z");
            String post =
                    entry(
                            "Viewed a post",
                            "https://www.youtube.com/post/UgkxABC",
                            "2023-08-23T03:49:28Z");
            String search =
                    entry(
                            "Searched for moss",
                            "https://www.youtube.com/results?search_query=moss",
                            "2023-08-23T03:49:28Z");
            String when = entry("Watched X", watch("aaaaaaaaaaa"), "last week");
            Collected read = read(list(good, ad, removed, gone, post, search, when, "7"));
            assertThat(read.said).hasSize(1);
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(
                            SkipReason.ADVERTISEMENT,
                            SkipReason.REMOVED,
                            SkipReason.REMOVED,
                            SkipReason.NOT_A_VIDEO,
                            SkipReason.NOT_A_VIDEO,
                            SkipReason.BAD_TIME,
                            SkipReason.NOT_AN_ENTRY);
            assertThat(read.skipped.getFirst().line()).isGreaterThan(8);
        }

        @Test
        void thatIsCutOffKeepsWhatCameBeforeAndSaysSo() {
            String whole =
                    list(
                            entry("Watched X", watch("aaaaaaaaaaa"), "2023-08-23T03:49:28Z"),
                            entry("Watched Y", watch("bbbbbbbbbbb"), "2023-08-23T03:49:28Z"));
            Collected read = read(whole.substring(0, whole.length() - 40));
            assertThat(read.said).hasSize(1);
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(SkipReason.BROKEN_JSON);
        }

        @Test
        void passesOverAHugeFieldThatIsNotOurs() {
            String entry = entry("Watched X", watch("aaaaaaaaaaa"), "2023-08-23T03:49:28Z");
            String huge =
                    entry.replace(
                            "\"time\"", "\"description\":\"" + "x".repeat(9 << 20) + "\",\"time\"");
            assertThat(read(list(entry, huge.replace("aaaaaaaaaaa", "bbbbbbbbbbb"))).said)
                    .hasSize(2);
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            String json =
                    "\uFEFF"
                            + list(
                                    entry(
                                            "Watched X",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-23T03:49:28Z"));
            assertThat(Collected.of(exports.file("x", json.getBytes(StandardCharsets.UTF_8))).said)
                    .hasSize(1);
        }
    }

    @Nested
    class TitlesInOtherLanguages {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Watched %s",
                    "„%s“ angesehen",
                    "Vous avez regardé %s",
                    "Has visto %s",
                    "%s を視聴しました",
                    // Not known beforehand, learned from the file.
                    "Obejrzano: %s",
                    "你觀看了「%s」",
                    "Je hebt %s bekeken",
                })
        void loseTheWordsOfTheLanguage(String pattern) {
            String[] titles = {
                "Lichen on stone", "Moss", "The fern", "The bark of a birch", "Wind", "Ants"
            };
            String[] entries = new String[titles.length];
            for (int i = 0; i < titles.length; i++)
                entries[i] =
                        entry(
                                pattern.formatted(titles[i]),
                                watch("aaaaaaaaaa" + i),
                                "2023-08-2%dT03:49:28Z".formatted(i + 1));
            assertThat(read(list(entries)).items.values())
                    .extracting(described -> described.item().title())
                    .containsExactly(titles);
        }
    }

    @Nested
    class AnArchive {
        @Test
        void isReadWhateverItsFoldersAreCalled() {
            Collected read =
                    Collected.of(
                            exports.zip(
                                    "takeout-20240101.zip",
                                    "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.json",
                                    list(
                                            entry(
                                                    "„Moos“ angesehen",
                                                    watch("aaaaaaaaaaa"),
                                                    "2023-08-23T03:49:28Z")),
                                    "Takeout/YouTube und YouTube Music/Abos/Abos.csv",
                                    "Kanal-ID,Kanal-URL,Kanaltitel\n",
                                    "Takeout/archiv_browser.html",
                                    "<html></html>"));
            assertThat(read.lines()).hasSize(1);
            assertThat(read.item("youtube:aaaaaaaaaaa").title()).isEqualTo("Moos");
        }
    }

    @Nested
    class MyActivity {
        @Test
        void holdsOtherProductsToo() {
            Collected read =
                    read(
                            list(
                                    """
                                    {"header":"Search","title":"Visited moss","titleUrl":"https://www.google.com/url?q=x","time":"2023-08-23T03:49:28Z","products":["Search"]}\
                                    """,
                                    """
                                    {"header":"Chrome","title":"Visited X","titleUrl":"https://www.youtube.com/watch?v=aaaaaaaaaaa","time":"2023-08-23T03:49:28Z","products":["Chrome"]}\
                                    """,
                                    entry(
                                            "Liked Moss",
                                            watch("bbbbbbbbbbb"),
                                            "2023-08-23T03:49:28Z"),
                                    entry(
                                            "Disliked Noise",
                                            watch("ccccccccccc"),
                                            "2023-08-23T03:49:28Z"),
                                    entry(
                                            "Watched Wind",
                                            watch("ddddddddddd"),
                                            "2023-08-23T03:49:28Z")));
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:bbbbbbbbbbb liked 2023-08-23T03:49:28Z",
                            "youtube:ccccccccccc disliked 2023-08-23T03:49:28Z",
                            "youtube:ddddddddddd played 2023-08-23T03:49:28Z");
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(SkipReason.OTHER_PRODUCT, SkipReason.OTHER_PRODUCT);
        }
    }

    /// The other format that Takeout offers, which is the one it suggests.
    @Nested
    class AsAPage {
        private static final String STYLES = "<style>" + "x".repeat(20_000) + "</style>";

        private static String cell(String product, String body, String caption) {
            return """
            <div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid"><div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">%s<br></p></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">%s</div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right"></div><div class="content-cell mdl-cell mdl-cell--12-col mdl-typography--caption">%s</div></div></div>\
            """
                    .formatted(product, body, caption);
        }

        private static String link(String key, String title) {
            return "<a href=\"https://www.youtube.com/watch?v=%s\">%s</a>".formatted(key, title);
        }

        private static final String CHANNEL =
                "<br><a href=\"https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv\">Field &amp; Notes</a><br>";
        private static final String ACTIVITY = "<b>Products:</b><br>&emsp;YouTube<br>";

        private static String page(String... cells) {
            return "<html><head><title>My Activity History</title>"
                    + STYLES
                    + "</head><body><div class=\"mdl-grid\">"
                    + String.join("", cells)
                    + "</div></body></html>";
        }

        private Collected readPage(String html) {
            return Collected.of(exports.file("watch-history.html", html));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        Watched #                | Aug 23, 2023, 3:49:28 AM UTC
                        Watched #                | 23 Aug 2023, 04:49:28 BST
                        „#“ angesehen            | 23.08.2023, 05:49:28 MESZ
                        Has visto #              | 23 ago 2023, 5:49:28 CEST
                        Vous avez regardé #      | 23 août 2023, 05:49:28 CEST
                        Hai guardato #           | 23 ago 2023, 05:49:28 CEST
                        Assistiu a #             | 23 de ago. de 2023, 00:49:28 BRT
                        # を視聴しました           | 2023/08/23 12:49:28 JST
                        # 시청함                  | 2023. 8. 23. 오후 12:49:28 KST
                        Просмотрено видео #      | 23 авг. 2023 г., 06:49:28 MSK
                        # bekeken                | 23 aug. 2023, 05:49:28 GMT+02:00
                        """)
        void isReadInTheLanguageItIsWrittenIn(String sentence, String time) {
            Collected read =
                    readPage(
                            page(
                                    cell(
                                            "YouTube",
                                            sentence.replace(
                                                            "#",
                                                            link(
                                                                    "aaaaaaaaaaa",
                                                                    "Lichen &quot;&#39;n&quot; Moss"))
                                                    + CHANNEL
                                                    + time
                                                    + "<br>",
                                            ACTIVITY)));
            assertThat(read.format).isEqualTo("youtube-takeout");
            assertThat(read.lines())
                    .containsExactly("youtube:aaaaaaaaaaa played 2023-08-23T03:49:28Z");
            Item video = read.item("youtube:aaaaaaaaaaa");
            assertThat(video.title()).isEqualTo("Lichen \"'n\" Moss");
            assertThat(video.creator()).isEqualTo("Field & Notes");
            assertThat(video.extras()).containsEntry("channel", "UCabcdefghijklmnopqrstuv");
        }

        @Test
        void saysWhyTheRestIsLeftOut() {
            String time = "Aug 23, 2023, 3:49:28\u202fAM UTC<br>";
            Collected read =
                    readPage(
                            page(
                                    cell(
                                            "YouTube",
                                            "Watched " + link("aaaaaaaaaaa", "Ad") + "<br>" + time,
                                            ACTIVITY
                                                    + "<b>Details:</b><br>&emsp;From Google Ads<br>"),
                                    cell(
                                            "YouTube",
                                            "Watched a video that has been removed<br>" + time,
                                            ACTIVITY),
                                    cell(
                                            "YouTube",
                                            "Searched for <a href=\"https://www.youtube.com/results?search_query=moss\">moss</a><br>"
                                                    + time,
                                            ACTIVITY),
                                    cell(
                                            "Search",
                                            "Visited <a href=\"https://example.org/\">x</a><br>"
                                                    + time,
                                            ACTIVITY),
                                    cell(
                                            "YouTube",
                                            "Liked " + link("bbbbbbbbbbb", "Fern") + "<br>" + time,
                                            ACTIVITY),
                                    cell(
                                            "YouTube",
                                            "Watched "
                                                    + link("ccccccccccc", "Dew")
                                                    + "<br>one day<br>",
                                            ACTIVITY),
                                    "<div class=\"outer-cell\">" + "y".repeat(70_000) + "</div>",
                                    cell(
                                            "YouTube",
                                            "Watched "
                                                    + link("ddddddddddd", "Ebb")
                                                    + CHANNEL
                                                    + time,
                                            ACTIVITY)));
            assertThat(read.lines())
                    .containsExactly(
                            "youtube:bbbbbbbbbbb liked 2023-08-23T03:49:28Z",
                            "youtube:ddddddddddd played 2023-08-23T03:49:28Z");
            assertThat(read.reasons())
                    .containsExactly(
                            "watch-history.html:1 ADVERTISEMENT",
                            "watch-history.html:2 REMOVED",
                            "watch-history.html:3 NOT_A_VIDEO",
                            "watch-history.html:4 OTHER_PRODUCT",
                            "watch-history.html:6 BAD_TIME",
                            "watch-history.html:7 OVERLONG");
        }

        @Test
        void isLeftAsideWhereTheSameHistoryIsThereAsJson() {
            Collected read =
                    Collected.of(
                            exports.zip(
                                    "takeout.zip",
                                    "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.html",
                                    page(
                                            cell(
                                                    "YouTube",
                                                    "Watched "
                                                            + link("aaaaaaaaaaa", "A")
                                                            + CHANNEL
                                                            + "Aug 23, 2023, 3:49:28 AM UTC",
                                                    ACTIVITY)),
                                    "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.json",
                                    list(
                                            entry(
                                                    "„A“ angesehen",
                                                    watch("aaaaaaaaaaa"),
                                                    "2023-08-23T03:49:28.734Z"))));
            assertThat(read.lines())
                    .containsExactly("youtube:aaaaaaaaaaa played 2023-08-23T03:49:28Z");
        }

        @Test
        void andTheJsonThatComesLaterAreOneHistory() {
            String watched = "Watched " + link("aaaaaaaaaaa", "A") + CHANNEL;
            var html =
                    exports.file(
                            "watch-history.html",
                            page(
                                    cell(
                                            "YouTube",
                                            watched + "23.08.2023, 05:49:28 MESZ",
                                            ACTIVITY),
                                    cell(
                                            "YouTube",
                                            watched + "23.08.2023, 05:52:01 MESZ",
                                            ACTIVITY)));
            var json =
                    exports.file(
                            "watch-history.json",
                            list(
                                    entry(
                                            "Watched A",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-23T03:52:01.999Z"),
                                    entry(
                                            "Watched A",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-23T03:49:28.734Z"),
                                    entry(
                                            "Watched A",
                                            watch("aaaaaaaaaaa"),
                                            "2023-08-22T03:49:28.734Z")));
            try (Home home = Home.temporary();
                    Database database = home.open()) {
                Imports imports = TestImports.on(database, InstantSource.system());
                assertThat(signals(imports, html)).isEqualTo(new Count(2, 0));
                assertThat(signals(imports, json)).isEqualTo(new Count(1, 2));
                assertThat(signals(imports, html)).isEqualTo(new Count(0, 2));
            }
        }

        private Count signals(Imports imports, Path file) {
            try (Bundle bundle = Bundle.open(file)) {
                return imports.run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE)
                        .report()
                        .signals();
            }
        }

        /// As Windows packed them before it knew Unicode.
        @Test
        void isFoundUnderNamesInOldEncodings() throws java.io.IOException {
            var file = exports.path("old.zip");
            try (var zip =
                    new java.util.zip.ZipOutputStream(
                            java.nio.file.Files.newOutputStream(file),
                            java.nio.charset.Charset.forName("IBM850"))) {
                zip.putNextEntry(new java.util.zip.ZipEntry("Läufe/Français ñ.json"));
                zip.write(
                        list(entry("Watched A", watch("aaaaaaaaaaa"), "2023-08-23T03:49:28.734Z"))
                                .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            assertThat(Collected.of(file).said).hasSize(1);
        }
    }
}
