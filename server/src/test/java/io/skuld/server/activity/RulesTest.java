package io.skuld.server.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that people write themselves.
class RulesTest {
    @Nested
    class ACategory {
        private final Categories.Rules rules =
                new Categories(
                                """
                                # as in ActivityWatch
                                Work: github|docs
                                Work > Programming: github|vim
                                Media > Video: youtube\\.com
                                Play > Video: youtube
                                Acronym: (?-i)\\bNASA\\b
                                """)
                        .rules();

        @Test
        void isTheLongestPathThatMatches() {
            assertThat(rules.of("firefox", "Docs", "")).containsExactly("Work");
            assertThat(rules.of("firefox", "GitHub · docs", ""))
                    .containsExactly("Work", "Programming");
        }

        @Test
        void isTheFirstOfEquallyLong() {
            assertThat(rules.of("firefox", "A song", "www.youtube.com/watch"))
                    .containsExactly("Media", "Video");
            assertThat(rules.of("YouTube Desktop", "", "")).containsExactly("Play", "Video");
        }

        @Test
        void mindsTheCaseOnlyWhenAsked() {
            assertThat(rules.of("VIM", "", "")).containsExactly("Work", "Programming");
            assertThat(rules.of("", "NASA", "")).containsExactly("Acronym");
            assertThat(rules.of("", "nasa", "")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"no colon", ": vim", "Work:", "Work: (", " > : vim", "Work: a{9999}"})
        void isRefusedWithItsLine(String line) {
            assertThatThrownBy(() -> new Categories("Fine: vim\n" + line))
                    .isInstanceOf(BadPatternException.class)
                    .hasMessageStartingWith("Line 2, ");
        }
    }

    @Nested
    class TheCategoriesOfActivityWatch {
        @Test
        void becomeRules() {
            String export =
                    """
                    {"categories":[
                    {"id":0,"name":["Work"],"rule":{"type":"none"},"data":{"color":"#0F0"}},
                    {"id":1,"name":["Work","Programming: Java"],"rule":{"type":"regex","regex":"GitHub|vim","ignore_case":true}},
                    {"id":2,"name":["Media","Games"],"rule":{"type":"regex","regex":"Minecraft"}},
                    {"id":3,"name":["Odd"],"rule":{"type":"regex","regex":"a(?=b)"}}]}
                    """;
            assertThat(Categories.typed(export).text())
                    .isEqualTo(
                            """
                            # Work
                            Work > Programming  Java: GitHub|vim
                            Media > Games: (?-i)Minecraft
                            # Odd: (?-i)a(?=b)
                            """);
        }

        @Test
        void mayAlsoBePairs() {
            assertThat(
                            Categories.typed(
                                            "[[[\"Work\"],{\"type\":\"regex\",\"regex\":\"x\",\"ignore_case\":true}]]")
                                    .text())
                    .isEqualTo("Work: x\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"buckets\":{}}", "[1", "{\"categories\":7}"})
        void areRefusedWhenTheyAreNone(String text) {
            assertThatThrownBy(() -> Categories.typed(text))
                    .isInstanceOf(BadPatternException.class);
        }

        @Test
        void thatAreOddCostOnlyThemselves() {
            assertThat(Categories.typed("[1,{},[],[[]],{\"name\":7,\"rule\":[]},null]").text())
                    .isEqualTo("# 7\n");
        }
    }

    @Nested
    class APrivatePattern {
        @ParameterizedTest
        @ValueSource(strings = {"(", ".*", "a|", "[z-a]"})
        void isRefusedWithItsLine(String line) {
            assertThatThrownBy(() -> new PrivatePatterns("\n# a remark\n" + line))
                    .isInstanceOf(BadPatternException.class)
                    .hasMessageStartingWith("Line 3, ");
        }

        @Test
        void cannotHoldUpTheServer() {
            var patterns = new PrivatePatterns("(x+x+)+y").compiled();
            ActivityEvent event =
                    Watched.window("10:00", "10:01", "x".repeat(200), "x".repeat(500));
            assertThat(patterns.hides(event)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a?b=c#d, example.org/a",
        "https://user:word@example.org/, example.org",
        "example.org, example.org",
        "http://localhost:5600/#/home, localhost:5600",
        "about:blank, blank",
        "file:///home/a/b.txt, /home/a/b.txt",
        "https://example.org/@name, example.org/@name"
    })
    void ofAnAddressHostAndPathAreKept(String url, String kept) {
        assertThat(ActivityEvent.place(url)).isEqualTo(kept);
    }

    @Test
    void aBucketOfAnUnknownMachineHasNone() {
        assertThat(new Bucket("unknown", "aw-watcher-web-chrome", Watcher.WEB).machine()).isEmpty();
        assertThat(List.of(Watcher.values()))
                .allSatisfy(watcher -> assertThat(Watcher.of(watcher.label())).isEqualTo(watcher));
    }
}
