package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TradeOffTest {
    private static JsonNode row(String model, double caution, double ndcg, double vauc) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", model);
        row.put("settings", Map.of("caution", caution));
        row.put("ndcg@20", ModelResult.rounded(ndcg, 6));
        row.put("vauc", ModelResult.rounded(vauc, 6));
        return ResultFiles.tree(row);
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
    void whereThereWasNothingToCountThereIsNoFigure() {
        assertThat(TradeOff.of(List.of(row("hybrid", 0, Double.NaN, Double.NaN)))).isEmpty();
        List<JsonNode> noDislikes =
                List.of(row("hybrid", 0, .2, Double.NaN), row("hybrid", 1, .1, Double.NaN));
        assertThat(TradeOff.of(noDislikes).getFirst().vauc()).isNaN();
        assertThat(TradeOff.of(noDislikes).getFirst().toJson()).containsEntry("vauc", null);
    }

    @Test
    void withoutTheFirstStageThereIsNothingToSay() {
        assertThat(TradeOff.of(rows.subList(2, 5))).isEmpty();
    }
}
