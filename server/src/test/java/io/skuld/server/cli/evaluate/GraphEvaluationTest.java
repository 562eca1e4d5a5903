package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.evaluation.SignedDataset;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.baseline.Popularity;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphEvaluationTest {
    private static final SignedEdges EDGES =
            SignedEdges.untimed(
                    2, 3, new int[] {0, 1}, new int[] {0, 2}, new boolean[] {true, true});

    /// Fits popularity, and looks whether the model that tuning made is still held then.
    private static final class Watching implements TunableTrainer {
        private WeakReference<Recommender> tuned = new WeakReference<>(null);
        private boolean fitted;
        private boolean held;

        @Override
        public String name() {
            return "watching";
        }

        @Override
        public Recommender fit(SignedEdges train) {
            System.gc();
            fitted = true;
            held = tuned.get() != null;
            return new Popularity().fit(train);
        }

        @Override
        public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
            Recommender model = new Popularity().fit(train);
            tuned = new WeakReference<>(model);
            return new Tuned(this, model, Map.of(), 0);
        }
    }

    private static List<ModelResult> evaluate(Watching trainer, boolean inFull) {
        GraphEvaluation.Plan plan =
                new GraphEvaluation.Plan(
                        Map.of(), 1, TuningBudget.DEFAULT, List.of(), false, inFull);
        return new GraphEvaluation(
                        new SignedDataset("two", EDGES, EDGES, EDGES),
                        plan,
                        Provenance.of(List.of()),
                        new PrintWriter(Writer.nullWriter()))
                .run(Models.Candidate.of(trainer, Map.of()));
    }

    @Test
    void theTunedModelIsGoneWhenTheCostOfAFitIsMeasured() {
        Watching trainer = new Watching();
        List<ModelResult> results = evaluate(trainer, true);
        assertThat(trainer.fitted).isTrue();
        assertThat(trainer.held).as("two models would need twice the memory").isFalse();
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().cost().peakHeapMb()).isPositive();
    }

    @Test
    void whatIsJudgedOnlyToChooseIsNotFittedAgain() {
        Watching trainer = new Watching();
        assertThat(evaluate(trainer, false)).hasSize(1);
        assertThat(trainer.fitted).isFalse();
    }
}
