package io.skuld.server.ingest.activitywatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.ActivityLog.Added;
import io.skuld.server.activity.ActivityLog.Holding;
import io.skuld.server.activity.ActivitySettings;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityWatchReadingTest {
    private static final PersonId ANNA = new PersonId("anna");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String WINDOW = "aw-watcher-window_pc";

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final FakeActivityWatch host = new FakeActivityWatch();
    private final Home home = Home.temporary();
    private final Database database = home.open();
    private final SqlActivityLog log = new SqlActivityLog(database);
    private ActivityWatch watch;

    @BeforeEach
    void open() {
        new SqlPeople(database, now::get).ensure(List.of(ANNA));
        watch = watch(Duration.ofSeconds(20));
        host.bucket(WINDOW, "currentwindow", "pc", NOW.minus(Duration.ofDays(3)));
    }

    private ActivityWatch watch(Duration timeout) {
        return new ActivityWatch(
                new ActivitySettings(List.of(host.address() + "/")),
                new OutgoingSettings(List.of(), timeout, 1 << 24, 4, 64, 1 << 20),
                log,
                now::get);
    }

    @AfterEach
    void close() {
        watch.close();
        host.close();
        database.close();
        home.close();
    }

    private ActivityWatch.Found read() {
        return watch.read(host.address(), ANNA);
    }

    private void window(Instant at, int seconds, String title) {
        host.event(WINDOW, at, Duration.ofSeconds(seconds), Map.of("app", "vim", "title", title));
    }

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private List<ActivityEvent> kept() {
        return log.between(ANNA, Instant.EPOCH, NOW.plus(Duration.ofDays(9)));
    }

    private Trouble trouble() {
        return catchThrowableOfType(OutgoingException.class, this::read).trouble();
    }

    @Test
    void readsTheBucketsOfSeveralMachinesThatAreOfUse() {
        window(ago(60), 30, "plan.md");
        host.bucket("aw-watcher-afk_pc", "afkstatus", "pc", ago(90));
        host.event("aw-watcher-afk_pc", ago(80), Duration.ofMinutes(70), Map.of("status", "afk"));
        host.bucket("aw-watcher-window_laptop é", "currentwindow", "laptop", ago(90));
        host.event(
                "aw-watcher-window_laptop é", ago(50), Duration.ofMinutes(1), Map.of("app", "x"));
        host.bucket("aw-stopwatch", "general.stopwatch", "pc", ago(90));
        assertThat(read()).isEqualTo(new ActivityWatch.Found(new Added(3, 0, 0), 0));
        assertThat(log.holdings(ANNA))
                .extracting(holding -> holding.bucket().machine())
                .containsExactly("laptop", "pc", "pc");
        assertThat(host.asked()).noneMatch(path -> path.contains("stopwatch"));
    }

    @Test
    void asksForADayPageByPage() {
        for (int i = 0; i < 2500; i++) window(ago(600).plusSeconds(i), 1, "t" + i);
        assertThat(read().added()).isEqualTo(new Added(2500, 0, 0));
        assertThat(kept()).hasSize(2500);
    }

    @Test
    void findsWhatIsLongAgoInLongerLooks() {
        String old = "aw-watcher-window_old";
        host.bucket(old, "currentwindow", "old", NOW.minus(Duration.ofDays(700)));
        host.event(old, NOW.minus(Duration.ofDays(690)), Duration.ofMinutes(1), Map.of("app", "a"));
        host.event(old, NOW.minus(Duration.ofDays(2)), Duration.ofMinutes(1), Map.of("app", "b"));
        assertThat(read().added().added()).isEqualTo(2);
        assertThat(host.asked()).hasSizeLessThan(60);
    }

    @Test
    void aMachineWhoseClockIsAheadIsReadAllTheSame() {
        String ahead = "aw-watcher-window_ahead";
        host.bucket(ahead, "currentwindow", "ahead", NOW.plus(Duration.ofDays(400)));
        host.event(ahead, ago(5), Duration.ofMinutes(1), Map.of("app", "a"));
        host.event(ahead, ago(-30), Duration.ofMinutes(1), Map.of("app", "b"));
        assertThat(read().added().added()).isEqualTo(2);
        host.event(ahead, ago(-1), Duration.ofSeconds(5), Map.of("app", "c"));
        assertThat(read().added()).isEqualTo(new Added(1, 1, 0));
    }

    @Test
    void aHeartbeatThatGrowsIsUpdatedNotDoubled() {
        window(ago(10), 60, "plan.md");
        read();
        window(ago(10), 300, "plan.md");
        window(ago(5), 10, "next.md");
        assertThat(read().added()).isEqualTo(new Added(1, 1, 0));
        assertThat(kept())
                .extracting(ActivityEvent::title, event -> event.length().toSeconds())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("plan.md", 300L),
                        org.assertj.core.groups.Tuple.tuple("next.md", 10L));
    }

    @Test
    void theNextReadingAsksOnlyForWhatIsNew() {
        for (int i = 0; i < 100; i++) window(ago(200 - i), 60, "t" + i);
        read();
        host.asked().clear();
        assertThat(read().added()).isEqualTo(new Added(0, 1, 0));
        assertThat(host.asked()).hasSize(2).last().asString().contains("start=2026-11-21T10");
    }

    @Test
    void goesOnWhereItWasAfterTheHostBrokeOff() {
        window(NOW.minus(Duration.ofDays(2)), 60, "early");
        window(ago(10), 60, "late");
        host.instead("/events", FakeHost.text(500, "text/plain", "restarting"));
        assertThat(trouble()).isEqualTo(Trouble.HOST_FAILED);
        assertThat(kept()).isEmpty();
        host.instead("", null);
        assertThat(read().added().added()).isEqualTo(2);
    }

    @Test
    void whatWasReadBeforeAFailureIsKept() {
        window(NOW.minus(Duration.ofDays(2)).minusSeconds(1), 60, "early");
        window(ago(10), 60, "late");
        host.bucket("aw-watcher-window_zz", "currentwindow", "zz", ago(90));
        host.instead("_zz/events", FakeHost.text(200, "application/json", "[{\"timestamp\":"));
        assertThat(trouble()).isEqualTo(Trouble.NOT_UNDERSTOOD);
        assertThat(kept()).extracting(ActivityEvent::title).containsExactly("early", "late");
    }

    @Test
    void aBucketThatIsGoneKeepsTheOthersFromNothing() {
        window(ago(10), 60, "plan.md");
        host.bucket("aw-watcher-afk_gone", "afkstatus", "pc", ago(90));
        host.instead("afk_gone/events", FakeHost.text(404, "application/json", "{}"));
        assertThat(read().added().added()).isEqualTo(1);
    }

    @Test
    void aHostThatDoesNotAnswerInTimeIsLeft() {
        CountDownLatch over = new CountDownLatch(1);
        host.instead(
                "/buckets/",
                exchange -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        watch.close();
        watch = watch(Duration.ofMillis(300));
        assertThat(trouble()).isEqualTo(Trouble.TIMEOUT);
        over.countDown();
    }

    @Test
    void answersThatAreNoneAreNotUnderstood() {
        for (String answer : List.of("", "[]", "7", "{", "<html>")) {
            host.instead("/buckets/", FakeHost.text(200, "application/json", answer));
            assertThat(trouble()).as(answer).isEqualTo(Trouble.NOT_UNDERSTOOD);
        }
    }

    @Test
    void eventsThatCannotBeUsedAreCounted() {
        window(ago(10), 60, "plan.md");
        host.event(WINDOW, ago(9), Duration.ofSeconds(-5), Map.of("app", "x"));
        assertThat(read()).isEqualTo(new ActivityWatch.Found(new Added(1, 0, 0), 1));
    }

    @Test
    void anAddressThatNobodyAllowedIsNotAsked() {
        OutgoingException refused =
                catchThrowableOfType(
                        OutgoingException.class, () -> watch.read(host.address() + "/other", ANNA));
        assertThat(refused.trouble()).isEqualTo(Trouble.PRIVATE_ADDRESS);
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void whatIsPrivateIsNotStored() {
        log.hide(ANNA, new PrivatePatterns("bank"));
        window(ago(10), 60, "My bank");
        assertThat(read().added()).isEqualTo(new Added(1, 0, 1));
        assertThat(kept()).allMatch(ActivityEvent::hidden);
    }

    @Test
    void whatWasDeletedStaysDeletedThoughItGrows() {
        window(ago(20), 60, "early");
        window(ago(10), 60, "still open");
        read();
        log.deleteAll(ANNA);
        window(ago(10), 600, "still open");
        window(NOW, 5, "new");
        now.set(NOW.plusSeconds(60));
        read();
        assertThat(kept()).extracting(ActivityEvent::title).containsExactly("new");
        assertThat(log.holdings(ANNA)).extracting(Holding::events).containsExactly(1L);
    }
}
