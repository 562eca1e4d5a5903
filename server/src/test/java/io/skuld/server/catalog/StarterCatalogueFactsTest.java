package io.skuld.server.catalog;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Holds `starter.jsonl` to the rules and word lists of `STARTER.md` beside it. Reads the file as JSON, not through
/// [StarterCatalogue], so that a mistake in the reader cannot hide one in the file.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarterCatalogueFactsTest {
    private static final List<String> KEYS =
            List.of(
                    "id",
                    "kind",
                    "title",
                    "creator",
                    "year",
                    "language",
                    "genres",
                    "tags",
                    "minutes",
                    "description");

    private final List<JsonNode> works = new ArrayList<>();
    private String rules = "";

    @BeforeAll
    void readTheFiles() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String line : resource("starter.jsonl").lines().toList())
            works.add(json.readTree(line));
        rules = resource("STARTER.md");
    }

    @Nested
    class AsAWhole {
        @Test
        void thereAreEnoughWorksForAFirstEvening() {
            assertThat(works).hasSizeGreaterThanOrEqualTo(500);
        }

        @Test
        void everyKindIsThereInNumbersToChooseFrom() {
            var sizes =
                    works.stream()
                            .collect(groupingBy(work -> work.get("kind").asText(), counting()));
            assertThat(sizes)
                    .containsOnlyKeys("film", "series", "album", "podcast", "book", "channel");
            assertThat(sizes.values()).allMatch(size -> size >= 50);
        }

        @Test
        void atLeastThreeInTenAreNotEnglish() {
            long foreign =
                    works.stream()
                            .filter(work -> !work.get("language").asText().equals("en"))
                            .count();
            assertThat(foreign * 10).isGreaterThanOrEqualTo(works.size() * 3L);
        }

        @Test
        void everyDecadeFromTheTwentiesOnIsThere() {
            Set<Integer> decades = new TreeSet<>();
            for (JsonNode work : works) decades.add(work.get("year").asInt() / 10 * 10);
            assertThat(decades)
                    .contains(1920, 1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020);
        }

        @Test
        void noWorkIsThereTwice() {
            assertThat(works).extracting(work -> work.get("id").asText()).doesNotHaveDuplicates();
            assertThat(works)
                    .extracting(StarterCatalogueFactsTest::nameAndYear)
                    .doesNotHaveDuplicates();
        }
    }

    @Nested
    class EachWork {
        @Test
        void hasItsKeysInOrderAndMinutesUnlessItIsABook() {
            for (JsonNode work : works) {
                List<String> keys = new ArrayList<>(KEYS);
                if (work.get("kind").asText().equals("book")) keys.remove("minutes");
                assertThat(work.fieldNames()).toIterable().as(idOf(work)).isEqualTo(keys);
            }
        }

        @Test
        void hasAnAsciiIdOfItsKindAndYear() {
            for (JsonNode work : works)
                assertThat(idOf(work))
                        .matches(
                                "starter:%s-[a-z0-9-]+-%d"
                                        .formatted(
                                                work.get("kind").asText(),
                                                work.get("year").asInt()));
        }

        @Test
        void hasTitleCreatorYearAndLanguage() {
            Set<String> languages = Set.of(Locale.getISOLanguages());
            for (JsonNode work : works) {
                assertThat(work.get("title").asText()).as(idOf(work)).isNotBlank();
                assertThat(work.get("creator").asText()).as(idOf(work)).isNotBlank();
                assertThat(work.get("year").asInt()).as(idOf(work)).isBetween(1900, 2025);
                assertThat(languages).as(idOf(work)).contains(work.get("language").asText());
                if (work.has("minutes"))
                    assertThat(work.get("minutes").asInt()).as(idOf(work)).isBetween(1, 600);
            }
        }

        @Test
        void isDescribedInOneSentence() {
            for (JsonNode work : works) {
                String sentence = work.get("description").asText();
                assertThat(sentence.split(" ")).as(sentence).hasSizeBetween(8, 25);
                assertThat(sentence).endsWith(".").doesNotContain("\"").doesNotContain(". ");
            }
        }
    }

    @Nested
    class TheWords {
        @Test
        void ofTheGenresAreAllOnTheList() {
            assertThat(used("genres")).isEqualTo(listed("## Genres"));
            for (JsonNode work : works)
                assertThat(words(work, "genres"))
                        .as(idOf(work))
                        .hasSizeBetween(1, 4)
                        .doesNotHaveDuplicates();
        }

        @Test
        void ofTheTagsAreAllOnTheList() {
            assertThat(used("tags")).isEqualTo(listed("## Tags"));
            for (JsonNode work : works)
                assertThat(words(work, "tags"))
                        .as(idOf(work))
                        .hasSizeBetween(2, 5)
                        .doesNotHaveDuplicates();
        }

        @Test
        void ofTheTagsConnectAtLeastTwoWorksEach() {
            var uses =
                    works.stream()
                            .flatMap(work -> words(work, "tags").stream())
                            .collect(groupingBy(tag -> tag, counting()));
            assertThat(uses)
                    .allSatisfy(
                            (tag, count) -> assertThat(count).as(tag).isGreaterThanOrEqualTo(2L));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = StarterCatalogue.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String idOf(JsonNode work) {
        return work.get("id").asText();
    }

    private static String nameAndYear(JsonNode work) {
        return "%s %s %d"
                .formatted(
                        work.get("kind").asText(),
                        work.get("title").asText().toLowerCase(Locale.ROOT),
                        work.get("year").asInt());
    }

    private static List<String> words(JsonNode work, String key) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : work.get(key)) words.add(word.asText());
        return words;
    }

    private Set<String> used(String key) {
        Set<String> all = new TreeSet<>();
        for (JsonNode work : works) all.addAll(words(work, key));
        return all;
    }

    /// The words of the fenced block below a heading of `STARTER.md`.
    private Set<String> listed(String heading) {
        String block = rules.split(heading + "\n")[1].split("```")[1];
        return new TreeSet<>(Arrays.asList(block.strip().split(",\\s+")));
    }
}
