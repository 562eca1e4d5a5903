package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TradeOffTest {
    private static JsonNode row(String model, double caution, double ndcg, double vauc) {
        return ResultFiles.tree(
                Map.of(
                        "model",
                        model,
                        "settings",
                        Map.of("caution", caution),
                        "ndcg@20",
                        ndcg,
                        "vauc",
                        vauc));
    }

    private final List<JsonNode> rows =
            List.of(
                    row("hybrid", 0, .20, .55),
                    row("hybrid", 1, .18, .60),
                    row("ranked", 0, .22, .56),
                    row("ranked", 1, .21, .62),
                    row("ranked", 2, .19, .70));

    @Test
    void readsTheCurveWhereItCrossesTheFirstStagesNdcg() {
        List<TradeOff> found = TradeOff.of(rows);
        assertThat(found).hasSize(2);
        assertThat(found.get(0).vauc()).isCloseTo(.55, within(1e-9));
        assertThat(found.get(1).model()).isEqualTo("ranked");
        assertThat(found.get(1).vauc()).isCloseTo(.66, within(1e-9));
        assertThat(found.get(1).toJson()).containsEntry("at_ndcg_of", "hybrid");
    }

    @Test
    void aCurveThatNeverRanksAsWellHasNone() {
        assertThat(TradeOff.of(List.of(rows.get(0), row("ranked", 0, .1, .9))).get(1).vauc())
                .isNaN();
    }

    @Test
    void withoutTheFirstStageThereIsNothingToSay() {
        assertThat(TradeOff.of(rows.subList(2, 5))).isEmpty();
    }
}
