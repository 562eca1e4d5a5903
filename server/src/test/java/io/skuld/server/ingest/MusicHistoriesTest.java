package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.ItemKind;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MusicHistoriesTest {
    private final Exports exports = new Exports();

    @AfterEach
    void close() {
        exports.close();
    }

    private Collected read(String text) {
        return Collected.of(exports.file("export", text));
    }

    @Nested
    class Spotify {
        private static String play(String rest) {
            return "{\"ts\":\"2024-01-01T10:00:00Z\",\"platform\":\"linux\",\"ms_played\":%s}"
                    .formatted(rest);
        }

        private static final String TRACK =
                ",\"master_metadata_track_name\":\"Tide (Live)\",\"master_metadata_album_artist_name\":\"The Pines\",\"master_metadata_album_album_name\":\"Shore\",\"spotify_track_uri\":\"spotify:track:1234567890abcdefABCDEF\"";

        @Test
        void tellsWholePlaysEarlySkipsAndTheRestApart() {
            Collected read =
                    read(
                            "["
                                    + String.join(
                                            ",",
                                            play(
                                                    "200000"
                                                            + TRACK
                                                            + ",\"reason_end\":\"trackdone\",\"skipped\":false"),
                                            play(
                                                    "4000"
                                                            + TRACK
                                                            + ",\"reason_end\":\"fwdbtn\",\"skipped\":true"),
                                            play(
                                                    "90000"
                                                            + TRACK
                                                            + ",\"reason_end\":\"fwdbtn\",\"skipped\":true"),
                                            play(
                                                    "9000"
                                                            + TRACK
                                                            + ",\"reason_end\":\"logout\",\"incognito_mode\":true"),
                                            play(
                                                    "9000,\"master_metadata_track_name\":null,\"episode_name\":\"Ep\",\"episode_show_name\":\"Show\",\"spotify_episode_uri\":\"spotify:episode:1234567890abcdef\""),
                                            play("9000,\"master_metadata_track_name\":null"))
                                    + "]");
            assertThat(read.format).isEqualTo("spotify");
            assertThat(read.lines())
                    .containsExactly(
                            "spotify:track:1234567890abcdefABCDEF played 1.0 2024-01-01T10:00:00Z",
                            "spotify:track:1234567890abcdefABCDEF skipped 2024-01-01T10:00:00Z",
                            "spotify:track:1234567890abcdefABCDEF played 2024-01-01T10:00:00Z",
                            "spotify:episode:1234567890abcdef played 2024-01-01T10:00:00Z");
            assertThat(read.aliases("spotify:track:1234567890abcdefABCDEF"))
                    .containsExactly("song:the pines/tide live");
            assertThat(read.item("spotify:episode:1234567890abcdef").kind())
                    .isEqualTo(ItemKind.PODCAST);
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactly(SkipReason.PRIVATE, SkipReason.NO_TITLE);
        }

        @Test
        void readsTheShortHistory() {
            assertThat(
                            read("[{\"endTime\":\"2024-01-01 10:00\",\"artistName\":\"The Pines\",\"trackName\":\"Tide\",\"msPlayed\":1000}]")
                                    .lines())
                    .containsExactly("song:the pines/tide played 2024-01-01T10:00:00Z");
        }
    }

    @Nested
    class ListenBrainz {
        private static final String MBID = "0b8f4a1e-3c1b-4f6e-9a51-2f1f6a0f7d12";

        @Test
        void readsListensAndLoveAndHateOneALine() {
            Collected read =
                    Collected.of(
                            exports.zip(
                                    "listenbrainz.zip",
                                    "listens/2024/1.jsonl",
                                    "{\"listened_at\":1700000000,\"track_metadata\":{\"artist_name\":\"The Pines\",\"track_name\":\"Tide\",\"release_name\":\"Shore\",\"additional_info\":{\"recording_mbid\":\"%s\",\"duration_ms\":200000}}}\n{\"listened_at\":1700000100,\"track_metadata\":{\"artist_name\":\"Ö\",\"track_name\":\"Ü\",\"additional_info\":{}}}\n{\"listened_at\":1700000200,\"track_metadata\":{\"artist_name\":\"\"}}\n"
                                            .formatted(MBID),
                                    "feedback.jsonl",
                                    "{\"recording_mbid\":\"%s\",\"score\":1,\"created\":1700000300}\n{\"recording_mbid\":\"%s\",\"score\":-1,\"created\":1700000400}\n{\"recording_mbid\":\"%s\",\"score\":0}\n"
                                            .formatted(MBID, MBID, MBID)));
            assertThat(read.format).isEqualTo("listenbrainz");
            assertThat(read.lines())
                    .containsExactlyInAnyOrder(
                            "musicbrainz:%s played 2023-11-14T22:13:20Z".formatted(MBID),
                            "song:o/u played 2023-11-14T22:15:00Z",
                            "musicbrainz:%s liked 2023-11-14T22:18:20Z".formatted(MBID),
                            "musicbrainz:%s disliked 2023-11-14T22:20:00Z".formatted(MBID));
            assertThat(read.skipped)
                    .extracting(Skipped::reason)
                    .containsExactlyInAnyOrder(SkipReason.NEUTRAL, SkipReason.NO_TITLE);
        }
    }

    @Nested
    class APortablePlayersLog {
        private static final String LOG =
                "#AUDIOSCROBBLER/1.1\n#TZ/%s\n#CLIENT/Rockbox 1.1\nThe Pines\tShore\tTide\t1\t200\tL\t1700000000\t\nThe Pines\tShore\tEbb\t2\t180\tS\t1700000100\t\nThe Pines\tShore\tNo time\t2\t180\tL\tx\t\nshort\tline\n";

        @Test
        void tellsListenedFromSkipped() {
            Collected read = read(LOG.formatted("UTC"));
            assertThat(read.format).isEqualTo("scrobbler-log");
            assertThat(read.lines())
                    .containsExactly(
                            "song:the pines/tide played 1.0 2023-11-14T22:13:20Z",
                            "song:the pines/ebb skipped 2023-11-14T22:15:00Z");
            assertThat(read.reasons())
                    .containsExactly("export:6 BAD_TIME", "export:7 TOO_FEW_COLUMNS");
        }

        @Test
        void thatDoesNotKnowItsZoneIsReadInThePersons() {
            var berlin = new ReadOptions(null, ZoneId.of("Europe/Berlin"));
            Collected read =
                    Collected.of(exports.file("log", LOG.formatted("UNKNOWN")), null, berlin);
            assertThat(read.lines().getFirst()).endsWith("2023-11-14T21:13:20Z");
        }
    }
}
