package io.skuld.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.baseline.BprMf;
import io.skuld.engine.model.baseline.Ease;
import io.skuld.engine.model.baseline.ItemKnn;
import io.skuld.engine.model.baseline.Popularity;
import io.skuld.engine.model.factors.IalsSettings;
import io.skuld.engine.model.factors.SignedIals;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPaths;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeakageCanaryTest {
    /// People who like the even items and dislike the odd ones.
    private static SignedEdges part(long seed, int edgesEach) {
        SplittableRandom random = new SplittableRandom(seed);
        int people = 1500;
        int items = 60;
        int[] person = new int[people * edgesEach];
        int[] item = new int[person.length];
        boolean[] liked = new boolean[person.length];
        for (int e = 0; e < person.length; e++) {
            person[e] = e % people;
            item[e] = random.nextInt(items);
            liked[e] = item[e] % 2 == 0;
        }
        return SignedEdges.untimed(people, items, person, item, liked);
    }

    private final SignedDataset data =
            new SignedDataset("even", part(1, 8), part(2, 2), part(3, 6));

    @Test
    void aModelThatOnlyReadsTheTrainingPartFallsToChance() {
        double real =
                new RankingEvaluator(data.train(), data.test())
                        .evaluate(new Popularity().fit(data.train()))
                        .mean(Metric.VALENCE_AUC);
        assertThat(real).isGreaterThan(.95);
        assertThat(LeakageCanary.of(new Popularity(), data, 42).alive()).isTrue();
    }

    static Stream<Trainer> modelsThatReadTheTrainingPart() {
        return Stream.of(
                ItemKnn.DEFAULTS,
                Ease.DEFAULTS,
                BprMf.defaults(42),
                new SignedIals(IalsSettings.DEFAULTS.withDim(16)),
                new SignedPaths(PathSettings.DEFAULTS));
    }

    @ParameterizedTest
    @MethodSource("modelsThatReadTheTrainingPart")
    void noModelFindsAnythingWhereThereIsNothing(Trainer trainer) {
        LeakageCanary canary = LeakageCanary.of(trainer, data, 42);
        assertThat(canary.persons()).isGreaterThan(1000);
        assertThat(canary.alive()).as("%s: %s", trainer.name(), canary).isTrue();
    }

    @Test
    void aModelThatPeeksIntoTheTestPartIsCaught() {
        SignedDataset shuffled = LeakageCanary.shuffleLabels(data, 42);
        assertThat(LeakageCanary.of(new Peeking(shuffled.test()), data, 42).alive()).isFalse();
    }

    @Test
    void shufflingKeepsThePairsAndTheNumberOfLikes() {
        SignedDataset shuffled = LeakageCanary.shuffleLabels(data, 42);
        assertThat(likes(shuffled)).isEqualTo(likes(data));
        assertThat(shuffled.test().item(5)).isEqualTo(data.test().item(5));
        assertThat(shuffled.train().person(5)).isEqualTo(data.train().person(5));
    }

    private static int likes(SignedDataset data) {
        int likes = 0;
        for (SignedEdges part : new SignedEdges[] {data.train(), data.valid(), data.test()})
            for (int e = 0; e < part.size(); e++) if (part.liked(e)) likes++;
        return likes;
    }

    /// Knows the answers of the test part.
    private record Peeking(SignedEdges test) implements Trainer {
        @Override
        public String name() {
            return "peeking";
        }

        @Override
        public Recommender fit(SignedEdges train) {
            return new Recommender() {
                @Override
                public int people() {
                    return train.people();
                }

                @Override
                public int items() {
                    return train.items();
                }

                @Override
                public void score(int person, float[] scores) {
                    for (int e = 0; e < test.size(); e++)
                        if (test.person(e) == person) scores[test.item(e)] = test.weight(e);
                }
            };
        }
    }
}
