package io.skuld.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.ActionableException;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.reeldriver.SqlTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;

/// Whatever is in a file: it is read, or an [ActionableException] says why not.
class HostileInputTest {
    /// A good file of each format that is text, from which the bad ones are made.
    private static final List<String> TEXTS =
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

    private static final String VIDEO_COLUMNS =
            "(youtuber TEXT, description TEXT, title TEXT, videoId TEXT, duration TEXT, upload_time TEXT, interest, productive_rate, interesting, timestamp TEXT)";

    /// Tables of the databases that are read, with all columns that are looked at.
    private static final List<String> TABLES =
            List.of(
                    "videos " + VIDEO_COLUMNS,
                    "registry (name TEXT, value INTEGER)",
                    "like_data " + VIDEO_COLUMNS,
                    "history_data " + VIDEO_COLUMNS,
                    "interest_data " + VIDEO_COLUMNS,
                    "productive_data " + VIDEO_COLUMNS,
                    "feedback " + VIDEO_COLUMNS,
                    "music_library (hash, hash_algorithm, file_path, url_path, title, artist, album, genre, date, duration, user_rating, user_rating_date, full_play_count, skip_count, last_played)",
                    "files_library (hash, hash_algorithm, file_path, user_rating, user_rating_date)",
                    "streams (uid, url, title, uploader, duration)",
                    "stream_history (stream_id, access_date, repeat_count)",
                    "stream_state (stream_id, progress_time)");

    /// What nobody expects in a cell.
    private static final List<String> HOSTILE =
            List.of(
                    "",
                    "-100",
                    "-1",
                    "1e308",
                    "NaN",
                    "Infinity",
                    "9999999999999999999999",
                    "0x10",
                    "..",
                    "../../etc/passwd",
                    "file:///etc/passwd",
                    "javascript:alert(1)",
                    "'; DROP TABLE signal; --",
                    "\u0000",
                    "\uD800",
                    "\u202Eabc",
                    "🌊".repeat(300),
                    "x".repeat(100_000),
                    "-999999999-01-01T00:00:00Z",
                    "+999999999-12-31T23:59:59Z",
                    "2093-01-01T00:00:00Z",
                    "0000-00-00 00:00:00",
                    "1582-10-10T00:00:00",
                    "-9223372036854775808",
                    "PT99999999999999H",
                    "P-1D",
                    "osfs:///mnt/media//../../x.mp3",
                    "aaaaaaaaaaa");

    private static final List<byte[]> GOOD = good();

    private static final Home HOME = Home.temporary();
    private static final Database DATABASE = HOME.open();
    private static final Imports IMPORTS = imports();

    private Exports exports = new Exports();

    private static List<byte[]> good() {
        List<byte[]> good = new ArrayList<>();
        for (String text : TEXTS) good.add(text.getBytes(StandardCharsets.UTF_8));
        try (Exports made = new Exports()) {
            Path database =
                    SqliteExports.database(
                            made.path("all.db"),
                            TABLES.stream()
                                    .map(table -> "CREATE TABLE " + table)
                                    .toArray(String[]::new));
            fill(database, List.of("aaaaaaaaaaa", "1", "2024-01-01T10:00:00", "Moss"));
            good.add(Files.readAllBytes(database));
            good.add(
                    Files.readAllBytes(
                            SqlTables.parquet(
                                    made.path("films.parquet"),
                                    "SELECT * FROM (VALUES ('tt0990001','would_watch','A',76.0,['x']),('tt0990002','would_not_watch','B',9.0,NULL)) t(imdb_id,label,media_title,imdb_rating,genre)")));
            good.add(
                    Files.readAllBytes(
                            made.zip(
                                    "export.zip",
                                    "skuld-export.jsonl",
                                    "{\"version\":1}",
                                    "person.jsonl",
                                    "{\"id\":\"me\",\"name\":\"Ada\"}",
                                    "items.jsonl",
                                    "{\"id\":\"test:f\",\"kind\":\"film\",\"title\":\"F\"}",
                                    "signals.jsonl",
                                    "{\"id\":\"a\",\"item\":\"test:f\",\"type\":\"rated\",\"value\":7,\"at\":\"2024-01-01T10:00:00Z\",\"zone\":\"UTC\",\"provenance\":\"human\",\"active\":true}")));
            return good;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One row in each table for each rotation of the values.
    private static void fill(Path database, List<String> values) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            for (String table : TABLES) {
                int columns = table.split(",").length;
                String marks = "?" + ",?".repeat(columns - 1);
                String name = table.substring(0, table.indexOf(' '));
                try (var insert =
                        connection.prepareStatement(
                                "INSERT INTO %s VALUES (%s)".formatted(name, marks))) {
                    for (int row = 0; row < values.size(); row++) {
                        for (int c = 0; c < columns; c++)
                            insert.setString(c + 1, values.get((row + c) % values.size()));
                        insert.execute();
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Imports imports() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
        return TestImports.on(DATABASE, clock);
    }

    @AfterTry
    void close() {
        exports.close();
        exports = new Exports();
    }

    @AfterContainer
    static void closeDatabase() {
        DATABASE.close();
        HOME.close();
    }

    private void survives(byte[] bytes) {
        if (bytes.length > 0) survives(exports.file("file", bytes));
    }

    /// As each format that believes to recognise it, and into the database as the surest of them.
    private static void survives(Path file) {
        for (Importer importer : Formats.all().all()) readAs(file, importer.format());
        try (Bundle bundle = Bundle.open(file)) {
            IMPORTS.run(bundle, ImportRequest.DEFAULTS, Unheard.INSTANCE);
        } catch (ActionableException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void readAs(Path file, String format) {
        try {
            Collected.of(file, format, ReadOptions.DEFAULTS);
        } catch (ActionableException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 80, seed = "20261121")
    void aFileCutOffAnywhere(
            @ForAll("goodFiles") byte[] good, @ForAll @IntRange(max = 1000) int permille) {
        survives(Arrays.copyOf(good, (int) ((long) good.length * permille / 1000)));
    }

    @Property(tries = 80, seed = "20261121")
    void aFileWithForeignBytesInIt(
            @ForAll("goodFiles") byte[] good,
            @ForAll @IntRange(max = 100_000) int at,
            @ForAll @Size(min = 1, max = 12) byte[] noise) {
        byte[] bytes = good.clone();
        for (int i = 0; i < noise.length; i++) bytes[(at + i) % bytes.length] = noise[i];
        survives(bytes);
    }

    @Property(tries = 40, seed = "20261121")
    void randomBytes(@ForAll @Size(max = 400) byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 40, seed = "20261121")
    void aFileInAnotherEncoding(
            @ForAll("goodTexts") String good, @ForAll @IntRange(max = 3) int encoding) {
        List<String> names = List.of("UTF-16", "UTF-16LE", "windows-1252", "UTF-32");
        survives(good.getBytes(Charset.forName(names.get(encoding))));
    }

    @Property(tries = 40, seed = "20261121")
    void aFileWithAByteOrderMark(@ForAll("goodTexts") String good) {
        Path file = exports.file("file", ("\uFEFF" + good).getBytes(StandardCharsets.UTF_8));
        Path plain = exports.file("plain", good);
        for (Importer importer : Formats.all().all())
            assertThat(outcome(file, importer)).isEqualTo(outcome(plain, importer));
    }

    private static List<String> outcome(Path file, Importer importer) {
        try {
            return Collected.of(file, importer.format(), ReadOptions.DEFAULTS).lines();
        } catch (ActionableException e) {
            return List.of(e.getClass().getSimpleName());
        }
    }

    @Property(tries = 40, seed = "20261121")
    void linesInAnyOrderAndNumber(
            @ForAll("goodTexts") String good,
            @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> order) {
        List<String> lines = good.lines().toList();
        StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
        for (int line : order) text.append(lines.get(line % lines.size())).append('\n');
        survives(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Clocks and zones that lie, numbers off every scale, paths that lead out, fields of any length.
    @Property(tries = 200, seed = "20261121")
    void aWordThatNobodyExpects(
            @ForAll("goodTexts") String good,
            @ForAll @IntRange(max = 200) int which,
            @ForAll("hostile") String hostile) {
        List<int[]> words = new ArrayList<>();
        Matcher word = Pattern.compile("[\\p{L}\\p{N}_.:+-]+").matcher(good);
        while (word.find()) words.add(new int[] {word.start(), word.end()});
        int[] place = words.get(which % words.size());
        survives(
                (good.substring(0, place[0]) + hostile + good.substring(place[1]))
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 12, seed = "20261121")
    void aDatabaseOfValuesThatNobodyExpects(
            @ForAll @Size(min = 1, max = 6) List<@From("hostile") String> values) {
        for (List<String> marks :
                List.of(
                        List.of("videos", "registry", "feedback", "like_data", "interest_data"),
                        List.of("music_library", "files_library"),
                        List.of("streams", "stream_history", "stream_state"))) {
            Path file =
                    SqliteExports.database(
                            exports.path(marks.getFirst() + ".db"),
                            TABLES.stream()
                                    .map(table -> "CREATE TABLE " + table)
                                    .toArray(String[]::new));
            fill(file, values);
            for (String table : TABLES) {
                String name = table.substring(0, table.indexOf(' '));
                if (!marks.contains(name)) SqliteExports.database(file, "DROP TABLE " + name);
            }
            survives(file);
        }
    }

    @Provide
    Arbitrary<byte[]> goodFiles() {
        return Arbitraries.of(GOOD);
    }

    @Provide
    Arbitrary<String> goodTexts() {
        return Arbitraries.of(TEXTS);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(HOSTILE);
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
