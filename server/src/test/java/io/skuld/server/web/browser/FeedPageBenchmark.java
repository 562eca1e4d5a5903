package io.skuld.server.web.browser;

import com.microsoft.playwright.options.ColorScheme;
import io.skuld.server.http.Json;
import io.skuld.server.web.browser.Visit.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the browser measures about the feed of the demo at rest, written to `benchmarks/results/feed-page.json`. Run by
/// `./mvnw -pl engine,server test -Dtest=FeedPageBenchmark -Dsurefire.failIfNoSpecifiedTests=false`; not part of the suite.
class FeedPageBenchmark extends BrowserTest {
    private static final int VISITS = 5;

    @Test
    void measure() throws Exception {
        waitUntilAtRest();
        measures(Screen.DESK); // the server's first answers are its slowest
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "command",
                "./mvnw -pl engine,server test -Dtest=FeedPageBenchmark -Dsurefire.failIfNoSpecifiedTests=false");
        report.put("java", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        for (Screen screen : Screen.values())
            report.put(screen.name().toLowerCase(Locale.ROOT), median(measures(screen)));
        Path file = Path.of("../benchmarks/results/feed-page.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    }

    /// Each visit with an empty cache.
    private List<FeedMeasure> measures(Screen screen) {
        List<FeedMeasure> measures = new ArrayList<>();
        for (int n = 0; n < VISITS; n++)
            try (Visit visit = visit(screen, ColorScheme.LIGHT)) {
                measures.add(FeedMeasure.of(visit));
            }
        return measures;
    }

    private static Map<String, Object> median(List<FeedMeasure> measures) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("visits", measures.size());
        figures.put("bytes_without_pictures", measures.getFirst().bytes());
        figures.put("bytes_of_pictures", measures.getFirst().pictures());
        figures.put(
                "largest_contentful_paint_ms_median",
                measures.stream()
                        .mapToDouble(FeedMeasure::contentAfter)
                        .sorted()
                        .skip(VISITS / 2)
                        .findFirst()
                        .orElseThrow());
        figures.put(
                "cumulative_layout_shift_worst",
                measures.stream().mapToDouble(FeedMeasure::shift).max().orElseThrow());
        return figures;
    }
}
