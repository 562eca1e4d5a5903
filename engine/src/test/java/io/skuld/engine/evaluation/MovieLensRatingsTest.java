package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovieLensRatingsTest {
    private static final Split HALVES = new Split.GlobalTime(0.5, 0, 0.5);

    @TempDir Path folder;

    private SignedDataset read(String rows) throws IOException {
        Files.writeString(
                folder.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n" + rows);
        return MovieLensRatings.read(folder, 4, HALVES);
    }

    @Test
    void idsAreRenumberedInAscendingOrder() throws IOException {
        SignedDataset data = read("7,500,4.0,10\n3,90,3.5,20\n");
        assertThat(data.people()).isEqualTo(2);
        assertThat(data.items()).isEqualTo(2);
        assertThat(data.train().person(0)).isEqualTo(1);
        assertThat(data.train().item(0)).isEqualTo(1);
        assertThat(data.train().liked(0)).isTrue();
        assertThat(data.train().time(0)).isEqualTo(10);
        assertThat(data.test().person(0)).isEqualTo(0);
        assertThat(data.test().liked(0)).isFalse();
    }

    @Test
    void allOfItComesWithTheFilesOwnIds() throws IOException {
        Files.writeString(
                folder.resolve("ratings.csv"),
                "userId,movieId,rating,timestamp\n7,500,4.0,10\n3,90,3.5,20\n");
        MovieLensRatings.Ratings all = MovieLensRatings.readAll(folder, 4);
        assertThat(all.people()).containsExactly(3L, 7L);
        assertThat(all.items()).containsExactly(90L, 500L);
        assertThat(all.edges().size()).isEqualTo(2);
        assertThatThrownBy(() -> MovieLensRatings.readAll(folder, Double.NaN))
                .hasMessageContaining("offset");
    }

    @Test
    void theOlderFormsSayTheSame() throws IOException {
        SignedEdges csv = read("7,500,4,10\n3,90,3,20\n").train();
        Files.delete(folder.resolve("ratings.csv"));
        Files.writeString(folder.resolve("ratings.dat"), "7::500::4::10\n3::90::3::20\n");
        assertSame(MovieLensRatings.read(folder, 4, HALVES).train(), csv);
        Files.delete(folder.resolve("ratings.dat"));
        Files.writeString(folder.resolve("u.data"), "7\t500\t4\t10\r\n3\t90\t3\t20\r\n");
        assertSame(MovieLensRatings.read(folder, 4, HALVES).train(), csv);
    }

    private static void assertSame(SignedEdges one, SignedEdges other) {
        assertThat(one.size()).isEqualTo(other.size());
        for (int e = 0; e < one.size(); e++) {
            assertThat(one.person(e)).isEqualTo(other.person(e));
            assertThat(one.item(e)).isEqualTo(other.item(e));
            assertThat(one.weight(e)).isEqualTo(other.weight(e));
            assertThat(one.time(e)).isEqualTo(other.time(e));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFuserId,movieId,rating,timestamp\r\n7,500,4.0,10\r\n3,90,3.5,20\r\n",
                "\"user_id\",\"item_id\",\"rating\",\"timestamp\"\n7,500,4.0,10\n3,90,3.5,20",
                "timestamp,rating,userId,movieId\n10,4.0,7,500\n20,3.5,3,90\n",
                "userId,movieId,rating,timestamp\n# a comment\n\n7,500,4.0,10\n3,90,3.5,20\n",
                "userId\tmovieId\trating\ttimestamp\n7\t500\t4.0\t10\n3\t90\t3.5\t20\n",
                "userId;movieId;rating;timestamp\n7;500;4.0;10\n3;90;3.5;20\n",
                "userId, movieId, rating, timestamp\n7, 500, 4.0, 10\n3, 90, 3.5, 20\n",
                "\"userId\",\"movieId\",\"rating\",\"timestamp\"\n\"7\",\"500\",\"4.0\",\"10\"\n\"3\",\"90\",\"3.5\",\"20\"\n",
                "userId\ttitle\tmovieId\trating\ttimestamp\ttag\n7\tAlien\t500\t4.0\t10\ta\n3\tHeat\t90\t3.5\t20\t\n",
                "userId,movieId,rating,timestamp\n7.0,500,4.0,10.0\n3,90,3.5,2e1\n",
                "7,500,4.0,10\n3,90,3.5,20\n",
                "7\t500\t4.0\t10\n3\t90\t3.5\t20\n",
            })
    void columnsMayStandInAnyUsualWay(String text) throws IOException {
        Files.writeString(folder.resolve("ratings.csv"), text);
        SignedEdges edges = MovieLensRatings.readAll(folder, 4).edges();
        assertThat(edges.size()).isEqualTo(2);
        assertThat(edges.person(0)).isEqualTo(1);
        assertThat(edges.item(0)).isEqualTo(1);
        assertThat(edges.liked(0)).isTrue();
        assertThat(edges.time(0)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "964982703, 964982703",
        "964982703123, 964982703",
        "964982703123456, 964982703",
        "964982703123456789, 964982703",
        "-5, -5"
    })
    void timesInFinerUnitsBecomeSeconds(long written, long seconds) throws IOException {
        SignedEdges edges = read("1,1,5,%d\n2,1,5,%d\n".formatted(written, written)).train();
        assertThat(edges.time(0)).isEqualTo(seconds);
    }

    @Test
    void manySparseIdsAreRenumberedInAscendingOrder() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int n = 5000; n > 0; n--)
            rows.append("%d,%d,5,%d\n".formatted(n * 1_000_000_007L, 1L << n % 60, n));
        Files.writeString(
                folder.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n" + rows);
        MovieLensRatings.Ratings all = MovieLensRatings.readAll(folder, 4);
        assertThat(all.people()).hasSize(5000).isSorted();
        assertThat(all.items()).isSorted();
        for (int e = 0; e < all.edges().size(); e++) {
            long n = 5000 - e;
            assertThat(all.people().get(all.edges().person(e))).isEqualTo(n * 1_000_000_007L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,1,NaN,5",
                "1,1,11,5",
                "1,1,-1,5",
                "1,1,4.0",
                "1,1,4.0,5,6",
                "1,1,4.0,",
                "1,1,,5",
                ",1,4.0,5",
                "x,1,4.0,5",
                "-1,1,4.0,5",
                "1,-1,4.0,5",
                "1,1000000000000000000,4.0,5",
                "1,99999999999999999999,4.0,5",
                "999,999999,5.0",
                "1.5,1,4.0,5",
                "1,1,4.0,1e999999999",
            })
    void aBadRowIsNamedByItsLine(String row) {
        assertThatThrownBy(() -> read("1,2,4.0,5\n" + row + "\n"))
                .isInstanceOf(BadDatasetException.class)
                .hasMessageContaining("ratings.csv, line 3");
    }

    @Test
    void aFileWithoutRatingsIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("no ratings");
    }

    @Test
    void anotherHeaderIsRefused() throws IOException {
        Files.writeString(folder.resolve("ratings.csv"), "user;film\n1;2\n");
        assertThatThrownBy(() -> MovieLensRatings.read(folder, 4, HALVES))
                .hasMessageContaining("line 1")
                .hasMessageContaining("header");
    }
}
