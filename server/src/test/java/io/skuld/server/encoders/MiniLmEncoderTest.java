package io.skuld.server.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.server.database.Home;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmEncoderTest {
    private static final Home HOME = Home.temporary();
    private static MiniLmEncoder encoder;

    @BeforeAll
    static void open() {
        encoder = new MiniLmEncoder(HOME.folder());
    }

    @AfterAll
    static void close() throws Exception {
        encoder.close();
        HOME.close();
    }

    private static double cosine(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    }

    @Test
    void vectorsHaveLengthOne() {
        float[] vector = encoder.encode(List.of("A heist inside dreams"))[0];
        assertThat(vector).hasSize(encoder.dim());
        assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-4));
    }

    @Test
    void likeTextsAreNearerThanUnlikeOnes() {
        float[][] v =
                encoder.encode(
                        List.of(
                                "A cat sleeps on the mat",
                                "Kittens nap on a rug",
                                "Quarterly tax report of a bank"));
        assertThat(cosine(v[0], v[1])).isGreaterThan(cosine(v[0], v[2]) + .2);
    }

    /// Texts are batched by length; each must come back in its own place, nearly as if it were alone.
    @Test
    void aTextsVectorDoesNotDependOnItsCompany() {
        List<String> texts =
                IntStream.range(0, 70)
                        .mapToObj(k -> "film number " + k + " and more".repeat(k * 7 % 11))
                        .toList();
        float[][] together = encoder.encode(texts);
        for (int k = 0; k < texts.size(); k += 23)
            assertThat(cosine(together[k], encoder.encode(List.of(texts.get(k)))[0]))
                    .isGreaterThan(.98);
    }

    /// The tokenizer's own file cuts at 128 tokens; the model reads 256.
    @Test
    void whatComesAfter128TokensIsRead() {
        String start = "word ".repeat(150);
        float[][] v =
                encoder.encode(
                        List.of(start, start + "submarine captain torpedo ocean ".repeat(10)));
        assertThat(cosine(v[0], v[1])).isLessThan(.98);
    }

    @Test
    void textOfAnyLengthAndKindIsEncoded() {
        for (float[] vector : encoder.encode(List.of("", "日本語 🎬", "x ".repeat(5000))))
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-3));
    }

    @Test
    void nothingToEncodeIsNoVectors() {
        assertThat(encoder.encode(List.of())).isEmpty();
    }
}
