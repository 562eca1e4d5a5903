package io.skuld.server.ingest.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.FakeHost;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final long MOST = 1 << 20;

    @TempDir Path home;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final FakeHost host = new FakeHost();
    private final Outgoing outgoing =
            new Outgoing(
                    new OutgoingSettings(
                            List.of("127.0.0.1"), Duration.ofSeconds(5), 16 << 20, 4, 64, MOST),
                    clock);

    @AfterEach
    void close() {
        outgoing.close();
        host.close();
    }

    private Pictures pictures() {
        return new Pictures(home, outgoing, MOST, clock);
    }

    private static byte[] jpeg(int size) {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[2] = (byte) 0xFF;
        return bytes;
    }

    private Item item(String path) {
        return Item.of(new ItemId("feed", "x"), ItemKind.ARTICLE, "X")
                .withThumbnail(host.address(path));
    }

    private void serve(String path, byte[] bytes) {
        host.at(path, exchange -> FakeHost.send(exchange, 200, bytes));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(home)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void isFetchedOnceAndThenKept() {
        serve("/a.jpg", jpeg(1000));
        Pictures pictures = pictures();
        assertThat(pictures.of(item("/a.jpg")))
                .hasValueSatisfying(picture -> {
                    assertThat(picture.type()).isEqualTo("image/jpeg");
                    assertThat(picture.bytes()).hasSize(1000);
                });
        assertThat(pictures.of(item("/a.jpg"))).isPresent();
        assertThat(pictures().of(item("/a.jpg"))).as("after a restart").isPresent();
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void askedForByManyAtOnceIsFetchedOnce() {
        serve("/a.jpg", jpeg(1000));
        Pictures pictures = pictures();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) callers.execute(() -> pictures.of(item("/a.jpg")));
        }
        assertThat(host.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<html>",
                "",
                "GIF",
                "\u0000\u0000"
            })
    void whatIsNoPictureIsNotKeptNorAskedForAgainSoon(String body) throws IOException {
        host.at("/a", FakeHost.text(200, "image/png", body));
        Pictures pictures = pictures();
        assertThat(pictures.of(item("/a"))).isEmpty();
        assertThat(pictures.of(item("/a"))).isEmpty();
        assertThat(host.asked()).hasSize(1);
        assertThat(files()).isEmpty();
        now.set(now.get().plus(Duration.ofHours(2)));
        pictures.of(item("/a"));
        assertThat(host.asked()).hasSize(2);
    }

    @Test
    void aHugeOneIsNotTaken() throws IOException {
        serve("/a.jpg", jpeg((2 << 20) + 1));
        assertThat(pictures().of(item("/a.jpg"))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aPrivateAddressIsNotAsked() {
        serve("/a.jpg", jpeg(1000));
        Item inside =
                item("/x").withThumbnail(host.address("/a.jpg").replace("127.0.0.1", "localhost"));
        assertThat(pictures().of(inside)).isEmpty();
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void theLongestUnseenGoFirstWhenTheRoomIsUsedUp() throws IOException {
        Pictures pictures = pictures();
        for (int n = 0; n < 12; n++) {
            serve("/" + n, jpeg(100_000));
            now.set(now.get().plusSeconds(1));
            pictures.of(item("/" + n));
            pictures.of(item("/0"));
        }
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThanOrEqualTo(MOST);
        pictures.of(item("/0"));
        pictures.of(item("/11"));
        assertThat(host.asked()).hasSize(12);
        pictures.of(item("/1"));
        assertThat(host.asked()).hasSize(13);
    }

    @Test
    void nobodyIsAskedAboutWhatIsNotFollowed() {
        Item article = item("/a");
        Item video = Item.of(ItemId.parse("youtube:dQw4w9WgXcQ"), ItemKind.VIDEO, "V");
        Item film = item("/a").withId(ItemId.parse("imdb:tt1"));
        var feeds = Set.of(Subscription.Kind.FEED);
        var channels = Set.of(Subscription.Kind.CHANNEL);
        assertThat(Pictures.has(article, feeds)).isTrue();
        assertThat(Pictures.has(article.withThumbnail(""), feeds)).isFalse();
        assertThat(Pictures.has(article, channels)).isFalse();
        assertThat(Pictures.has(video, channels)).isTrue();
        assertThat(Pictures.has(video, Set.of())).isFalse();
        assertThat(Pictures.has(film, Set.of(Subscription.Kind.values()))).isFalse();
    }
}
