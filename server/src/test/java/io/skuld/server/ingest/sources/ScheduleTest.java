package io.skuld.server.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PersonId ANNA = new PersonId("anna");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final FakeHost host = new FakeHost();
    private final FakeHost other = new FakeHost();
    private Home home;
    private Database database;
    private SqlSources sources;
    private Catalog catalog;
    private Outgoing outgoing;
    private Schedule schedule;

    @BeforeEach
    void open() {
        home = Home.temporary();
        database = home.open();
        new SqlPeople(database, clock).ensure(List.of(ANNA));
        sources = new SqlSources(database, clock, SourcesSettings.DEFAULTS);
        catalog = new SqlCatalog(database, clock);
        outgoing =
                new Outgoing(
                        new OutgoingSettings(
                                List.of("127.0.0.1", "127.0.0.2", "localhost"),
                                Duration.ofSeconds(20),
                                1 << 20,
                                4,
                                64,
                                1 << 20),
                        clock);
        FeedReader reader = new FeedReader(outgoing, host.address(""), clock);
        schedule =
                new Schedule(
                        sources,
                        java.util.Map.of(
                                Subscription.Kind.FEED, reader,
                                Subscription.Kind.CHANNEL, reader),
                        catalog,
                        new SqlFeedbackLog(database, clock),
                        sources,
                        clock,
                        new Random(1));
    }

    @AfterEach
    void close() {
        schedule.close();
        outgoing.close();
        host.close();
        other.close();
        database.close();
        home.close();
    }

    static String feed(String title, int... items) {
        StringBuilder xml = new StringBuilder("<rss><channel><title>" + title + "</title>");
        for (int n : items)
            xml.append(
                    "<item><guid>https://example.org/%s/%d</guid><title>%s %d</title></item>"
                            .formatted(title, n, title, n));
        return xml.append("</channel></rss>").toString();
    }

    private Source follow(String address) {
        return sources.add(ANNA, Subscription.at(address, ""), Duration.ofHours(1), null).source();
    }

    private Source again(Source source) {
        return sources.find(source.id()).orElseThrow();
    }

    private void readAll() {
        schedule.begin();
        waitUntil(() -> schedule.atWork() == 0);
    }

    static void waitUntil(BooleanSupplier happened) {
        for (int i = 0; i < 3_000 && !happened.getAsBoolean(); i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(happened.getAsBoolean()).isTrue();
    }

    @Test
    void whatIsNewGoesIntoTheCatalogueOnce() {
        host.at("/a", FakeHost.feed(feed("a", 1, 2)));
        Source source = follow(host.address("/a"));
        readAll();
        assertThat(again(source).last())
                .extracting(SourceRun::outcome, SourceRun::added)
                .containsExactly(SourceRun.Outcome.READ, 2);
        assertThat(again(source).name()).isEqualTo("a");
        host.at("/a", FakeHost.feed(feed("a", 1, 2, 3)));
        now.set(NOW.plus(Duration.ofHours(2)));
        readAll();
        assertThat(again(source).last())
                .extracting(SourceRun::added, SourceRun::known)
                .containsExactly(1, 2);
        assertThat(catalog.size()).isEqualTo(3);
    }

    @Test
    void isReadOnlyWhenItsTimeHasCome() {
        host.at("/a", FakeHost.feed(feed("a", 1)));
        Source source = follow(host.address("/a"));
        readAll();
        readAll();
        now.set(NOW.plus(Duration.ofMinutes(50)));
        readAll();
        assertThat(host.asked()).containsExactly("/a");
        now.set(again(source).nextRun());
        readAll();
        assertThat(host.asked()).hasSize(2);
    }

    @Test
    void asksOnlyForWhatChanged() {
        host.at("/a", FakeHost.versioned("\"1\"", "yesterday", feed("a", 1)));
        Source source = follow(host.address("/a"));
        readAll();
        now.set(NOW.plus(Duration.ofHours(2)));
        readAll();
        assertThat(again(source).last())
                .extracting(SourceRun::outcome)
                .isEqualTo(SourceRun.Outcome.UNCHANGED);
        assertThat(again(source).name()).isEqualTo("a");
        now.set(NOW.plus(Duration.ofHours(4)));
        readAll();
        assertThat(again(source).last())
                .extracting(SourceRun::outcome)
                .isEqualTo(SourceRun.Outcome.UNCHANGED);
    }

    @Test
    void goesOnFromAPageToTheFeedItNames() {
        host.at(
                        "/",
                        FakeHost.text(
                                200,
                                "text/html",
                                "<!doctype html><html><head><link rel=alternate type=application/rss+xml title='Comments' href=/c><link rel='alternate' type='application/rss+xml' href='/a'></head>"))
                .at("/a", FakeHost.feed(feed("a", 1)));
        Source source = follow(host.address("/"));
        readAll();
        assertThat(again(source).subscription().address()).isEqualTo(host.address("/a"));
        assertThat(catalog.size()).isEqualTo(1);
    }

    @Test
    void aChannelIsAskedForWhereYouTubeIs() {
        host.at(
                "/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa",
                FakeHost.feed(feed("a", 1)));
        Source source = follow("https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa/videos");
        readAll();
        assertThat(again(source).last()).extracting(SourceRun::added).isEqualTo(1);
        assertThat(again(source).subscription().kind()).isEqualTo(Subscription.Kind.CHANNEL);
    }

    @Nested
    class AFailure {
        @Test
        void saysWhyAndWaitsLongerEachTime() {
            host.at("/a", FakeHost.text(500, "text/plain", "oh"));
            Source source = follow(host.address("/a"));
            readAll();
            assertThat(again(source).last())
                    .extracting(SourceRun::trouble, SourceRun::detail)
                    .containsExactly(Trouble.HOST_FAILED, "500");
            Duration first = Duration.between(now.get(), again(source).nextRun());
            now.set(again(source).nextRun());
            readAll();
            Duration second = Duration.between(now.get(), again(source).nextRun());
            assertThat(second).isGreaterThan(first);
            host.at("/a", FakeHost.feed(feed("a", 1)));
            now.set(again(source).nextRun());
            readAll();
            assertThat(again(source).failures()).isZero();
        }

        @Test
        void waitsAsLongAsTheHostAsks() {
            host.at("/a", FakeHost.text(429, "text/plain", "", "Retry-After", "7200"));
            Source source = follow(host.address("/a"));
            readAll();
            assertThat(again(source).nextRun()).isAfterOrEqualTo(NOW.plusSeconds(7200));
            assertThat(again(source).last()).extracting(SourceRun::trouble).isEqualTo(Trouble.BUSY);
        }

        @Test
        void forGoodPausesTheSource() {
            host.at("/a", FakeHost.text(410, "text/plain", ""));
            Source source = follow(host.address("/a"));
            readAll();
            assertThat(again(source).state()).isEqualTo(Source.State.PAUSED);
        }

        @Test
        void ofAnAnswerThatIsNoFeedIsToldSo() {
            host.at("/a", FakeHost.text(200, "text/html", "<html>hello"));
            Source source = follow(host.address("/a"));
            readAll();
            assertThat(again(source).last())
                    .extracting(SourceRun::trouble)
                    .isEqualTo(Trouble.NOT_UNDERSTOOD);
        }

        @Test
        void inTheMiddleKeepsWhatCameBefore() {
            String whole = feed("a", 1, 2);
            host.at("/a", FakeHost.feed(whole.substring(0, whole.indexOf("a 2"))));
            Source source = follow(host.address("/a"));
            readAll();
            assertThat(again(source).last())
                    .extracting(SourceRun::outcome, SourceRun::added, SourceRun::trouble)
                    .containsExactly(SourceRun.Outcome.READ, 1, Trouble.NOT_UNDERSTOOD);
        }
    }

    @Test
    void aSlowSourceKeepsNoOtherWaiting() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        host.at(
                "/slow",
                exchange -> {
                    try {
                        release.await(15, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    FakeHost.feed(feed("slow", 1)).answer(exchange);
                });
        other.at("/quick", FakeHost.feed(feed("quick", 1)));
        Source slow = follow(host.address("/slow"));
        Source quick = follow(other.address("/quick").replace("127.0.0.1", "localhost"));
        schedule.begin();
        waitUntil(() -> again(quick).last() != null);
        assertThat(schedule.isAtWork(slow.id())).isTrue();
        assertThat(again(slow).last()).isNull();
        release.countDown();
        waitUntil(() -> again(slow).last() != null);
    }

    @Test
    void twoHundredChannelsAreReadInOneRound() {
        List<Source> all =
                IntStream.range(0, 200)
                        .mapToObj(n -> {
                            host.at("/f" + n, FakeHost.feed(feed("f" + n, 1, 2, 3)));
                            return follow(host.address("/f" + n));
                        })
                        .toList();
        readAll();
        assertThat(all)
                .allSatisfy(source ->
                        assertThat(again(source).last()).extracting(SourceRun::added).isEqualTo(3));
        assertThat(catalog.size()).isEqualTo(600);
        assertThat(host.mostAtOnce()).isLessThanOrEqualTo(4);
    }

    @Test
    void startsByItselfAndTellsOfEachReading() {
        host.at("/a", FakeHost.feed(feed("a", 1)));
        List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        schedule.onChange(source -> told.add(source.id()));
        schedule.start();
        Source source = follow(host.address("/a"));
        schedule.look();
        waitUntil(() -> told.size() == 2);
        assertThat(told).containsOnly(source.id());
    }
}
