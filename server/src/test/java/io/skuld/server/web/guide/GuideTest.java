package io.skuld.server.web.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuideTest {
    private static final Guide ENGLISH = Guide.in("en");

    @Test
    void theHelpHasEveryPageOfTheGuide() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../docs/guide"))) {
            List<String> written =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md"))
                            .map(name -> name.substring(0, name.length() - 3))
                            .toList();
            assertThat(Guide.PAGES).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void everyLinkWithinTheGuideLeadsSomewhere() {
        Pattern link = Pattern.compile("href=\"/help/([a-z-]+)");
        for (String language : List.of("en", "de"))
            for (Guide.Page page : Guide.in(language).pages()) {
                Matcher matcher = link.matcher(page.html());
                while (matcher.find())
                    assertThat(ENGLISH.page(matcher.group(1)))
                            .as("%s links to %s", page.name(), matcher.group(1))
                            .isPresent();
            }
    }

    @Test
    void aPageThatIsNotTranslatedIsThereInEnglish() {
        assertThat(Guide.in("de").pages()).hasSameSizeAs(ENGLISH.pages());
    }

    @Nested
    class Search {
        @Test
        void findsTheSectionThatHoldsAllWords() {
            List<Guide.Hit> hits = ENGLISH.search("Try it");
            assertThat(hits).isNotEmpty();
            assertThat(hits.getFirst().section().heading()).isEqualTo("Try it");
            assertThat(hits.getFirst().page().html())
                    .contains("id=\"" + hits.getFirst().section().anchor() + "\"");
        }

        @Test
        void findsNothingForWordsThatStandNowhereTogether() {
            assertThat(ENGLISH.search("demo xylophone")).isEmpty();
            assertThat(ENGLISH.search("   ")).isEmpty();
        }
    }

    @Test
    void htmlInTheGuideIsTextNotMarkup() {
        Guide.Page page =
                Markdown.page(
                        "x", "# Title\n\n<script>alert(1)</script> \n\n[a](javascript:alert)");
        assertThat(page.title()).isEqualTo("Title");
        assertThat(page.html()).doesNotContain("<script", "javascript:");
    }
}
