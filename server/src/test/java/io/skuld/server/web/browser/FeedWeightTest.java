package io.skuld.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.web.browser.Visit.Screen;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedWeightTest extends BrowserTest {
    @ParameterizedTest
    @EnumSource(Screen.class)
    void theFeedIsLightAndStandsStill(Screen screen) {
        try (Visit visit = visit(screen, ColorScheme.LIGHT)) {
            FeedMeasure measure = FeedMeasure.of(visit);
            assertThat(measure.bytes()).isBetween(10_000L, 150_000L);
            assertThat(measure.shift()).isLessThanOrEqualTo(.05);
        }
    }
}
