package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.Settings;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.settings.SettingsReader.Effective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private static final Messages ENGLISH = Messages.in("en");
    private static final Messages GERMAN = Messages.in("de");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    @Nested
    class TheLanguages {
        @Test
        void sayTheSameThings() {
            assertThat(GERMAN.keys()).isEqualTo(ENGLISH.keys());
        }

        @Test
        void fillInTheSameValues() {
            for (String key : ENGLISH.keys())
                assertThat(names(GERMAN.get(key))).as(key).isEqualTo(names(ENGLISH.get(key)));
        }

        @Test
        void leaveNothingEmpty() {
            for (Messages text : List.of(ENGLISH, GERMAN))
                assertThat(text.keys()).allSatisfy(key -> assertThat(text.get(key)).isNotBlank());
        }

        @Test
        void haveOneAndManyOfWhatIsCounted() {
            Set<String> ones = endingWith(".one");
            assertThat(ones).isNotEmpty();
            assertThat(
                            endingWith(".other").stream()
                                    .filter(key ->
                                            !key.equals("kind")
                                                    && !key.equals("kinds")
                                                    && !key.equals("problem")))
                    .containsExactlyInAnyOrderElementsOf(ones);
        }

        @Test
        void knowEveryWordOfTheTemplates() throws IOException {
            assertThat(usedInTemplates()).isNotEmpty().allMatch(ENGLISH::has);
        }

        @Test
        void knowEveryReasonForLeavingSomethingOut() {
            assertThat(SkipReason.values())
                    .allMatch(reason ->
                            ENGLISH.get("skip." + reason.label())
                                    .replace('’', '\'')
                                    .equals(reason.text()));
        }

        @Test
        void describeEveryFormat() {
            assertThat(Formats.all().all())
                    .allMatch(importer -> ENGLISH.has("format." + importer.format() + ".text"));
        }

        @Test
        void explainEverySetting() {
            List<Effective> settings =
                    Settings.read(Path.of("no such folder"), Map.of(), Map.of()).effective();
            assertThat(settings)
                    .isNotEmpty()
                    .allSatisfy(setting -> {
                        assertThat(ENGLISH.has("setting." + setting.key()))
                                .as(setting.key())
                                .isTrue();
                        String feature = setting.key().substring(0, setting.key().indexOf('.'));
                        assertThat(ENGLISH.has("settings.group." + feature)).as(feature).isTrue();
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "   | de-AT,de;q=0.9,en;q=0.5 | de",
                "   | fr-FR,fr;q=0.9          | en",
                "   |                         | en",
                "   | this is not a header;;  | en",
                "en | de                      | en",
                "xx | de                      | de"
            })
    void theChoiceWinsOverTheBrowserAndEnglishIsTheLastResort(
            String chosen, String header, String language) {
        assertThat(Messages.choose(chosen, header).language()).isEqualTo(language);
    }

    @Test
    void countsAsTheLanguageDoes() {
        assertThat(ENGLISH.count("search.found", 1)).isEqualTo("One result");
        assertThat(ENGLISH.count("search.found", 1200)).isEqualTo("1,200 results");
        assertThat(GERMAN.count("search.found", 1200)).isEqualTo("1.200 Treffer");
    }

    @Test
    void anUnknownMessageIsAMistakeOfTheProgrammer() {
        assertThatThrownBy(() -> ENGLISH.get("no.such.message"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.message");
    }

    private static Set<String> endingWith(String ending) {
        return ENGLISH.keys().stream()
                .filter(key -> key.endsWith(ending))
                .map(key -> key.substring(0, key.length() - ending.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String message) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(message);
        while (matcher.find()) names.add(matcher.group(1));
        return names;
    }

    private static List<String> usedInTemplates() throws IOException {
        Pattern use = Pattern.compile("\\.(get|count)\\(\"([a-z0-9.-]+[a-z0-9])\"");
        List<String> keys = new ArrayList<>();
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Matcher matcher = use.matcher(Files.readString(template));
                while (matcher.find())
                    keys.add(
                            matcher.group(1).equals("count")
                                    ? matcher.group(2) + ".one"
                                    : matcher.group(2));
            }
        }
        return keys;
    }
}
