package io.skuld.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TitlesTest {
    @Example
    void theArticleComesFirstAndSignsAndAccentsGo() {
        assertThat(Titles.normalise("Matrix, The")).isEqualTo("the matrix");
        assertThat(Titles.normalise("  Amélie & ﬁn… (2001)")).isEqualTo("amelie and fin 2001");
        assertThat(Titles.normalise("&")).isEqualTo("and");
        assertThat(Titles.normalise("海の音 🌊")).isEqualTo("海の音");
        assertThat(Titles.normalise("!?")).isEmpty();
    }

    /// The definition, as patterns say it.
    @Property
    void keepsLettersAndNumbersAndSeparatesThemByOneBlank(@ForAll("titles") String title) {
        String plain =
                Normalizer.normalize(title.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .replace("&", " and ")
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip();
        assertThat(Titles.normalise(title)).isEqualTo(plain);
    }

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.strings()
                .all()
                .ascii()
                .withChars("&&éÄß½²ⅷ\u0301\u20dd🌊海 ﬁ\u00a0İ")
                .ofMaxLength(40)
                .filter(title -> !title.contains(","));
    }
}
