package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTemplateTest {
    @TempDir Path results;

    @BeforeEach
    void oneResultOfEachKind() throws IOException {
        Files.writeString(
                results.resolve("music.json"),
                """
                [{"model": "ease", "settings": {"l2": 50, "caution": 0.0}, "ndcg@20": 0.19284, "recall@20": 0.3,
                  "negative@20": 0.2, "vauc": null, "sndcg@20": 0.1, "ci95": {"ndcg@20": [0.18, 0.2]},
                  "fit_seconds": 1.5, "rankings_per_second": 12345.6,
                  "provenance": {"machine": "M <1>", "jdk": "25", "commit": "abc", "command": "./skuld x"}},
                 {"model": "ranked", "settings": {"caution": 2.0}, "ndcg@20": 0.21}]
                """);
        Files.writeString(
                results.resolve("replay.json"),
                """
                {"dataset": "music", "model": "paths", "stale": {"ndcg@20": 0.1}, "online": {"ndcg@20": 0.2},
                 "retrain": {"ndcg@20": 0.25}, "loss_percent": 0.5, "event_ms": {"p50": 0.0123, "p99": 1.5}}
                """);
        Files.writeString(
                results.resolve("grown.json"),
                """
                {"sizes": [{"edges": 5000000, "query": {"p99": 20}}], "sources": {"creator": {"share": 0.5}}}
                """);
        Files.writeString(
                results.resolve("music-caution-tradeoff.json"),
                """
                [{"model": "ranked", "at_ndcg_of": "hybrid", "ndcg@20": 0.2, "vauc": 0.64}]
                """);
        Files.writeString(results.resolve("plot.svg"), "<svg>x</svg>");
    }

    private String fill(String template) {
        return new StudyTemplate(results).fill(template);
    }

    @Test
    void aValueIsRoundedAsItsNameWants() {
        assertThat(fill("NDCG {{value music ease ndcg@20}}.")).isEqualTo("NDCG 0.1928.");
        assertThat(
                        fill(
                                "{{value music ease fit_seconds}} {{value music ease rankings_per_second}}"))
                .isEqualTo("1.50 12 346");
    }

    @Test
    void whatIsNotDefinedIsADash() {
        assertThat(fill("{{value music ease vauc}}")).isEqualTo("–");
    }

    @Test
    void aCautiousRowHasItsOwnName() {
        assertThat(fill("{{value music ranked@2.0 ndcg@20}}")).isEqualTo("0.2100");
    }

    @Test
    void whatProgramsNameIsWrittenInWords() throws IOException {
        Files.writeString(
                results.resolve("feed.json"),
                """
                {"ranking": {"withoutGraph": {"share": 1, "lossPercent": 0.5}}}
                """);
        assertThat(fill("{{rows feed /ranking share lossPercent}}"))
                .contains("<th>loss percent</th>", "<td>without graph</td><td>1.00</td>");
    }

    @Test
    void anIntervalHasBothEnds() {
        assertThat(fill("{{interval music ease ndcg@20}}")).isEqualTo("[0.1800, 0.2000]");
    }

    @Test
    void aReplayIsARow() {
        assertThat(fill("{{replay replay}}"))
                .contains(
                        "<td>music</td><td>paths</td><td>0.1000</td><td>0.2000</td><td>0.2500</td>")
                .contains("<td>0.012</td><td>1.500</td>");
    }

    @Test
    void aFigureAnywhereIsFoundByItsPointer() {
        assertThat(
                        fill(
                                "{{at replay /online/ndcg@20}}, {{at replay /event_ms/p99}}, {{at replay /model}}"))
                .isEqualTo("0.2000, 1.50, paths");
        assertThat(fill("{{at replay /nowhere}}")).contains("not measured");
    }

    @Test
    void membersOfAnObjectAndEntriesOfAListAreRows() {
        assertThat(fill("{{rows grown /sizes edges /query/p99}}"))
                .contains("<th>edges</th><th>query p99</th>")
                .contains("<td>5 000 000</td><td>20</td>");
        assertThat(fill("{{rows grown /sources share}}")).contains("<td>creator</td><td>0.50</td>");
    }

    @Test
    void aTradeOffIsARowADataset() {
        assertThat(fill("{{tradeoff music-caution-tradeoff}}"))
                .contains("<td>music</td><td>ranked</td><td>0.2000</td><td>0.6400</td>");
    }

    @Test
    void aPlotStandsInThePage() {
        assertThat(fill("{{figure plot.svg A <b> caption}}"))
                .isEqualTo(
                        "<figure><svg>x</svg><figcaption>A &lt;b&gt; caption</figcaption></figure>");
    }

    @Test
    void theSourceSaysWhereTheFiguresComeFrom() {
        assertThat(fill("{{source music}}"))
                .contains("M &lt;1&gt;")
                .contains("abc")
                .contains("./skuld x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{value music ease beauty}}",
                "{{value music}}",
                "{{poem}}",
            })
    void whatCannotBeStopsTheReport(String placeholder) {
        assertThatThrownBy(() -> fill(placeholder)).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{value music oracle ndcg@20}}",
                "{{value nowhere ease ndcg@20}}",
                "{{figure none.svg x}}"
            })
    void whatIsNotMeasuredYetIsSaidToBeMissing(String placeholder) {
        assertThat(fill(placeholder)).contains("not measured");
    }
}
