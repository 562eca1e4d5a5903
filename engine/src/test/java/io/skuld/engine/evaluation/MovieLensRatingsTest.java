package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,1,NaN,5",
                "1,1,11,5",
                "1,1,-1,5",
                "1,1,4.0",
                "1,1,4.0,5,6",
                "x,1,4.0,5",
                "-1,1,4.0,5",
                "1,-1,4.0,5",
                "1,1000000000000000000,4.0,5",
                "1,99999999999999999999,4.0,5",
                "999,999999,5.0",
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
