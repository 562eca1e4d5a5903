package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.TwoCamps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoosingDataTest {
    private static final SignedEdges EDGES = TwoCamps.ofSize(20).edges();

    private static SignedEdges every(int n, int rest) {
        return EDGES.at(IntStream.range(0, EDGES.size()).filter(e -> e % n == rest).toArray());
    }

    private final ChoosingData data =
            new SignedDataset("camps", every(4, 0), every(4, 1), every(4, 2)).forChoosing();

    @Test
    void everyFoldIsJudgedByPeopleItDoesNotChooseBy() {
        List<SignedDataset> folds = data.folds(3, 5);
        assertThat(folds).hasSize(3);
        int judged = 0;
        for (SignedDataset fold : folds) {
            assertThat(fold.train()).isSameAs(data.train());
            assertThat(fold.valid().size() + fold.test().size()).isEqualTo(data.valid().size());
            assertThat(people(fold.test())).isNotEmpty().doesNotContain(people(fold.valid()));
            judged += fold.test().size();
        }
        assertThat(judged).isEqualTo(data.valid().size());
    }

    private static int[] people(SignedEdges edges) {
        return IntStream.range(0, edges.size()).map(edges::person).distinct().toArray();
    }

    @Test
    void theSameSeedCutsTheSameFolds() {
        assertThat(people(data.folds(3, 5).getFirst().test()))
                .containsExactly(people(data.folds(3, 5).getFirst().test()));
        assertThat(people(data.folds(3, 5).getFirst().test()))
                .isNotEqualTo(people(data.folds(3, 6).getFirst().test()));
    }

    @Test
    void oneFoldIsNoCut() {
        assertThatThrownBy(() -> data.folds(1, 5)).hasMessageContaining("at least 2");
    }
}
