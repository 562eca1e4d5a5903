package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.feeds.Opml;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of what people follow elsewhere.
class SubscriptionsTest {
    private static final String A = "UCaaaaaaaaaaaaaaaaaaaaaa";
    private static final String B = "UCbbbbbbbbbbbbbbbbbbbbbb";
    private static final String FEED = "https://www.youtube.com/feeds/videos.xml?channel_id=";

    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected read(String text) {
        return Collected.of(exports.file("export", text));
    }

    private static List<String> followed(Collected read) {
        return read.followed.stream().map(s -> s.title() + " " + s.address()).toList();
    }

    @Nested
    class Takeout {
        private static final String LIST =
                "Kanal-ID,Kanal-URL,Kanaltitel\n%s,http://www.youtube.com/channel/%s,\"Eins, zwei\"\n%s,http://www.youtube.com/channel/%s,Drei\nnonsense,x,y\n"
                        .formatted(A, A, B, B);

        @Test
        void isKnownByTheIdsInItWhateverItsLanguage() {
            Collected read = read(LIST);
            assertThat(read.format).isEqualTo("youtube-takeout");
            assertThat(followed(read))
                    .containsExactly("Eins, zwei " + FEED + A, "Drei " + FEED + B);
            assertThat(read.reasons()).containsExactly("export:4 BAD_ID");
        }

        @Test
        void comesAlongWithTheHistoryOfTheSameArchive() {
            Path zip =
                    exports.zip(
                            "takeout.zip",
                            "Takeout/YouTube und YouTube Music/Abos/Abos.csv",
                            LIST,
                            "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.json",
                            "[{\"header\":\"YouTube\",\"title\":\"Watched X\",\"titleUrl\":\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\",\"subtitles\":[{\"name\":\"C\",\"url\":\"https://www.youtube.com/channel/%s\"}],\"time\":\"2024-01-01T00:00:00Z\"}]"
                                    .formatted(A));
            Collected read = Collected.of(zip);
            assertThat(read.followed).hasSize(2);
            assertThat(read.said).hasSize(1);
        }
    }

    @Nested
    class OpmlFile {
        @Test
        void namesFeedsInFolders() {
            Collected read =
                    read(
                            """
                            <?xml version="1.0" encoding="UTF-8"?>
                            <opml version="1.1"><head><title>My feeds</title></head><body>
                            <outline text="News"><outline type="rss" text="A &amp; B" title="A &amp; B" xmlUrl="https://example.org/a?x=1&y=2" htmlUrl="https://example.org"/>
                            <outline text="Only text" xmlUrl="feed://example.org/b"/></outline>
                            <outline text="YouTube" title="YouTube" xmlUrl="https://www.youtube.com/feeds/videos.xml?channel_id=%s"/>
                            <outline text="bad" xmlUrl="ftp://example.org/"/></body></opml>\
                            """
                                    .formatted(A));
            assertThat(read.format).isEqualTo("opml");
            assertThat(followed(read))
                    .containsExactly(
                            "A & B https://example.org/a?x=1&y=2",
                            "Only text https://example.org/b",
                            "YouTube " + FEED + A);
            assertThat(read.followed.getLast().kind()).isEqualTo(Subscription.Kind.CHANNEL);
            assertThat(read.reasons()).containsExactly("export:6 BAD_ADDRESS");
        }

        @Test
        void keepsWhatCameBeforeABreak() {
            Collected read =
                    read(
                            "<opml><body><outline xmlUrl='https://example.org/a'/><outline xmlUrl='https://example.org");
            assertThat(followed(read)).containsExactly(" https://example.org/a");
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(SkipReason.BROKEN_XML);
        }

        @Test
        void expandsNoEntity() {
            Collected read =
                    read(
                            "<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&x;' xmlUrl='https://example.org/a'/></body></opml>");
            assertThat(read.followed).allSatisfy(s -> assertThat(s.title()).doesNotContain("root"));
        }

        @Test
        void isTheInverseOfWhatSkuldWrites() {
            List<Subscription> list =
                    List.of(
                            Subscription.at("https://example.org/a?x=1&y=2", "A <&\"' \u0001ü"),
                            Subscription.channel(A, "Channel"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Opml.write(list, Instant.EPOCH, out);
            Collected read = read(out.toString(StandardCharsets.UTF_8));
            assertThat(followed(read))
                    .containsExactly(
                            "A <&\"' ü https://example.org/a?x=1&y=2", "Channel " + FEED + A);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<opml>",
                    "<opml version='2.0'/>",
                    "<opml><outline",
                    "<opml a='1' a='2'>",
                    "\uFEFF<?xml?><OPML>"
                })
        void isReadToAnEndHoweverBroken(String text) {
            assertThat(read(text).followed).isEmpty();
        }
    }

    @Test
    void newPipesSubscriptions() {
        Collected read =
                read(
                        """
                        {"app_version":"0.24","app_version_int":990,"subscriptions":[
                        {"service_id":0,"url":"https://www.youtube.com/channel/%s","name":"A"},
                        {"service_id":1,"url":"https://soundcloud.com/x","name":"Loud"},
                        {"service_id":3,"url":"https://peer.example/c/x","name":"Peer"}]}\
                        """
                                .formatted(A));
        assertThat(read.format).isEqualTo("newpipe");
        assertThat(followed(read))
                .containsExactly("A " + FEED + A, "Peer https://peer.example/c/x");
        assertThat(read.skipped).extracting(Skipped::reason).containsExactly(SkipReason.NO_FEED);
    }

    @Test
    void newPipesBackupHoldsThemToo() {
        Path file =
                SqliteExports.database(
                        exports.path("newpipe.db"),
                        "CREATE TABLE streams (uid INTEGER, url TEXT, title TEXT, uploader TEXT, duration INTEGER)",
                        "CREATE TABLE stream_history (stream_id INTEGER, access_date INTEGER, repeat_count INTEGER)",
                        "CREATE TABLE stream_state (stream_id INTEGER, progress_time INTEGER)",
                        "CREATE TABLE subscriptions (uid INTEGER, service_id INTEGER, url TEXT, name TEXT)",
                        "INSERT INTO subscriptions VALUES (1, 0, 'https://www.youtube.com/channel/%s', 'A')"
                                .formatted(A));
        assertThat(followed(Collected.of(file))).containsExactly("A " + FEED + A);
    }

    @Test
    void freeTubesProfiles() {
        Collected read =
                read(
                        """
                        {"_id":"allChannels","name":"All","bgColor":"#000","subscriptions":[{"id":"%s","name":"A","thumbnail":"x"},{"id":"%s","name":"B"}]}
                        {"_id":"mine","name":"Mine","subscriptions":[{"id":"%s","name":"A"},{"id":"odd","name":"C"}]}
                        """
                                .formatted(A, B, A));
        assertThat(read.format).isEqualTo("freetube");
        assertThat(followed(read)).containsExactly("A " + FEED + A, "B " + FEED + B);
        assertThat(read.skipped).extracting(Skipped::reason).containsExactly(SkipReason.BAD_ID);
    }

    @Test
    void anotherSkuldsExport() {
        Collected read =
                Collected.of(
                        exports.folder(
                                "export",
                                "skuld-export.jsonl",
                                "{\"format\":\"skuld-export\",\"version\":1}\n",
                                "source.jsonl",
                                """
                                {"kind":"feed","address":"https://example.org/a","title":"A","state":"paused"}
                                {"kind":"feed","address":"https://example.org/b","title":"B","state":"removed"}
                                {"kind":"feed","address":"file:///etc/passwd","title":"C","state":"active"}
                                {"kind":"odd","address":"https://example.org/d","title":"D","state":"active"}
                                """));
        assertThat(read.format).isEqualTo("skuld-export");
        assertThat(followed(read)).containsExactly("A https://example.org/a");
        assertThat(read.skipped)
                .extracting(Skipped::reason)
                .containsExactly(SkipReason.BAD_ADDRESS, SkipReason.NOT_AN_ENTRY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org/feed              | https://example.org/feed",
                "HTTPS://Example.ORG           | https://example.org/",
                "feed:https://example.org/f#x  | https://example.org/f",
                "pcast://example.org:8080/f    | https://example.org:8080/f",
                "https://m.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa/videos?x=1 | https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa | https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa"
            })
    void onePlaceWrittenInManyWaysIsOneSubscription(String text, String address) {
        assertThat(Subscription.at(text, "").address()).isEqualTo(address);
    }

    @Nested
    class TheWholeWay {
        private final InstantSource clock =
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
        private final Home home = Home.temporary();
        private final Database database = home.open();
        private final SqlSources sources =
                new SqlSources(database, clock, SourcesSettings.DEFAULTS);
        private final Imports imports =
                new Imports(
                        Formats.all(),
                        new SqlCatalog(database, clock),
                        new SqlPeople(database, clock),
                        new SqlFeedbackLog(database, clock),
                        new SqlActivityLog(database),
                        sources,
                        new SqlImportHistory(database),
                        clock);
        private final Path list =
                exports.file(
                        "feeds.opml",
                        "<opml><body><outline title='A' xmlUrl='https://example.org/a'/><outline title='B' xmlUrl='https://example.org/b'/><outline title='A again' xmlUrl='https://example.org/a'/></body></opml>");

        @AfterEach
        void closeIt() {
            database.close();
            home.close();
        }

        private ImportRun bring() {
            try (Bundle bundle = Bundle.open(list)) {
                return imports.run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE);
            }
        }

        private List<String> names() {
            return sources.of(PersonId.ME).stream().map(Source::name).toList();
        }

        @Test
        void isPreviewedBroughtOnceUndoneAndBroughtBack() {
            try (Bundle bundle = Bundle.open(list)) {
                ImportReport preview =
                        imports.preview(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE);
                assertThat(preview.sources()).isEqualTo(new Count(2, 0));
                assertThat(preview.samples()).containsExactly("A", "B");
                assertThat(preview.reasons()).containsOnlyKeys(SkipReason.TWICE.text());
            }
            assertThat(names()).isEmpty();
            ImportRun run = bring();
            assertThat(run.report().sources()).isEqualTo(new Count(2, 0));
            assertThat(bring().report().sources()).isEqualTo(new Count(0, 2));
            assertThat(names()).containsExactly("A", "B");
            assertThat(imports.undo(run.id())).isEqualTo(2);
            assertThat(names()).isEmpty();
            assertThat(bring().report().sources()).isEqualTo(new Count(2, 0));
            assertThat(names()).containsExactly("A", "B");
        }
    }
}
