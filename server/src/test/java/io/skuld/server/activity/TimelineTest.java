package io.skuld.server.activity;

import static io.skuld.server.activity.Watched.at;
import static io.skuld.server.activity.Watched.audible;
import static io.skuld.server.activity.Watched.away;
import static io.skuld.server.activity.Watched.event;
import static io.skuld.server.activity.Watched.present;
import static io.skuld.server.activity.Watched.tab;
import static io.skuld.server.activity.Watched.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.Timeline.Span;
import io.skuld.server.activity.Timeline.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How what watchers saw becomes one timeline.
class TimelineTest {
    private static Timeline timeline(String rules, ActivityEvent... events) {
        return CanonicalEvents.timeline(
                Arrays.asList(events), new Categories(rules).rules(), at("10:00"), at("16:00"));
    }

    /// As `10:00-10:05 app title url`.
    private static List<String> lines(ActivityEvent... events) {
        return timeline("", events).spans().stream().map(TimelineTest::line).toList();
    }

    private static String line(Span span) {
        String what =
                span.hidden()
                        ? "hidden"
                        : String.join(" ", span.app(), span.title(), span.url()).strip();
        return "%s-%s %s"
                .formatted(
                        span.at().toString().substring(11).replaceFirst("(:00)?Z", ""),
                        span.end().toString().substring(11).replaceFirst("(:00)?Z", ""),
                        what);
    }

    @Nested
    class Windows {
        @Test
        void countWhileSomeoneIsThere() {
            assertThat(
                            lines(
                                    window("10:00", "11:00", "vim", "a"),
                                    present("10:05", "10:10"),
                                    away("10:10", "10:20"),
                                    present("10:20", "10:30")))
                    .containsExactly("10:05-10:10 vim a", "10:20-10:30 vim a");
        }

        @Test
        void countAlwaysWhereNobodyWatchesPresence() {
            assertThat(
                            lines(
                                    event(Watched.LAPTOP, "10:00", "10:05", "bash", "~", ""),
                                    window("10:00", "10:05", "vim", "a"),
                                    away("09:00", "12:00")))
                    .containsExactly("10:00-10:05 bash ~");
        }

        @Test
        void areCutWhereTheTimeBeginsAndEnds() {
            assertThat(
                            lines(
                                    window("09:00", "10:01", "into", ""),
                                    window("15:59", "17:00", "out", "")))
                    .containsExactly("10:00-10:01 into", "15:59-16:00 out");
        }

        @Test
        void thatOverlapGiveWayToTheLaterAndGoOnAfterIt() {
            assertThat(
                            lines(
                                    window("10:00", "10:10", "a", ""),
                                    window("10:03", "10:05", "b", ""),
                                    window("10:08", "10:12", "c", "")))
                    .containsExactly(
                            "10:00-10:03 a", "10:03-10:05 b", "10:05-10:08 a", "10:08-10:12 c");
        }

        @Test
        void closeGapsOfAFewSeconds() {
            assertThat(
                            lines(
                                    window("10:00", "10:01", "a", ""),
                                    window("10:01:05", "10:02", "a", ""),
                                    window("10:02:06", "10:03", "a", "")))
                    .containsExactly("10:00-10:02 a", "10:02:06-10:03 a");
        }

        @Test
        void thatLastedNoTimeAreNotSeen() {
            assertThat(lines(window("10:00", "10:00", "a", ""))).isEmpty();
        }
    }

    @Nested
    class Tabs {
        @Test
        void sayWhatABrowserShows() {
            assertThat(
                            lines(
                                    window("10:00", "10:10", "Firefox", "B — Firefox"),
                                    window("10:10", "10:20", "vim", "a"),
                                    tab("10:02", "10:05", "A", "https://example.org/a"),
                                    tab("10:05", "10:15", "B", "https://example.org/b")))
                    .containsExactly(
                            "10:00-10:02 Firefox B — Firefox",
                            "10:02-10:05 Firefox A https://example.org/a",
                            "10:05-10:10 Firefox B https://example.org/b",
                            "10:10-10:20 vim a");
        }

        @Test
        void ofAnotherBrowserAreNotAsked() {
            assertThat(
                            lines(
                                    window("10:00", "10:10", "Google-chrome", "C"),
                                    tab("10:00", "10:10", "A", "https://example.org/a")))
                    .containsExactly("10:00-10:10 Google-chrome C");
        }

        @Test
        void thatMakeSoundMeanThatSomeoneIsThere() {
            ActivityEvent film = tab("10:00", "10:10", "Film", "https://example.org/f");
            assertThat(
                            lines(
                                    window("10:00", "10:20", "firefox", "x"),
                                    away("10:00", "12:00"),
                                    audible(film)))
                    .containsExactly("10:00-10:10 firefox Film https://example.org/f");
        }

        @Test
        void inTheBackgroundMeanNothing() {
            assertThat(
                            lines(
                                    window("10:00", "10:20", "vim", "x"),
                                    away("10:00", "12:00"),
                                    audible(tab("10:00", "10:10", "Radio", "https://r"))))
                    .isEmpty();
        }

        @Test
        void ofPrivateWindowsHideTheWindow() {
            assertThat(
                            lines(
                                    window("10:00", "10:10", "firefox", "Secret — Firefox"),
                                    tab("10:00", "10:05", "Secret", "").withoutTexts()))
                    .containsExactly("10:00-10:05 hidden", "10:05-10:10 firefox Secret — Firefox");
        }
    }

    @Test
    void theEditorSpeaksWhereNoWindowIsWatched() {
        ActivityEvent edit = event(Watched.EDITOR, "10:00", "10:05", "vim", "plan.md", "");
        assertThat(lines(edit)).containsExactly("10:00-10:05 vim plan.md");
        assertThat(lines(edit, window("10:00", "10:05", "kitty", "vim")))
                .containsExactly("10:00-10:05 kitty vim");
    }

    @Test
    void totalsAreByCategoryAndAppWithoutWhatIsHidden() {
        Timeline timeline =
                timeline(
                        "Work > Mail: mail\nWork: vim",
                        window("10:00", "10:10", "vim", "a"),
                        window("10:10", "10:15", "vim", "mail"),
                        window("10:15", "10:35", "game", ""),
                        window("10:35", "10:36", "", "").withoutTexts());
        assertThat(timeline.active()).isEqualTo(Duration.ofMinutes(36));
        assertThat(timeline.hidden()).isEqualTo(Duration.ofMinutes(1));
        assertThat(timeline.byCategory())
                .containsExactly(
                        new Total<>(List.of(), Duration.ofMinutes(20)),
                        new Total<>(List.of("Work"), Duration.ofMinutes(10)),
                        new Total<>(List.of("Work", "Mail"), Duration.ofMinutes(5)));
        assertThat(timeline.byApp())
                .containsExactly(
                        new Total<>("game", Duration.ofMinutes(20)),
                        new Total<>("vim", Duration.ofMinutes(15)));
    }

    /// Minute by minute: in front is what began last of all that covers it, if someone is there.
    @Property(tries = 200, seed = "20261121")
    void eachMinuteHoldsWhatWasInFront(@ForAll long seed) {
        Random random = new Random(seed);
        List<ActivityEvent> windows = some(random, Watched.WINDOW, "app ");
        List<ActivityEvent> presence = some(random, Watched.AFK, "");
        List<ActivityEvent> all = new ArrayList<>(windows);
        all.addAll(presence);
        Timeline timeline =
                CanonicalEvents.timeline(
                        all, Categories.NONE.rules(), at("10:00"), at("10:00").plusSeconds(3600));
        Map<Instant, String> found = new HashMap<>();
        for (Span span : timeline.spans())
            for (Instant at = span.at(); at.isBefore(span.end()); at = at.plusSeconds(60))
                assertThat(found.put(at, span.app())).as("twice at %s", at).isNull();
        Map<Instant, String> expected = new HashMap<>();
        for (int minute = 0; minute < 60; minute++) {
            Instant at = at("10:00").plusSeconds(60L * minute);
            ActivityEvent front = latest(windows, at);
            ActivityEvent there = latest(presence, at);
            boolean attended =
                    presence.isEmpty() || (there != null && there.title().equals("not-afk"));
            if (front != null && attended) expected.put(at, front.app());
        }
        assertThat(found).isEqualTo(expected);
    }

    /// Up to twelve events on whole minutes, of different starts.
    private static List<ActivityEvent> some(Random random, Bucket bucket, String app) {
        Map<Instant, ActivityEvent> events = new HashMap<>();
        for (int i = random.nextInt(13); i > 0; i--) {
            Instant start = at("09:50").plusSeconds(60L * random.nextInt(75));
            boolean afk = bucket.watcher() == Watcher.AFK;
            String title = !afk ? "" : random.nextBoolean() ? "afk" : "not-afk";
            events.put(
                    start,
                    new ActivityEvent(
                            bucket,
                            start,
                            Duration.ofMinutes(1 + random.nextInt(25)),
                            app.isEmpty() ? "" : app + i,
                            title,
                            "",
                            false,
                            false));
        }
        return List.copyOf(events.values());
    }

    private static @org.jspecify.annotations.Nullable ActivityEvent latest(
            List<ActivityEvent> events, Instant at) {
        return events.stream()
                .filter(event -> !event.at().isAfter(at) && event.end().isAfter(at))
                .max(Comparator.comparing(ActivityEvent::at))
                .orElse(null);
    }
}
