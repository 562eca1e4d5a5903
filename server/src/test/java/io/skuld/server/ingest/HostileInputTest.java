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
                    "user,item,rating\nanna,x,0.5\nben,y,1\n");

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
            @ForAll @IntRange(max = 8) int which, @ForAll @IntRange(max = 600) int at) {
        byte[] good = GOOD.get(which).getBytes(StandardCharsets.UTF_8);
        survives(Arrays.copyOf(good, Math.min(at, good.length)));
    }

    @Property(tries = 150, seed = "20261121")
    void aFileWithForeignBytesInIt(
            @ForAll @IntRange(max = 8) int which,
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
            @ForAll @IntRange(max = 8) int which, @ForAll @IntRange(max = 3) int encoding) {
        List<String> names = List.of("UTF-16", "UTF-16LE", "windows-1252", "UTF-32");
        survives(GOOD.get(which).getBytes(Charset.forName(names.get(encoding))));
    }

    @Property(tries = 40, seed = "20261121")
    void linesInAnyOrderAndNumber(
            @ForAll @IntRange(max = 8) int which,
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
