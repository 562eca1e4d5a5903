package io.skuld.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    record LearningSettings(
            int dim, float learningRate, Duration retrainEvery, boolean fast, List<String> hosts) {
        static final LearningSettings DEFAULTS =
                new LearningSettings(64, .05f, Duration.ofDays(1), false, List.of());

        LearningSettings {
            if (dim < 1) throw new IllegalArgumentException("learning.dim is above 0, got " + dim);
        }
    }

    @TempDir Path home;

    private SettingsReader reader(
            String file, Map<String, String> environment, Map<String, String> flags)
            throws IOException {
        Path path = home.resolve(SettingsReader.FILE);
        Files.writeString(path, file);
        return SettingsReader.read(path, environment, flags);
    }

    private static LearningSettings bound(SettingsReader reader) {
        LearningSettings settings = reader.bind("learning", LearningSettings.DEFAULTS);
        reader.finish();
        return settings;
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        var reader = SettingsReader.read(home.resolve("absent"), Map.of("PATH", "/bin"), Map.of());
        assertThat(bound(reader)).isEqualTo(LearningSettings.DEFAULTS);
    }

    @Test
    void theFileSetsTypedValues() throws IOException {
        var reader =
                reader(
                        """
                        learning.dim = 32
                        learning.learning-rate = 0.5
                        learning.retrain-every = 90m
                        learning.fast = on
                        learning.hosts = a.example, b.example
                        """,
                        Map.of(),
                        Map.of());
        assertThat(bound(reader))
                .isEqualTo(
                        new LearningSettings(
                                32,
                                .5f,
                                Duration.ofMinutes(90),
                                true,
                                List.of("a.example", "b.example")));
    }

    @Test
    void theEnvironmentWinsOverTheFileAndAFlagOverBoth() throws IOException {
        String file = "learning.dim = 1\nlearning.retrain-every = 1h\nlearning.fast = true\n";
        var reader =
                reader(
                        file,
                        Map.of("SKULD_LEARNING_DIM", "2", "SKULD_LEARNING_RETRAIN_EVERY", "2h"),
                        Map.of("learning.dim", "3"));
        var settings = bound(reader);
        assertThat(settings.dim()).isEqualTo(3);
        assertThat(settings.retrainEvery()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.fast()).isTrue();
        assertThat(reader.effective())
                .extracting(SettingsReader.Effective::source)
                .containsExactly(
                        SettingsReader.Source.COMMAND_LINE,
                        SettingsReader.Source.DEFAULT,
                        SettingsReader.Source.ENVIRONMENT,
                        SettingsReader.Source.FILE,
                        SettingsReader.Source.DEFAULT);
    }

    @Test
    void everyKeyHasAVariable() {
        assertThat(SettingsReader.environmentName("learning.retrain-every"))
                .isEqualTo("SKULD_LEARNING_RETRAIN_EVERY");
    }

    @Nested
    class TheStartIsRefused {
        @Test
        void forAnUnknownKeyWithASuggestion() throws IOException {
            var reader = reader("learning.rat = 1\n", Map.of(), Map.of());
            reader.bind("learning", LearningSettings.DEFAULTS);
            assertThatThrownBy(reader::finish)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("learning.rat is not a setting. Did you mean 'learning.");
        }

        @Test
        void forAnUnknownVariable() throws IOException {
            var reader = reader("", Map.of("SKULD_LEARNING_DIMM", "1"), Map.of());
            reader.bind("learning", LearningSettings.DEFAULTS);
            assertThatThrownBy(reader::finish)
                    .hasMessageContaining(
                            "The variable SKULD_LEARNING_DIMM is not a setting. Did you mean 'learning.dim'?");
        }

        @Test
        void withAllProblemsAtOnce() throws IOException {
            var reader =
                    reader(
                            "learning.dim = many\nlearning.retrain-every = 3 weeks\nx.y = 1\n",
                            Map.of(),
                            Map.of());
            reader.bind("learning", LearningSettings.DEFAULTS);
            assertThatThrownBy(reader::finish)
                    .hasMessageContaining("learning.dim = many does not fit: a whole number")
                    .hasMessageContaining("learning.retrain-every = 3 weeks does not fit")
                    .hasMessageContaining("x.y is not a setting.")
                    .hasMessageContaining("Nothing was started.");
        }

        @Test
        void whenTheRecordItselfRefuses() throws IOException {
            var reader = reader("learning.dim = 0\n", Map.of(), Map.of());
            reader.bind("learning", LearningSettings.DEFAULTS);
            assertThatThrownBy(reader::finish).hasMessageContaining("learning.dim is above 0");
        }
    }

    @Nested
    class TheLaunchersOwnVariables {
        @Test
        void areNotSettings() throws IOException {
            var reader =
                    reader(
                            "",
                            Map.of("SKULD_HOME", "/x", "SKULD_REQUIRE_BROWSER", "true"),
                            Map.of());
            assertThat(bound(reader)).isEqualTo(LearningSettings.DEFAULTS);
        }
    }
}
