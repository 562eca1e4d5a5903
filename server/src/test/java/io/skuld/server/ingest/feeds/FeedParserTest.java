package io.skuld.server.ingest.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {
    private static final URI ADDRESS = URI.create("https://example.org/feed.xml");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static ParsedFeed parse(String document) {
        return FeedParser.parse(document.getBytes(UTF_8), "").orElseThrow();
    }

    private static List<Described> described(String document) {
        return FeedItems.of(parse(document), ADDRESS, NOW).items();
    }

    private static Item item(String document) {
        List<Described> items = described(document);
        assertThat(items).hasSize(1);
        return items.getFirst().item();
    }

    private static String rss(String items) {
        return """
        <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>A paper</title><link>https://example.org/</link><language>de-AT</language>%s</channel></rss>\
        """
                .formatted(items);
    }

    @Nested
    class Formats {
        @Test
        void rssTwo() {
            Item item =
                    item(
                            rss(
                                    """
                                    <item><title>Tom &amp; Jerry</title><link>https://example.org/a?utm_source=x</link>
                                    <guid isPermaLink="false">17</guid><pubDate>Fri, 20 Nov 2026 18:30:00 +0100</pubDate>
                                    <dc:creator>Ann</dc:creator><category>Films</category>
                                    <description>Short.</description>
                                    <content:encoded><![CDATA[<p>The <b>whole</b> text.</p><p>And more.</p>]]></content:encoded></item>\
                                    """));
            assertThat(item.kind()).isEqualTo(ItemKind.ARTICLE);
            assertThat(item.title()).isEqualTo("Tom & Jerry");
            assertThat(item.creator()).isEqualTo("A paper");
            assertThat(item.extras()).containsEntry("author", "Ann");
            assertThat(item.description()).isEqualTo("The whole text.\n\nAnd more.");
            assertThat(item.tags()).containsExactly("films");
            assertThat(item.language()).isEqualTo("de");
            assertThat(item.published()).isEqualTo(Instant.parse("2026-11-20T17:30:00Z"));
            assertThat(item.location()).isEqualTo("https://example.org/a?utm_source=x");
        }

        @Test
        void rssOneAsRdf() {
            Item item =
                    item(
                            """
                            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
                            <channel rdf:about="https://example.org/"><title>Old</title><link>https://example.org/</link><items><rdf:Seq/></items></channel>
                            <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link><d:date>2026-11-01T10:00:00+01:00</d:date></item>
                            </rdf:RDF>\
                            """);
            assertThat(item.title()).isEqualTo("One");
            assertThat(item.creator()).isEqualTo("Old");
            assertThat(item.published()).isEqualTo(Instant.parse("2026-11-01T09:00:00Z"));
        }

        @Test
        void atom() {
            Item item =
                    item(
                            """
                            <feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &lt;i&gt;log&lt;/i&gt;</title>
                            <link rel="self" href="https://example.org/feed.xml"/><link href="https://example.org/"/>
                            <entry><id>urn:uuid:1</id><title>Entry</title><link rel="alternate" href="/2026/entry"/>
                            <published>2026-11-20T10:00:00.5Z</published><updated>2026-11-21T10:00:00Z</updated>
                            <author><name>Ann</name><email>a@example.org</email></author><category term="Java"/>
                            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second &amp; last.</p></div></content></entry></feed>\
                            """);
            assertThat(item.creator()).isEqualTo("A log");
            assertThat(item.location()).isEqualTo("https://example.org/2026/entry");
            assertThat(item.description()).isEqualTo("First.\n\nSecond & last.");
            assertThat(item.published()).isEqualTo(Instant.parse("2026-11-20T10:00:00.5Z"));
            assertThat(item.tags()).containsExactly("java");
        }

        @Test
        void jsonFeed() {
            Item item =
                    item(
                            """
                            {"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://example.org/","items":[
                            {"id":"1","url":"https://example.org/1","title":"One","content_html":"<p>Hi</p>","date_published":"2026-11-20T10:00:00Z",
                             "tags":["Java"],"attachments":[{"url":"https://example.org/1.mp3","mime_type":"audio/mpeg","duration_in_seconds":61}]}]}\
                            """);
            assertThat(item.kind()).isEqualTo(ItemKind.PODCAST);
            assertThat(item.duration()).isEqualTo(Duration.ofSeconds(61));
            assertThat(item.description()).isEqualTo("Hi");
            assertThat(item.extras()).containsEntry("media", "https://example.org/1.mp3");
        }

        @Test
        void podcast() {
            Item item =
                    item(
                            rss(
                                    """
                                    <itunes:image href="https://example.org/show.jpg"/>
                                    <item><title>Episode 1</title><link>https://example.org/show</link><guid>e1</guid>
                                    <enclosure url="https://example.org/e1.mp3" length="1" type="audio/mpeg"/>
                                    <itunes:duration>1:02:03</itunes:duration><itunes:summary>About it</itunes:summary></item>\
                                    """));
            assertThat(item.kind()).isEqualTo(ItemKind.PODCAST);
            assertThat(item.duration()).isEqualTo(Duration.ofSeconds(3723));
            assertThat(item.thumbnail()).isEqualTo("https://example.org/show.jpg");
            assertThat(item.description()).isEqualTo("About it");
        }

        @Test
        void aYouTubeChannel() {
            Item item = item(youtube("https://www.youtube.com/shorts/dQw4w9WgXcQ"));
            assertThat(item.id()).isEqualTo(ItemId.parse("youtube:dQw4w9WgXcQ"));
            assertThat(item.kind()).isEqualTo(ItemKind.VIDEO);
            assertThat(item.creator()).isEqualTo("A channel");
            assertThat(item.description()).isEqualTo("What it is about");
            assertThat(item.thumbnail())
                    .isEqualTo("https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg");
            assertThat(item.extras())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("channel", "UCaaaaaaaaaaaaaaaaaaaaaa", "short", "true"));
            assertThat(item(youtube("https://www.youtube.com/watch?v=dQw4w9WgXcQ")).extras())
                    .doesNotContainKey("short");
        }

        private String youtube(String link) {
            return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
             <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa"/>
             <id>yt:channel:aaaaaaaaaaaaaaaaaaaaaa</id><yt:channelId>aaaaaaaaaaaaaaaaaaaaaa</yt:channelId><title>A channel</title>
             <link rel="alternate" href="https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa"/><author><name>A channel</name></author>
             <entry><id>yt:video:dQw4w9WgXcQ</id><yt:videoId>dQw4w9WgXcQ</yt:videoId><yt:channelId>UCaaaaaaaaaaaaaaaaaaaaaa</yt:channelId>
              <title>A video</title><link rel="alternate" href="%s"/><author><name>A channel</name><uri>x</uri></author>
              <published>2026-11-20T10:00:00+00:00</published><updated>2026-11-20T11:00:00+00:00</updated>
              <media:group><media:title>A video</media:title><media:content url="https://www.youtube.com/v/dQw4w9WgXcQ?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
               <media:thumbnail url="https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg" width="480" height="360"/><media:description>What it is about</media:description>
               <media:community><media:starRating count="1" average="5.00"/><media:statistics views="1"/></media:community></media:group></entry></feed>\
            """
                    .formatted(link);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "   ",
                    "hello",
                    "<html><body>no</body></html>",
                    "{}",
                    "[1]",
                    "<?xml?>",
                    "{\"version\":1}"
                })
        void anythingElseIsNoFeed(String document) {
            assertThat(FeedParser.parse(document.getBytes(UTF_8), "")).isEmpty();
        }
    }

    @Nested
    class TheSameEntry {
        @Test
        void isTheSameItemHoweverOftenItIsRead() {
            String feed = rss("<item><guid>7</guid><title>A</title></item>");
            assertThat(item(feed).id()).isEqualTo(item(feed).id());
            assertThat(item(feed).id())
                    .isNotEqualTo(
                            FeedItems.of(parse(feed), URI.create("https://other.org/"), NOW)
                                    .items()
                                    .getFirst()
                                    .item()
                                    .id());
        }

        @Test
        void twiceInOneFeedIsOneItem() {
            assertThat(
                            described(
                                    rss(
                                            "<item><guid>7</guid><title>A</title></item><item><guid>7</guid><title>B</title></item>")))
                    .extracting(d -> d.item().title())
                    .containsExactly("A");
        }

        @Test
        void inTwoFeedsMeetsByItsLink() {
            String one =
                    rss(
                            "<item><guid>1</guid><title>A</title><link>http://www.example.org/a/?utm_medium=rss#top</link></item>");
            String two =
                    rss(
                            "<item><guid>2</guid><title>A</title><link>https://example.org/a</link></item>");
            assertThat(described(one).getFirst().aliases())
                    .isNotEmpty()
                    .isEqualTo(described(two).getFirst().aliases());
        }

        @Test
        void doesNotMeetWhatOnlyLinksToTheSameShow() {
            String shared =
                    rss(
                            "<item><guid>1</guid><title>A</title><link>https://example.org/show</link></item><item><guid>2</guid><title>B</title><link>https://example.org/show</link></item>");
            assertThat(described(shared)).hasSize(2).allMatch(d -> d.aliases().isEmpty());
            String home =
                    rss(
                            "<item><guid>1</guid><title>A</title><link>https://example.org/</link></item>");
            assertThat(described(home).getFirst().aliases()).isEmpty();
        }
    }

    @Nested
    class BrokenFeeds {
        @Test
        void keepWhatCameBeforeTheBreak() {
            String whole =
                    rss(
                            "<item><guid>1</guid><title>A</title></item><item><guid>2</guid><title>B</title></item>");
            ParsedFeed cut = parse(whole.substring(0, whole.indexOf("<title>B")));
            assertThat(cut.entries()).extracting(Entry::title).containsExactly("A");
            assertThat(cut.fault()).isNotEmpty();
            String json =
                    "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"A\"},{\"id\":\"2\",\"ti";
            assertThat(parse(json).entries()).extracting(Entry::title).containsExactly("A");
            assertThat(parse(json).fault()).isNotEmpty();
        }

        @Test
        void mayForgetToEscapeAndToBind() {
            assertThat(
                            item(rss(
                                            "<item><guid>1</guid><title>R&D&nbsp;&eacute;&hellip; &unknown;</title><podcast:x/></item>"))
                                    .title())
                    .isEqualTo("R&D é… &unknown;");
            assertThat(
                            item("<rss><channel><item><title>A</title><itunes:duration>61</itunes:duration></item></channel></rss>")
                                    .duration())
                    .isEqualTo(Duration.ofSeconds(61));
        }

        @Test
        void mayHoldWhatXmlForbids() {
            assertThat(
                            item(rss(
                                            "<item><title>A\u0000\u0008B&#0;C&#x1F;&#xFFFFFF;</title></item>"))
                                    .title())
                    .isEqualTo("A B C");
        }

        @Test
        void mayHoldHtmlThatNobodyEscaped() {
            assertThat(
                            item(rss(
                                            "<item><title>A</title><description><p>One</p><p>Two</p></description></item>"))
                                    .description())
                    .isEqualTo("One\n\nTwo");
        }

        @Test
        void withoutTitlesShowTheirFirstWords() {
            Item item =
                    item(
                            rss(
                                    "<item><guid>1</guid><description>"
                                            + "word ".repeat(100)
                                            + "</description></item>"));
            assertThat(item.title())
                    .startsWith("word word")
                    .endsWith("…")
                    .hasSizeLessThanOrEqualTo(90);
            assertThat(described(rss("<item><guid>1</guid></item>"))).isEmpty();
        }

        @Test
        void doNotPlaceThingsInTheFutureOrOnAddressesThatAreNone() {
            Item item =
                    item(
                            rss(
                                    "<item><title>A</title><link>javascript:alert(1)</link><pubDate>Mon, 01 Jan 2035 00:00:00 GMT</pubDate></item>"));
            assertThat(item.published()).isEqualTo(NOW);
            assertThat(item.location()).isEmpty();
        }

        @Test
        void areReadUpToABound() {
            String many =
                    IntStream.range(0, FeedParser.MOST_ENTRIES + 10)
                            .mapToObj(n -> "<item><guid>" + n + "</guid><title>T</title></item>")
                            .collect(Collectors.joining());
            assertThat(parse(rss(many)).entries()).hasSize(FeedParser.MOST_ENTRIES);
            Item huge =
                    item(
                            rss(
                                    "<item><title>"
                                            + "x".repeat(1_000_000)
                                            + "</title><description>"
                                            + "y ".repeat(1_000_000)
                                            + "</description></item>"));
            assertThat(huge.title()).hasSizeLessThanOrEqualTo(300);
            assertThat(huge.description()).hasSizeLessThanOrEqualTo(20_000);
        }

        @Test
        void nestedWithoutAnEndCostThemselvesAlone() {
            String deep =
                    "<item><title>A</title></item><item><title>B</title><description>"
                            + "<b>".repeat(100_000);
            assertThat(parse(rss(deep)).entries()).extracting(Entry::title).containsExactly("A");
        }
    }

    @Nested
    class Encodings {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UTF-8",
                    "UTF-16LE",
                    "UTF-16BE",
                    "ISO-8859-1",
                    "windows-1252",
                    "ISO-8859-2"
                })
        void areTakenAsDeclared(String encoding) {
            String xml =
                    "<?xml version=\"1.0\" encoding=\""
                            + encoding
                            + "\"?><rss><channel><item><title>Müße</title></item></channel></rss>";
            byte[] bytes = xml.getBytes(Charset.forName(encoding));
            assertThat(title(bytes, "")).isEqualTo("Müße");
        }

        @Test
        void areTakenFromTheHostWhenTheDocumentIsSilent() {
            byte[] bytes =
                    "<rss><channel><item><title>Привет</title></item></channel></rss>"
                            .getBytes(Charset.forName("KOI8-R"));
            assertThat(title(bytes, "text/xml; charset=koi8-r")).isEqualTo("Привет");
        }

        @Test
        void lieOften() {
            String xml =
                    "<?xml version=\"1.0\" encoding=\"%s\"?><rss><channel><item><title>Müße</title></item></channel></rss>";
            assertThat(title(xml.formatted("ISO-8859-1").getBytes(UTF_8), "")).isEqualTo("Müße");
            assertThat(title(xml.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1), ""))
                    .isEqualTo("Müße");
            assertThat(title(xml.formatted("no-such-thing").getBytes(UTF_8), "charset=??"))
                    .isEqualTo("Müße");
            assertThat(title(("\uFEFF\n  " + xml.formatted("UTF-8")).getBytes(UTF_8), ""))
                    .isEqualTo("Müße");
        }

        private String title(byte[] bytes, String type) {
            return FeedParser.parse(bytes, type).orElseThrow().entries().getFirst().title();
        }
    }

    @Nested
    class Attacks {
        @Test
        void noEntityIsExpandedAndNoFileRead() {
            String xxe =
                    """
                    <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
                    <rss><channel><item><title>A &x; &b;</title></item></channel></rss>\
                    """;
            Optional<ParsedFeed> feed = FeedParser.parse(xxe.getBytes(UTF_8), "");
            assertThat(feed.map(ParsedFeed::entries).orElse(List.of()))
                    .allSatisfy(entry ->
                            assertThat(entry.title())
                                    .doesNotContain("root:")
                                    .doesNotContain("aaaa"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 20 Nov 2026 18:30:00 GMT      | 2026-11-20T18:30:00Z",
                "Fri, 20 Nov 2026 18:30:00 EST      | 2026-11-20T23:30:00Z",
                "20 Nov 26 18:30 +0530              | 2026-11-20T13:00:00Z",
                "Freitag, 20 November 2026 18:30:60 | 2026-11-20T18:30:59Z",
                "Fri, 20-Nov-2026 18:30:00 UTC      | 2026-11-20T18:30:00Z",
                "Fri, 20 Nov 2026                   | 2026-11-20T12:00:00Z",
                "Fri, 20 Nov 2026 18:30:00 GMT+1    | 2026-11-20T17:30:00Z",
                "Fri, 20 Nov 2026 18:30:00 XYZ      | 2026-11-20T18:30:00Z",
                "2026-11-20T18:30:00+01:00          | 2026-11-20T17:30:00Z",
                "2026-11-20 18:30:00                | 2026-11-20T18:30:00Z",
                "2026-11-20                         | 2026-11-20T12:00:00Z",
                "Fri, 32 Nov 2026 18:30:00 GMT      | ",
                "Fri, 20 Foo 2026 18:30:00 GMT      | ",
                "Mon, 01 Jan 0001 00:00:00 GMT      | ",
                "Thu, 01 Jan 1970 00:00:00 GMT      | ",
                "yesterday                          | "
            })
    void datesAreReadAsPeopleWriteThem(String text, Instant at) {
        assertThat(FeedDates.parse(text)).isEqualTo(Optional.ofNullable(at));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61|61",
                "1:01|61",
                "62:03|3723",
                "1:02:03|3723",
                "PT1M1S|61",
                "61.5|61",
                "0|",
                "-5|",
                "x|",
                "99999999|"
            })
    void soAreLengths(String text, Long seconds) {
        assertThat(FeedDates.length(text).map(Duration::toSeconds))
                .isEqualTo(Optional.ofNullable(seconds));
    }

    /// Whatever stands in a document, reading it ends, holds its bounds and never throws.
    @Group
    class AnyDocument {
        @Provide
        Arbitrary<String> soup() {
            return Arbitraries.of(
                            "<rss>",
                            "<channel>",
                            "<item>",
                            "</item>",
                            "<entry>",
                            "</entry>",
                            "<feed xmlns='http://www.w3.org/2005/Atom'>",
                            "<title>",
                            "</title>",
                            "<link href='x' rel='enclosure' type='image/png'/>",
                            "<guid>",
                            "&",
                            "&amp;",
                            "&#x0;",
                            "&lt;",
                            "<![CDATA[",
                            "]]>",
                            "<!--",
                            "-->",
                            "<!DOCTYPE x [",
                            "]>",
                            "<?xml version='1.0' encoding='x'?>",
                            "<pubDate>Fri, 99 Nov",
                            "<itunes:duration>9:99:99",
                            "<media:group>",
                            "<author><name>",
                            "\u0000",
                            "\uD83C",
                            "ü",
                            "<a b='c' b='d'>",
                            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
                            "{\"id\":",
                            "\"x\"",
                            "[",
                            "]",
                            "}",
                            ",",
                            "null",
                            "1e999",
                            "'",
                            "\"",
                            "<",
                            ">",
                            "/>",
                            " ")
                    .list()
                    .ofMaxSize(60)
                    .map(parts -> String.join("", parts));
        }

        @Property
        void isReadToAnEnd(@ForAll("soup") String document) {
            holds(FeedParser.parse(document.getBytes(UTF_8), "text/xml; charset=koi8-r"));
        }

        @Property
        void ofBytesIsReadToAnEnd(@ForAll byte[] document) {
            holds(FeedParser.parse(document, ""));
        }

        @Property
        void cutAnywhereIsReadToAnEnd(
                @ForAll @net.jqwik.api.constraints.DoubleRange(min = 0, max = 1) double share) {
            byte[] whole =
                    rss("<item><title>Ä</title><content:encoded><![CDATA[<p>x]]></content:encoded></item>"
                                    .repeat(3))
                            .getBytes(UTF_8);
            holds(
                    FeedParser.parse(
                            java.util.Arrays.copyOf(whole, (int) (whole.length * share)), ""));
        }

        @Example
        void reallyReachesFeeds() {
            assertThat(FeedParser.parse("<rss><channel><item><title>x".getBytes(UTF_8), ""))
                    .isPresent();
        }

        private void holds(Optional<ParsedFeed> feed) {
            if (feed.isEmpty()) return;
            for (Described found : FeedItems.of(feed.get(), ADDRESS, NOW).items()) {
                assertThat(found.item().title()).isNotBlank().hasSizeLessThanOrEqualTo(300);
                assertThat(found.item().published()).isBeforeOrEqualTo(NOW);
            }
        }
    }
}
