package io.skuld.server.ingest.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final FakeHost host = new FakeHost();
    private final Outgoing outgoing = outgoing(List.of("127.0.0.1"));

    private static Outgoing outgoing(List<String> privateHosts) {
        return new Outgoing(
                new OutgoingSettings(privateHosts, Duration.ofSeconds(2), 100_000, 2, 64, 1 << 20),
                InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        outgoing.close();
        host.close();
    }

    private OutgoingException trouble(String path) {
        return catchThrowableOfType(
                OutgoingException.class, () -> outgoing.get(host.address(path), Validators.NONE));
    }

    @Nested
    class AConditionalRequest {
        @Test
        void bringsTheBodyOnceAndThenOnlyThatNothingChanged() {
            host.at("/f", FakeHost.versioned("\"v1\"", "Sat, 21 Nov 2026 10:00:00 GMT", "<rss/>"));
            Answer first = outgoing.get(host.address("/f"), Validators.NONE);
            assertThat(first.unchanged()).isFalse();
            assertThat(new String(first.body())).isEqualTo("<rss/>");
            Answer second = outgoing.get(host.address("/f"), first.validators());
            assertThat(second.unchanged()).isTrue();
            assertThat(second.validators()).isEqualTo(first.validators());
        }

        @Test
        void doesNotSendBackWhatIsNoPlainHeader() {
            assertThat(new Validators("a\r\nHost: evil", "x\u0000")).isEqualTo(Validators.NONE);
        }
    }

    @Nested
    class Redirects {
        @Test
        void areFollowedAndToldWhenTheyAreForGood() {
            host.at("/old", FakeHost.redirect(301, "/new")).at("/new", FakeHost.feed("<rss/>"));
            Answer answer = outgoing.get(host.address("/old"), Validators.NONE);
            assertThat(answer.movedTo()).isEqualTo(URI.create(host.address("/new")));
        }

        @Test
        void areNotForGoodWhenOneOfThemIsNot() {
            host.at("/a", FakeHost.redirect(301, "/b"))
                    .at("/b", FakeHost.redirect(302, "/c"))
                    .at("/c", FakeHost.feed("<rss/>"));
            assertThat(outgoing.get(host.address("/a"), Validators.NONE).movedTo()).isNull();
        }

        @Test
        void inACircleEnd() {
            host.at("/a", FakeHost.redirect(302, "/b")).at("/b", FakeHost.redirect(302, "/a"));
            assertThat(trouble("/a").trouble()).isEqualTo(Trouble.TOO_MANY_REDIRECTS);
            assertThat(host.asked()).hasSize(6);
        }

        @ParameterizedTest
        @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/", "http:///x", "%%%"})
        void leadNowhereButToTheWeb(String location) {
            host.at("/a", FakeHost.redirect(302, location));
            assertThat(trouble("/a").trouble()).isIn(Trouble.BAD_ADDRESS, Trouble.NOT_FOUND);
            assertThat(host.asked()).hasSizeLessThan(3);
        }

        @Test
        void intoThePrivateNetworkAreRefusedBeforeAnythingIsAsked() {
            String inside = host.address("/secret").replace("127.0.0.1", "localhost");
            host.at("/a", FakeHost.redirect(302, inside)).at("/secret", FakeHost.feed("<rss/>"));
            assertThat(trouble("/a").trouble()).isEqualTo(Trouble.PRIVATE_ADDRESS);
            assertThat(host.asked()).containsExactly("/a");
        }
    }

    @Nested
    class PrivateAddresses {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1",
                    "2130706433",
                    "localhost",
                    "[::1]",
                    "[::ffff:127.0.0.1]",
                    "0.0.0.0"
                })
        void areRefusedInEverySpelling(String name) {
            host.at("/", FakeHost.feed("<rss/>"));
            try (Outgoing strict = outgoing(List.of())) {
                String address = host.address("/").replace("127.0.0.1", name);
                OutgoingException refused =
                        catchThrowableOfType(
                                OutgoingException.class,
                                () -> strict.get(address, Validators.NONE));
                assertThat(refused.trouble()).isEqualTo(Trouble.PRIVATE_ADDRESS);
                assertThat(refused).hasMessageContaining("Nothing was changed");
            }
            assertThat(host.asked()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "10.1.2.3, false",
            "172.16.0.1, false",
            "192.168.1.1, false",
            "169.254.169.254, false",
            "100.64.0.1, false",
            "0.1.2.3, false",
            "198.18.0.1, false",
            "203.0.113.9, false",
            "224.0.0.1, false",
            "255.255.255.255, false",
            "fc00::1, false",
            "fe80::1, false",
            "ff02::1, false",
            "::, false",
            "64:ff9b::a00:1, false",
            "2002:a00:1::, false",
            "::7f00:1, false",
            "93.184.216.34, true",
            "2606:2800:220:1::1, true",
            "64:ff9b::5db8:d822, true",
            "100.128.0.1, true"
        })
        void areKnown(String address, boolean isPublic) throws IOException {
            assertThat(PublicAddresses.isPublic(InetAddress.getByName(address)))
                    .isEqualTo(isPublic);
        }
    }

    @Nested
    class Limits {
        @Test
        void largerAnswersAreNotTaken() {
            host.at("/", FakeHost.text(200, "text/plain", "x".repeat(100_001)));
            assertThat(trouble("/").trouble()).isEqualTo(Trouble.TOO_LARGE);
        }

        @Test
        void countWhatIsUnpacked() throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(new byte[50_000_000]);
            }
            host.at(
                    "/",
                    exchange ->
                            FakeHost.send(
                                    exchange,
                                    200,
                                    packed.toByteArray(),
                                    "Content-Encoding",
                                    "gzip"));
            assertThat(trouble("/").trouble()).isEqualTo(Trouble.TOO_LARGE);
        }

        @Test
        void endAnAnswerThatTricklesForEver() {
            host.at(
                    "/",
                    exchange -> {
                        exchange.sendResponseHeaders(200, 0);
                        try {
                            while (true) {
                                exchange.getResponseBody().write('x');
                                exchange.getResponseBody().flush();
                                Thread.sleep(50);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            assertThat(trouble("/").trouble()).isEqualTo(Trouble.TIMEOUT);
        }

        @Test
        void aHostHasFewRequestsAtATime() throws InterruptedException {
            CountDownLatch two = new CountDownLatch(2);
            host.at(
                    "/",
                    exchange -> {
                        two.countDown();
                        try {
                            two.await(1, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        FakeHost.feed("<rss/>").answer(exchange);
                    });
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++)
                    callers.execute(() -> outgoing.get(host.address("/"), Validators.NONE));
            }
            assertThat(host.asked()).hasSize(20);
            assertThat(host.mostAtOnce()).isEqualTo(2);
        }
    }

    @Nested
    class AHostThatAsksForAPause {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "429 | 120                            | 2026-11-21T12:02:00Z",
                    "503 | Sat, 21 Nov 2026 13:00:00 GMT  | 2026-11-21T13:00:00Z",
                    "429 | 99999999999                    | 2026-11-23T12:00:00Z",
                    "429 | Fri, 20 Nov 2026 13:00:00 GMT  | 2026-11-21T12:00:00Z"
                })
        void getsIt(int status, String header, Instant until) {
            host.at("/", FakeHost.text(status, "text/plain", "no", "Retry-After", header));
            OutgoingException busy = trouble("/");
            assertThat(busy.trouble()).isEqualTo(Trouble.BUSY);
            assertThat(busy.notBefore()).contains(until);
        }

        @Test
        void isNotAskedBeforeForAnythingElseEither() {
            host.at("/a", FakeHost.text(429, "text/plain", "no", "Retry-After", "60"))
                    .at("/b", FakeHost.feed("<rss/>"));
            trouble("/a");
            assertThat(trouble("/b").trouble()).isEqualTo(Trouble.BUSY);
            assertThat(trouble("/b").notBefore()).contains(NOW.plusSeconds(60));
            assertThat(host.asked()).containsExactly("/a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, FORBIDDEN",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "410, GONE",
        "500, HOST_FAILED",
        "503, HOST_FAILED",
        "418, NOT_UNDERSTOOD"
    })
    void everyStatusHasAMeaning(int status, Trouble trouble) {
        host.at("/", FakeHost.text(status, "text/plain", "no"));
        assertThat(trouble("/").trouble()).isEqualTo(trouble);
    }

    @Test
    void aNameThatDoesNotExistIsToldSo() {
        OutgoingException e =
                catchThrowableOfType(
                        OutgoingException.class,
                        () -> outgoing.get("http://no-such-host.invalid/", Validators.NONE));
        assertThat(e.trouble()).isEqualTo(Trouble.UNKNOWN_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "file:///etc/passwd",
                "http://user:pw@example.org/",
                "http://a b/"
            })
    void onlyAddressesOfTheWebAreAsked(String address) {
        OutgoingException e =
                catchThrowableOfType(
                        OutgoingException.class, () -> outgoing.get(address, Validators.NONE));
        assertThat(e.trouble()).isEqualTo(Trouble.BAD_ADDRESS);
    }

    @Test
    void saysWhoIsAskingAndIsCounted() {
        StringBuilder agent = new StringBuilder();
        host.at(
                "/",
                exchange -> {
                    agent.append(exchange.getRequestHeaders().getFirst("User-Agent"));
                    FakeHost.feed("<rss/>").answer(exchange);
                });
        outgoing.call(Ask.get(host.address("/"), Map.of()));
        assertThat(agent.toString()).startsWith("Skuld/");
        assertThat(outgoing.hosts().all()).containsExactly(new Hosts.Asked("127.0.0.1", 1, NOW));
    }
}
