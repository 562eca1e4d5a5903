package io.skuld.server.web.art;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.ItemKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlaceholderTest {
    @Property(tries = 200)
    void thePictureIsWellFormedAndSmall(@ForAll ItemKind kind, @ForAll long seed) throws Exception {
        byte[] svg = Placeholder.svg(kind, seed).getBytes(StandardCharsets.UTF_8);
        assertThat(svg).hasSizeLessThan(9_000);
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(new String(svg, StandardCharsets.UTF_8)).doesNotContain("NaN", "null");
    }

    @Property(tries = 50)
    void theSameSeedGivesTheSamePicture(@ForAll ItemKind kind, @ForAll long seed) {
        assertThat(Placeholder.svg(kind, seed)).isEqualTo(Placeholder.svg(kind, seed));
    }

    @Property(tries = 50)
    void anotherKindGivesAnotherPicture(
            @ForAll ItemKind one, @ForAll ItemKind other, @ForAll long seed) {
        assertThat(Placeholder.svg(one, seed).equals(Placeholder.svg(other, seed)))
                .isEqualTo(one == other);
    }
}
