package io.skuld.server.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.account.Accounts.Client;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.outgoing.Validators;
import io.skuld.server.ingest.sources.Reading;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the reading of an account promises, on every database.
abstract class AccountContract {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PersonId ANNA = new PersonId("anna");
    private static final Client CLIENT = new Client("client-1", "hush");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final FakeYouTube google = new FakeYouTube();
    private final Outgoing outgoing =
            new Outgoing(
                    new OutgoingSettings(
                            List.of("127.0.0.1"), Duration.ofSeconds(2), 16 << 20, 4, 64, 1 << 20),
                    clock);
    private TestDatabase place;
    private Database database;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private SqlAccounts stored;
    private Accounts accounts;
    private AccountReader reader;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        new SqlPeople(database, clock).ensure(List.of(ANNA));
        catalog = new SqlCatalog(database, clock);
        log = new SqlFeedbackLog(database, clock);
        stored = new SqlAccounts(database, place.home(), clock);
        with(10_000);
    }

    private void with(int quota) {
        accounts = new Accounts(stored, outgoing, google.settings(quota), clock);
        reader = new AccountReader(accounts, outgoing, google.settings(quota), catalog, log, clock);
    }

    @AfterEach
    void close() {
        outgoing.close();
        google.close();
        database.close();
        place.close();
    }

    private String parameter(String address, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
        assertThat(found.find()).as(name).isTrue();
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    private void connect() {
        String way = accounts.begin(ANNA, CLIENT, "http://127.0.0.1:7070/sources/account/back");
        google.challenges.put("code-1", parameter(way, "code_challenge"));
        accounts.finish(parameter(way, "state"), "code-1");
    }

    private static Source account(Validators validators) {
        return new Source(
                "source-1",
                ANNA,
                new Subscription(Subscription.Kind.ACCOUNT, "https://www.youtube.com/", "Me"),
                Source.State.ACTIVE,
                Duration.ofHours(1),
                NOW,
                validators,
                0,
                null,
                null,
                NOW);
    }

    private Reading read(Validators validators) {
        Reading reading = reader.read(account(validators));
        catalog.add(reading.items());
        log.append(reading.signals());
        log.withdraw(reading.withdrawn());
        return reading;
    }

    private OutgoingException trouble() {
        return catchThrowableOfType(OutgoingException.class, () -> read(Validators.NONE));
    }

    private int used() {
        return accounts.status(ANNA).orElseThrow().used();
    }

    @Nested
    class ByRedirect {
        @Test
        void theWayLeadsToGoogleWithAChallengeAndBackOnce() {
            String way = accounts.begin(ANNA, CLIENT, "http://127.0.0.1:7070/sources/account/back");
            assertThat(URI.create(way).getPath()).isEqualTo("/consent");
            assertThat(parameter(way, "code_challenge_method")).isEqualTo("S256");
            assertThat(parameter(way, "redirect_uri"))
                    .isEqualTo("http://127.0.0.1:7070/sources/account/back");
            assertThat(parameter(way, "scope")).endsWith("youtube.readonly");
            google.challenges.put("code-1", parameter(way, "code_challenge"));
            String state = parameter(way, "state");
            assertThat(accounts.finish(state, "code-1")).isEqualTo(ANNA);
            assertThat(accounts.status(ANNA))
                    .hasValueSatisfying(
                            status -> assertThat(status.clientId()).isEqualTo("client-1"));
            assertThatThrownBy(() -> accounts.finish(state, "code-1"))
                    .isInstanceOf(NotConnectedException.class);
        }

        @Test
        void aCodeOfSomeoneElseAStrangeStateAndAnOldOneConnectNothing() {
            String way = accounts.begin(ANNA, CLIENT, "http://127.0.0.1:7070/x");
            google.challenges.put("stolen", Accounts.challenge("another verifier"));
            assertThatThrownBy(() -> accounts.finish(parameter(way, "state"), "stolen"))
                    .hasMessageContaining("Bad code verifier");
            assertThatThrownBy(() -> accounts.finish("made up", "code"))
                    .isInstanceOf(NotConnectedException.class);
            String old = accounts.begin(ANNA, CLIENT, "http://127.0.0.1:7070/x");
            now.set(NOW.plus(Duration.ofMinutes(16)));
            assertThatThrownBy(() -> accounts.finish(parameter(old, "state"), "code"))
                    .isInstanceOf(NotConnectedException.class);
            assertThat(accounts.status(ANNA)).isEmpty();
        }

        /// The example of RFC 7636, appendix B.
        @Test
        void theChallengeIsTheStandards() {
            assertThat(Accounts.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                    .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        }
    }

    @Nested
    class ByDevice {
        @Test
        void theCodeIsShownAndAskedAboutNoOftenerThanGoogleWants() {
            Accounts.Device device = accounts.beginDevice(ANNA, CLIENT);
            assertThat(device.code()).isEqualTo("ABCD-EFGH");
            assertThat(device.page()).isEqualTo("https://www.google.com/device");
            assertThat(accounts.ask(ANNA)).isFalse();
            assertThat(google.asked).hasSize(1);
            now.set(NOW.plusSeconds(5));
            assertThat(accounts.ask(ANNA)).isFalse();
            google.deviceAnswer = "slow_down";
            now.set(NOW.plusSeconds(10));
            assertThat(accounts.ask(ANNA)).isFalse();
            google.deviceAnswer = "";
            now.set(NOW.plusSeconds(15));
            assertThat(accounts.ask(ANNA)).as("slowed down").isFalse();
            now.set(NOW.plusSeconds(20));
            assertThat(accounts.ask(ANNA)).isTrue();
            assertThat(accounts.status(ANNA)).isPresent();
            assertThat(accounts.device(ANNA)).isEmpty();
        }

        @Test
        void aRefusalIsTold() {
            accounts.beginDevice(ANNA, CLIENT);
            google.deviceAnswer = "access_denied";
            now.set(NOW.plusSeconds(5));
            assertThatThrownBy(() -> accounts.ask(ANNA)).hasMessageContaining("access_denied");
            assertThat(accounts.device(ANNA)).isEmpty();
        }
    }

    @Nested
    class WhatIsRead {
        @Test
        void areAllPagesOfSubscriptionsLikesAndDislikesWithTheirFacts() {
            connect();
            google.channels = 120;
            google.like(0, 130);
            google.disliked.add(FakeYouTube.video(900));
            Reading reading = read(Validators.NONE);
            assertThat(reading.follows())
                    .hasSize(120)
                    .allMatch(s -> s.kind() == Subscription.Kind.CHANNEL);
            assertThat(reading.signals()).hasSize(131);
            List<Feedback> said = log.active(ANNA);
            assertThat(said)
                    .extracting(Feedback::signal)
                    .filteredOn(new Signal.Disliked()::equals)
                    .hasSize(1);
            Item item =
                    catalog.find(ItemId.parse("youtube:" + FakeYouTube.video(7)))
                            .orElseThrow()
                            .item();
            assertThat(item.duration()).isEqualTo(Duration.parse("PT1H2M3S"));
            assertThat(item.genres()).containsExactly("education");
            assertThat(item.tags()).containsExactly("java");
            assertThat(item.creator()).isEqualTo("A channel");
            assertThat(used()).isEqualTo(3 + 1 + 3 + 1);
        }

        @Test
        void isSaidOnceAndOnlyTheNewPagesAreAskedForAgain() {
            connect();
            google.like(0, 130);
            Validators complete = read(Validators.NONE).validators();
            int before = used();
            google.liked.addFirst(FakeYouTube.video(500));
            read(complete);
            assertThat(log.active(ANNA)).hasSize(131);
            assertThat(used() - before)
                    .as("subscriptions, the channel, two pages of likes, dislikes")
                    .isEqualTo(5);
        }

        @Test
        void areFactsOfVideosThatCameWithoutInBatchesOfFifty() {
            connect();
            for (int n = 0; n < 60; n++)
                catalog.add(
                        List.of(
                                Described.of(
                                        Item.of(
                                                ItemId.parse("youtube:" + FakeYouTube.video(n)),
                                                ItemKind.VIDEO,
                                                "Old " + n))));
            catalog.add(
                    List.of(
                            Described.of(
                                    Item.of(
                                            ItemId.parse("youtube:gone0000000"),
                                            ItemKind.VIDEO,
                                            "Gone"))));
            read(Validators.NONE);
            assertThat(google.asked).filteredOn(path -> path.contains("&id=")).hasSize(2);
            Item filled =
                    catalog.find(ItemId.parse("youtube:" + FakeYouTube.video(59)))
                            .orElseThrow()
                            .item();
            assertThat(filled.duration()).isNotNull();
            assertThat(filled.title()).isEqualTo("Old 59");
            read(Validators.NONE);
            assertThat(google.asked)
                    .filteredOn(path -> path.contains("&id="))
                    .as("also of the one that is gone, once")
                    .hasSize(2);
        }
    }

    /// Ratings that are no longer in the account's list.
    @Nested
    class TakenBackAtYouTube {
        private Validators complete = Validators.NONE;

        private List<String> liked() {
            return log.active(ANNA).stream()
                    .filter(entry -> entry.signal() instanceof Signal.Liked)
                    .map(entry -> entry.item().key())
                    .toList();
        }

        @BeforeEach
        void readOnce() {
            connect();
            google.like(0, 130);
            google.disliked.add(FakeYouTube.video(900));
            complete = read(Validators.NONE).validators();
        }

        @Test
        void areTakenBackHereToo() {
            google.liked.remove(FakeYouTube.video(125));
            google.disliked.clear();
            read(complete);
            assertThat(liked()).hasSize(129).doesNotContain(FakeYouTube.video(125));
            assertThat(log.active(ANNA)).hasSize(129);
        }

        @Test
        void areFoundWhenAnotherCameInTheirPlace() {
            google.liked.remove(FakeYouTube.video(125));
            google.liked.addFirst(FakeYouTube.video(500));
            read(complete);
            assertThat(liked())
                    .hasSize(130)
                    .contains(FakeYouTube.video(500))
                    .doesNotContain(FakeYouTube.video(125));
        }

        @Test
        void comeBackWhenTheyAreGivenAgain() {
            google.liked.remove(FakeYouTube.video(125));
            read(complete);
            google.liked.addFirst(FakeYouTube.video(125));
            read(complete);
            assertThat(liked()).hasSize(130).contains(FakeYouTube.video(125));
        }

        @Test
        void stayAfterAQuotaErrorOrAPageThatFailed() {
            google.liked.remove(FakeYouTube.video(125));
            google.pages = 2;
            assertThat(trouble().trouble()).isEqualTo(Trouble.HOST_FAILED);
            google.pages = Integer.MAX_VALUE;
            with(used() + 3);
            assertThat(trouble().trouble()).isEqualTo(Trouble.QUOTA);
            assertThat(liked()).hasSize(130);
            assertThat(log.active(ANNA)).hasSize(131);
        }

        @Test
        void leaveWhatThePersonSaidHereOrBroughtElsewhere() {
            Feedback own =
                    log.active(ANNA).stream()
                            .filter(entry -> entry.item().key().equals(FakeYouTube.video(125)))
                            .findFirst()
                            .orElseThrow();
            log.append(
                    List.of(
                            Said.by(own, "said here", Provenance.HUMAN, null),
                            Said.by(own, "takeout", Provenance.IMPORT, "import-1")));
            google.liked.remove(FakeYouTube.video(125));
            read(complete);
            assertThat(log.active(ANNA))
                    .filteredOn(entry -> entry.item().key().equals(FakeYouTube.video(125)))
                    .extracting(Feedback::id)
                    .containsExactlyInAnyOrder("said here", "takeout");
        }

        @Test
        void areNotThoseOfAnotherAccount() {
            google.account = FakeYouTube.CHANNEL.formatted(78);
            google.liked.clear();
            google.like(200, 203);
            read(complete);
            assertThat(liked()).hasSize(133);
        }

        @Test
        void whatThePersonTookBackHereStaysSo() {
            String id = log.active(ANNA).getFirst().id();
            log.retract(ANNA, id);
            google.liked.remove(FakeYouTube.video(125));
            read(complete);
            assertThat(log.find(id).orElseThrow().active()).isFalse();
        }
    }

    private static final class Said {
        static Feedback by(
                Feedback like, String id, Provenance provenance, @Nullable String importId) {
            return new Feedback(
                    id,
                    like.person(),
                    like.item(),
                    like.signal(),
                    like.at(),
                    like.zone(),
                    provenance,
                    importId,
                    java.util.Map.of());
        }
    }

    @Nested
    class Permissions {
        @Test
        void areRenewedBeforeTheyExpireAndWhenTheyAreRefused() {
            connect();
            now.set(NOW.plus(Duration.ofHours(2)));
            read(Validators.NONE);
            google.expireTokens();
            read(Validators.NONE);
            assertThat(google.asked).filteredOn("/oauth/token"::equals).hasSize(3);
        }

        @Test
        void thatWereRevokedAreToldSo() {
            connect();
            google.refresh = "refresh-2";
            google.expireTokens();
            assertThat(trouble().trouble()).isEqualTo(Trouble.NOT_ALLOWED);
        }

        @Test
        void areNotReadableInTheDatabase() {
            connect();
            String secrets =
                    database.read(handle ->
                            handle.createQuery("SELECT secrets FROM account")
                                    .mapTo(String.class)
                                    .one());
            assertThat(secrets).doesNotContain("refresh").doesNotContain("hush");
        }

        @Test
        void endHereAndAtGoogle() {
            connect();
            assertThat(accounts.disconnect(ANNA)).isTrue();
            assertThat(accounts.status(ANNA)).isEmpty();
            assertThat(google.asked).contains("/oauth/revoke");
            assertThat(trouble().trouble()).isEqualTo(Trouble.NOT_ALLOWED);
        }

        @Test
        void thatGoogleKnowsNoMoreHaveEnded() {
            connect();
            google.revokeStatus = 400;
            google.revokeAnswer =
                    "{\"error\":\"invalid_token\",\"error_description\":\"Token expired or revoked\"}";
            assertThat(accounts.disconnect(ANNA)).isTrue();
            assertThat(accounts.disconnect(ANNA)).as("nothing to end").isTrue();
        }

        @Test
        void endHereAlsoWhenGoogleDoesNotHearOfItAndThatIsSaid() {
            connect();
            google.revokeStatus = 503;
            assertThat(accounts.disconnect(ANNA)).isFalse();
            assertThat(accounts.status(ANNA)).isEmpty();
            connect();
            google.close();
            assertThat(accounts.disconnect(ANNA)).isFalse();
            assertThat(accounts.status(ANNA)).isEmpty();
        }

        @Test
        void thatWereAskedForBeforeTheEndAreNotTakenAfterIt() {
            String way = accounts.begin(ANNA, CLIENT, "http://127.0.0.1:7070/back");
            google.challenges.put("code-1", parameter(way, "code_challenge"));
            accounts.disconnect(ANNA);
            assertThatThrownBy(() -> accounts.finish(parameter(way, "state"), "code-1"))
                    .isInstanceOf(NotConnectedException.class);
        }
    }

    @Nested
    class TheDailyShare {
        @Test
        void isNeverExceeded() {
            with(5);
            connect();
            google.like(0, 500);
            assertThat(trouble().trouble()).isEqualTo(Trouble.QUOTA);
            assertThat(google.asked).filteredOn(path -> path.startsWith("/api/")).hasSize(5);
            assertThat(used()).isEqualTo(5);
            assertThat(trouble().notBefore()).contains(Instant.parse("2026-11-22T08:00:00Z"));
            assertThat(google.asked).filteredOn(path -> path.startsWith("/api/")).hasSize(5);
        }

        @Test
        void beginsAnewAtMidnightInCalifornia() {
            with(4);
            connect();
            read(Validators.NONE);
            now.set(Instant.parse("2026-11-22T07:59:59Z"));
            assertThat(trouble().trouble()).isEqualTo(Trouble.QUOTA);
            now.set(Instant.parse("2026-11-22T08:00:00Z"));
            read(Validators.NONE);
            assertThat(used()).isEqualTo(4);
        }

        @Test
        void isOverWhenGoogleSaysSo() {
            connect();
            google.failure = "quotaExceeded";
            google.failureStatus = 403;
            assertThat(trouble().trouble()).isEqualTo(Trouble.QUOTA);
            assertThat(used()).isEqualTo(10_000);
            google.failure = "";
            assertThat(trouble().trouble()).isEqualTo(Trouble.QUOTA);
        }
    }

    @Test
    void otherFailuresSayWhy() {
        connect();
        google.failure = "accessNotConfigured";
        google.failureStatus = 403;
        assertThat(trouble())
                .extracting(OutgoingException::trouble, OutgoingException::detail)
                .containsExactly(Trouble.FORBIDDEN, "accessNotConfigured");
        google.failure = "backendError";
        google.failureStatus = 500;
        assertThat(trouble().trouble()).isEqualTo(Trouble.HOST_FAILED);
        google.failure = "";
        google.slowMillis = 4_000;
        assertThat(trouble().trouble()).isEqualTo(Trouble.TIMEOUT);
        assertThat(log.active(ANNA)).isEmpty();
    }
}
