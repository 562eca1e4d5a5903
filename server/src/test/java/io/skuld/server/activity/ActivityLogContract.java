package io.skuld.server.activity;

import static io.skuld.server.activity.Watched.at;
import static io.skuld.server.activity.Watched.away;
import static io.skuld.server.activity.Watched.event;
import static io.skuld.server.activity.Watched.present;
import static io.skuld.server.activity.Watched.tab;
import static io.skuld.server.activity.Watched.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.ActivityLog.Added;
import io.skuld.server.activity.ActivityLog.Holding;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the log of activity promises, on every database.
abstract class ActivityLogContract {
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");

    TestDatabase place;
    Database database;
    SqlPeople people;
    ActivityLog log;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        people = new SqlPeople(database, InstantSource.system());
        people.ensure(List.of(ANNA, BEN));
        log = new SqlActivityLog(database);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    private List<ActivityEvent> all(PersonId person) {
        return log.between(person, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Nested
    class Adding {
        @Test
        void keepsWhatWasSeenByStart() {
            ActivityEvent late = window("10:05", "10:06", "vim", "notes «ä» 🎬");
            ActivityEvent early = event(Watched.LAPTOP, "10:00", "10:05", "bash", "~", "");
            assertThat(log.add(ANNA, null, List.of(late, early))).isEqualTo(new Added(2, 0, 0));
            assertThat(all(ANNA)).containsExactly(early, late);
            assertThat(all(BEN)).isEmpty();
        }

        @Test
        void againChangesNothing() {
            List<ActivityEvent> events =
                    List.of(window("10:00", "10:05", "vim", "a"), present("10:00", "11:00"));
            log.add(ANNA, null, events);
            assertThat(log.wouldAdd(ANNA, events)).isEqualTo(new Added(0, 2, 0));
            assertThat(log.add(ANNA, null, events)).isEqualTo(new Added(0, 2, 0));
            assertThat(all(ANNA)).containsExactlyInAnyOrderElementsOf(events);
        }

        @Test
        void aHeartbeatThatGrewReplacesItsShorterSelf() {
            log.add(ANNA, null, List.of(window("10:00", "10:05", "vim", "a")));
            log.add(ANNA, null, List.of(window("10:00", "10:09", "vim", "a")));
            log.add(ANNA, null, List.of(window("10:00", "10:07", "vim", "a")));
            assertThat(all(ANNA)).containsExactly(window("10:00", "10:09", "vim", "a"));
        }

        @Test
        void takesTheLongestOfThoseThatBeginAtOnce() {
            Added added =
                    log.add(
                            ANNA,
                            null,
                            List.of(
                                    window("10:00", "10:01", "a", ""),
                                    window("10:00", "10:09", "b", ""),
                                    window("10:00", "10:02", "c", "")));
            assertThat(added).isEqualTo(new Added(1, 0, 0));
            assertThat(all(ANNA)).containsExactly(window("10:00", "10:09", "b", ""));
        }

        @Test
        void keepsHostAndPathOfAnAddress() {
            log.add(
                    ANNA,
                    null,
                    List.of(tab("10:00", "10:01", "A", "https://me:pw@example.org/a/b?q=1#c")));
            assertThat(all(ANNA)).extracting(ActivityEvent::url).containsExactly("example.org/a/b");
        }

        @Test
        void survivesTextsThatDatabasesDislike() {
            String odd = "a\0b\uD800c" + "é".repeat(5000);
            log.add(ANNA, null, List.of(window("10:00", "10:01", odd, odd)));
            assertThat(all(ANNA).getFirst().title()).startsWith("a bcé").hasSize(500);
        }
    }

    @Nested
    class WhatIsPrivate {
        @Test
        void isNeverStoredButItsTimeIs() {
            log.hide(ANNA, new PrivatePatterns("# mine\nbank\n^secret"));
            Added added =
                    log.add(
                            ANNA,
                            null,
                            List.of(
                                    window("10:00", "10:01", "Firefox", "My BANK account"),
                                    window("10:01", "10:02", "secret-app", "x"),
                                    tab("10:02", "10:03", "x", "https://example.org/?to=bank"),
                                    window("10:03", "10:04", "vim", "no secret")));
            assertThat(added).isEqualTo(new Added(4, 0, 3));
            assertThat(all(ANNA))
                    .filteredOn(ActivityEvent::hidden)
                    .hasSize(3)
                    .allMatch(event ->
                            (event.app() + event.title() + event.url()).isEmpty()
                                    && event.length().toSeconds() == 60);
            assertThat(texts()).isEqualTo(List.of("no secret"));
        }

        @Test
        void ofABrowserIsHiddenFromTheStart() {
            log.add(
                    ANNA,
                    null,
                    List.of(
                            window("10:00", "10:01", "firefox", "A — Firefox Private Browsing"),
                            window("10:01", "10:02", "msedge.exe", "B - [InPrivate] - Edge"),
                            window("10:02", "10:03", "chrome", "C - Chrome (Incognito)"),
                            window("10:03", "10:04", "chrome", "On private browsing, an essay")));
            assertThat(texts()).containsExactly("On private browsing, an essay");
        }

        @Test
        void isTakenOutOfWhatWasStoredBefore() {
            log.add(
                    ANNA,
                    null,
                    List.of(
                            window("10:00", "10:01", "vim", "diary"),
                            window("10:01", "10:02", "vim", "report"),
                            present("10:00", "11:00")));
            log.add(BEN, null, List.of(window("10:00", "10:01", "vim", "diary")));
            assertThat(log.hide(ANNA, new PrivatePatterns("diary|afk"))).isEqualTo(1);
            assertThat(texts()).containsExactlyInAnyOrder("report", "not-afk");
            assertThat(all(BEN).getFirst().title()).isEqualTo("diary");
            assertThat(log.privatePatterns(ANNA).text()).isEqualTo("diary|afk");
        }

        @Test
        void staysHiddenWhenItGrowsAndComesBackWithItsPattern() {
            ActivityEvent diary = window("10:00", "10:01", "vim", "diary");
            log.add(ANNA, null, List.of(diary));
            log.hide(ANNA, new PrivatePatterns("diary"));
            log.add(ANNA, null, List.of(window("10:00", "10:05", "vim", "diary")));
            assertThat(texts()).isEmpty();
            log.hide(ANNA, new PrivatePatterns(""));
            log.add(ANNA, null, List.of(window("10:00", "10:05", "vim", "diary")));
            assertThat(texts()).containsExactly("diary");
        }

        private List<String> texts() {
            return all(ANNA).stream()
                    .filter(event -> !event.hidden())
                    .map(ActivityEvent::title)
                    .toList();
        }
    }

    @Nested
    class Looking {
        @Test
        void atATimeGivesWhatOverlapsIt() {
            log.add(
                    ANNA,
                    null,
                    List.of(
                            window("09:00", "10:00", "before", ""),
                            window("09:30", "10:01", "into", ""),
                            window("10:30", "12:00", "out of", ""),
                            window("11:00", "11:30", "after", "")));
            assertThat(log.between(ANNA, at("10:00"), at("11:00")))
                    .extracting(ActivityEvent::app)
                    .containsExactly("into", "out of");
        }

        @Test
        void atWhatThereIs() {
            log.add(
                    ANNA,
                    null,
                    List.of(
                            window("09:00", "10:00", "a", ""),
                            window("10:00", "10:30", "b", "").withoutTexts(),
                            tab("09:00", "09:05", "t", "")));
            assertThat(log.holdings(ANNA))
                    .containsExactly(
                            new Holding(Watched.WEB, 1, 0, at("09:00"), at("09:05")),
                            new Holding(Watched.WINDOW, 2, 1, at("09:00"), at("10:30")));
        }
    }

    @Nested
    class Deleting {
        @BeforeEach
        void aMorning() {
            List<ActivityEvent> events =
                    List.of(
                            window("09:00", "10:30", "into", ""),
                            window("10:30", "10:31", "in", ""),
                            window("10:40", "10:40", "a moment", ""),
                            window("11:00", "11:30", "after", ""),
                            present("09:00", "12:00"),
                            away("10:10", "10:20"));
            log.add(ANNA, "i1", events);
            log.add(BEN, "i2", events);
        }

        @Test
        void aTimeTakesAllTextsThatOverlapIt() {
            assertThat(log.delete(ANNA, at("10:00"), at("11:00"))).isEqualTo(4);
            assertThat(log.between(ANNA, at("00:00"), at("23:00")))
                    .extracting(event -> event.app() + event.title())
                    .containsExactlyInAnyOrder("not-afk", "after");
            assertThat(log.holdings(BEN)).extracting(Holding::events).containsExactly(2L, 4L);
        }

        @Test
        void everythingLeavesNothing() {
            assertThat(log.deleteAll(ANNA)).isEqualTo(6);
            assertThat(log.holdings(ANNA)).isEmpty();
            assertThat(log.holdings(BEN)).hasSize(2);
        }

        @Test
        void anImportTakesWhatItBrought() {
            log.add(
                    ANNA,
                    "i3",
                    List.of(window("10:30", "10:31", "in", ""), away("13:00", "14:00")));
            assertThat(log.forgetImport("i3")).isEqualTo(1);
            assertThat(log.forgetImport("i1")).isEqualTo(6);
            assertThat(log.holdings(ANNA)).isEmpty();
            assertThat(log.holdings(BEN)).isNotEmpty();
        }

        @Test
        void aPersonTakesAllThatIsTheirs() {
            log.categorise(ANNA, new Categories("Work: vim"));
            people.delete(ANNA);
            people.ensure(List.of(ANNA));
            assertThat(log.holdings(ANNA)).isEmpty();
            assertThat(log.categories(ANNA)).isEqualTo(Categories.NONE);
            assertThat(log.holdings(BEN)).isNotEmpty();
        }
    }

    @Nested
    class KeepingUp {
        @Test
        void remembersHowFarABucketWasRead() {
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(Instant.EPOCH);
            log.keepUp(ANNA, Watched.WINDOW, List.of(), at("09:00"));
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(at("09:00"));
            List<ActivityEvent> events = List.of(window("10:00", "10:05", "vim", "a"));
            assertThat(log.keepUp(ANNA, Watched.WINDOW, events, at("10:00")))
                    .isEqualTo(new Added(1, 0, 0));
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(at("10:00"));
            assertThat(log.readUntil(ANNA, Watched.AFK)).isEqualTo(Instant.EPOCH);
            assertThat(log.readUntil(BEN, Watched.WINDOW)).isEqualTo(Instant.EPOCH);
        }

        @Test
        void goesOnBehindWhatWasDeleted() {
            List<ActivityEvent> events = List.of(window("10:00", "10:05", "vim", "a"));
            log.keepUp(ANNA, Watched.WINDOW, events, at("10:00"));
            log.delete(ANNA, at("08:00"), at("09:00"));
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(at("10:00"));
            log.delete(ANNA, at("10:04"), at("11:00"));
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(at("10:00").plusMillis(1));
            log.keepUp(ANNA, Watched.WINDOW, events, at("10:00"));
            log.deleteAll(ANNA);
            assertThat(log.readUntil(ANNA, Watched.WINDOW)).isEqualTo(at("10:00").plusMillis(1));
        }
    }

    @Test
    void rulesAreKeptAsTheyWereWritten() {
        Categories categories = new Categories("# my work\nWork > Mail: outlook|thunderbird\n");
        log.categorise(ANNA, categories);
        log.hide(ANNA, new PrivatePatterns("bank"));
        assertThat(log.categories(ANNA)).isEqualTo(categories);
        assertThat(log.privatePatterns(ANNA).text()).isEqualTo("bank");
        assertThat(log.privatePatterns(BEN)).isEqualTo(PrivatePatterns.DEFAULTS);
    }
}
