package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.ActionableException;
import io.skuld.server.ingest.formats.Formats;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;

/// Whatever is in a file: it is read, or an [ActionableException] says why not.
class HostileInputTest {
    /// A good file of each format, from which the bad ones are made.
    private static final List<String> GOOD =
            List.of(
                    "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,2,5.0,964982704\n2,1,0.5,964982705\n",
                    "1::1::5::978300760\n2::7::3::978302109\n",
                    "movieId,title,genres\n1,\"Lights, The (1995)\",Drama|War\n2,Boats,(no genres listed)\n",
                    "Date,Name,Year,Letterboxd URI,Rating\n2024-03-02,\"Salt, and Snow\",2019,https://boxd.it/a,4.5\n2024-03-03,Rain,2020,https://boxd.it/b,1\n",
                    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-03-02,Boats,2019,https://boxd.it/d,4.5,,,2024-03-01\n",
                    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\ntt0990001,8,2023-01-15,\"Wölfe, \"\"alt\"\"\",W,https://x,Movie,7.4,118,1999,\"Drama, War\",12,1999-05-01,Á P\n",
                    "[{\"header\":\"YouTube\",\"title\":\"Watched Möwen\",\"titleUrl\":\"https://www.youtube.com/watch?v\\u003daaaaaaaaaaa\",\"subtitles\":[{\"name\":\"C\",\"url\":\"https://www.youtube.com/channel/UCx\"}],\"time\":\"2023-08-23T03:49:28.734Z\",\"products\":[\"YouTube\"]},\n{\"header\":\"YouTube\",\"title\":\"Watched ads\",\"titleUrl\":\"https://www.youtube.com/watch?v\\u003dbbbbbbbbbbb\",\"time\":\"2023-08-23T03:49:28Z\",\"details\":[{\"name\":\"From Google Ads\"}]}]",
                    "u1 i1 4 964982703\nu1 i2 5 964982704\nu2 i1 1 964982705\n",
                    "user,item,rating\nanna,x,0.5\nben,y,1\n",
                    "[{\"rated_at\":\"2024-01-01T10:00:00.000Z\",\"rating\":9,\"type\":\"movie\",\"movie\":{\"title\":\"Salt\",\"year\":1999,\"ids\":{\"trakt\":1,\"imdb\":\"tt0990001\",\"tmdb\":11}}},{\"plays\":3,\"last_watched_at\":\"2024-01-03T10:00:00.000Z\",\"show\":{\"title\":\"T\",\"ids\":{\"trakt\":2}},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1,\"plays\":2,\"last_watched_at\":\"2024-01-01T10:00:00.000Z\"}]}]}]",
                    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n11,tt0990001,movie,Salt,1999-05-01,,,7.1,8.5,2024-01-01T10:00:00Z\n11,,tv,Tides,2010-01-01,1,2,7.1,9,2024-01-02T11:00:00Z\n",
                    "Book Id,Title,Author,ISBN,ISBN13,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf\n1,Tidewater,Ann Moor,\"=\"\"0140449132\"\"\",\"=\"\"9780140449136\"\"\",4,2024/01/15,2023/12/01,\"sea, x\",read\n",
                    "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type\nKids,2024-01-02 20:00:00,00:24:00,,\"Tides: Season 2: Ebb, again\",\n",
                    "[{\"ts\":\"2024-01-01T10:00:00Z\",\"ms_played\":4000,\"master_metadata_track_name\":\"Tide\",\"master_metadata_album_artist_name\":\"P\",\"spotify_track_uri\":\"spotify:track:1234567890abcdef\",\"reason_end\":\"fwdbtn\",\"skipped\":true}]",
                    "{\"listened_at\":1700000000,\"track_metadata\":{\"artist_name\":\"P\",\"track_name\":\"T\",\"additional_info\":{\"duration_ms\":200000}}}\n{\"recording_mbid\":\"0b8f4a1e-3c1b-4f6e-9a51-2f1f6a0f7d12\",\"score\":1}\n",
                    "#AUDIOSCROBBLER/1.1\n#TZ/UTC\nThe Pines\tShore\tTide\t1\t200\tL\t1700000000\t\n",
                    "{\"videoId\":\"aaaaaaaaaaa\",\"title\":\"Moss\",\"author\":\"F\",\"lengthSeconds\":200,\"watchProgress\":150.5,\"timeWatched\":1700000000000}\n",
                    "{\"buckets\":{\"aw-watcher-window_pc\":{\"id\":\"aw-watcher-window_pc\",\"type\":\"currentwindow\",\"hostname\":\"pc\",\"events\":[{\"timestamp\":\"2025-12-12T14:22:30.983500Z\",\"duration\":17.991,\"data\":{\"app\":\"Zen\",\"title\":\"Möwen\"}},\n{\"timestamp\":\"2025-12-12T14:20:00+01:00\",\"duration\":-3,\"data\":{\"app\":\"vim\"}},{\"timestamp\":\"2025-12-12T14:00:00\",\"duration\":NaN,\"data\":{\"app\":\"vim\"}}]},\"other\":{\"type\":\"app.unheard.of\",\"events\":[{}]}}}");

    private Exports exports = new Exports();

    @AfterTry
    void close() {
        exports.close();
        exports = new Exports();
    }

    private void survives(byte[] bytes) {
        if (bytes.length == 0) return;
        Path file = exports.file("file", bytes);
        for (Importer importer : Formats.all().all()) readAs(file, importer.format());
    }

    /// Each format that believes to recognise the file reads it to the end.
    private static void readAs(Path file, String format) {
        try {
            Collected.of(file, format, ReadOptions.DEFAULTS);
        } catch (ActionableException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 150, seed = "20261121")
    void aFileCutOffAnywhere(
            @ForAll @IntRange(max = 17) int which, @ForAll @IntRange(max = 600) int at) {
        byte[] good = GOOD.get(which).getBytes(StandardCharsets.UTF_8);
        survives(Arrays.copyOf(good, Math.min(at, good.length)));
    }

    @Property(tries = 150, seed = "20261121")
    void aFileWithForeignBytesInIt(
            @ForAll @IntRange(max = 17) int which,
            @ForAll @IntRange(max = 600) int at,
            @ForAll @Size(min = 1, max = 12) byte[] noise) {
        byte[] bytes = GOOD.get(which).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < noise.length; i++) bytes[(at + i) % bytes.length] = noise[i];
        survives(bytes);
    }

    @Property(tries = 100, seed = "20261121")
    void randomBytes(@ForAll @Size(max = 400) byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 60, seed = "20261121")
    void aFileInAnotherEncoding(
            @ForAll @IntRange(max = 17) int which, @ForAll @IntRange(max = 3) int encoding) {
        List<String> names = List.of("UTF-16", "UTF-16LE", "windows-1252", "UTF-32");
        survives(GOOD.get(which).getBytes(Charset.forName(names.get(encoding))));
    }

    @Property(tries = 40, seed = "20261121")
    void linesInAnyOrderAndNumber(
            @ForAll @IntRange(max = 17) int which,
            @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> order) {
        List<String> lines = GOOD.get(which).lines().toList();
        StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
        for (int line : order) text.append(lines.get(line % lines.size())).append('\n');
        survives(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Every line of an interaction log ends as a signal or with a reason.
    @Property(tries = 100, seed = "20261121")
    void nothingIsLostWithoutAReason(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 5) Integer> kinds) {
        List<String> samples =
                List.of(
                        "u i%d 4 5",
                        "u i%d", "u i%d x 5", "u i%d 4 never", "u i%d 77 5", "\"u i%d");
        StringBuilder text = new StringBuilder("user item rating timestamp\n");
        for (int i = 0; i < kinds.size(); i++)
            text.append(samples.get(kinds.get(i)).formatted(i)).append('\n');
        var options = new ReadOptions(RatingScale.TEN, java.time.ZoneOffset.UTC);
        Collected read = Collected.of(exports.file("log", text.toString()), "log", options);
        assertThat(read.said.size() + read.skipped.size()).isEqualTo(kinds.size());
    }
}
