package io.skuld.engine.model.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.model.taste.TasteModel.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TasteModelTest {
    private static final TasteSpace SPACE = new TasteSpace(4, 6);
    private static final TasteSettings SETTINGS = TasteSettings.DEFAULTS;

    /// Westerns point one way, romances another; each item a little off.
    private static TasteFeatures western(Random random) {
        return item(random, 0);
    }

    private static TasteFeatures romance(Random random) {
        return item(random, 1);
    }

    private static TasteFeatures item(Random random, int direction) {
        float[] text = new float[SPACE.textDim()];
        for (int k = 0; k < text.length; k++) text[k] = (float) random.nextGaussian() * .1f;
        text[direction] += 1;
        double length = 0;
        for (float t : text) length += (double) t * t;
        for (int k = 0; k < text.length; k++) text[k] /= (float) Math.sqrt(length);
        int[] attributes = {direction, 2 + random.nextInt(4)};
        return TasteFeatures.of(text, attributes, new float[] {.8f, .5f});
    }

    private static List<Observation> observations(Random random, int count) {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < count; i++)
            all.add(
                    new Observation(
                            i,
                            item(random, random.nextInt(2)),
                            random.nextInt(101) / 10.0,
                            .1 + .9 * random.nextDouble()));
        return all;
    }

    @Nested
    class BeforeTheFirstRating {
        private final TasteModel model = TasteModel.empty(SPACE, SETTINGS);

        @Test
        void everythingIsExpectedAtThePriorMean() {
            assertThat(model.mean(western(new Random(1)))).isEqualTo((float) SETTINGS.priorMean());
        }

        @Test
        void theDeviationIsThatOfThePrior() {
            TasteFeatures plain =
                    TasteFeatures.of(new float[] {1, 0, 0, 0}, new int[0], new float[0]);
            assertThat(model.predict(plain).deviation())
                    .isCloseTo(
                            Math.sqrt(
                                    SETTINGS.levelVariance()
                                            + SETTINGS.textVariance()
                                            + SETTINGS.noiseVariance()),
                            within(1e-9));
        }

        @Test
        void anUnknownTextIsAsUncertainAsAnyText() {
            TasteFeatures with =
                    TasteFeatures.of(new float[] {0, 1, 0, 0}, new int[0], new float[0]);
            TasteFeatures without = TasteFeatures.withoutText(new int[0], new float[0]);
            assertThat(model.uncertainty(without)).isCloseTo(model.uncertainty(with), within(1e-6));
        }
    }

    @Nested
    class AfterWesternsWereLikedAndRomancesWereNot {
        private final Random random = new Random(7);
        private final TasteModel model = learned();

        private TasteModel learned() {
            List<Observation> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(new Observation(i, western(random), 9, 1));
                all.add(new Observation(100 + i, romance(random), 2, 1));
            }
            return TasteModel.empty(SPACE, SETTINGS).absorb(all);
        }

        @Test
        void anotherWesternIsExpectedToBeLiked() {
            assertThat(model.mean(western(random))).isGreaterThan(7.5f);
            assertThat(model.mean(romance(random))).isLessThan(3.5f);
        }

        @Test
        void theStrongestCausesAreTheLikesOfItsKind() {
            TasteModel.Explanation why = model.explain(western(random), 3);
            TasteModel.Cause first = why.causes().getFirst();
            assertThat(first.contribution()).isPositive();
            assertThat(first.item()).isLessThan(100);
        }

        @Test
        void aDislikedItemOfTheSameKindCountsAgainstIt() {
            Observation bad = new Observation(50, western(random), 0, 1);
            TasteFeatures next = western(random);
            TasteModel disappointed = model.absorb(bad);
            assertThat(disappointed.mean(next)).isLessThan(model.mean(next));
            double contribution =
                    disappointed.explain(next, 99).causes().stream()
                            .filter(cause -> cause.item() == 50)
                            .findFirst()
                            .orElseThrow()
                            .contribution();
            assertThat(contribution).isNegative();
        }

        @Test
        void aSurerRatingMovesMoreThanAnUnsureOne() {
            TasteFeatures next = western(random);
            Observation sure = new Observation(60, next, 0, 1);
            Observation unsure = new Observation(60, next, 0, .1);
            assertThat(model.absorb(sure).mean(next)).isLessThan(model.absorb(unsure).mean(next));
        }

        @Test
        void whatIsRatedLikeItIsMoreCertain() {
            TasteFeatures strange =
                    TasteFeatures.of(new float[] {0, 0, 0, 1}, new int[0], new float[0]);
            assertThat(model.uncertainty(western(random))).isLessThan(model.uncertainty(strange));
        }
    }

    @Nested
    @Group // jqwik's own word for a nested class
    class Exactness {
        /// Any order of coming, changing and going ends where a fit from scratch of what is left ends.
        @Property(tries = 60)
        void anySequenceOfAbsorbAndRetractEqualsTheFitFromScratch(
                @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
            Random random = new Random(seed);
            TasteModel model = TasteModel.empty(SPACE, SETTINGS);
            Map<Integer, Observation> left = new TreeMap<>();
            for (int step = 0; step < steps; step++) {
                int item = random.nextInt(12);
                if (random.nextInt(3) == 0) {
                    model = model.retract(List.of(item));
                    left.remove(item);
                } else {
                    Observation o =
                            new Observation(
                                    item,
                                    item(random, random.nextInt(2)),
                                    random.nextDouble() * 10,
                                    .05 + .95 * random.nextDouble());
                    model = model.absorb(o);
                    left.put(item, o);
                }
            }
            TasteModel fresh = TasteModel.fit(SPACE, SETTINGS, left.values());
            assertSame(model, fresh, random);
            assertThat(model.size()).isEqualTo(left.size());
        }

        /// One at a time, far more often than the factor has rows.
        @Test
        void thousandsOfChangesDoNotDrift() {
            Random random = new Random(3);
            TasteModel model = TasteModel.empty(SPACE, SETTINGS);
            Map<Integer, Observation> left = new TreeMap<>();
            for (int step = 0; step < 5000; step++) {
                Observation o = observations(random, 1).getFirst();
                Observation moved =
                        new Observation(
                                random.nextInt(40), o.features(), o.rating(), o.confidence());
                model = model.absorb(moved);
                left.put(moved.item(), moved);
            }
            assertSame(model, TasteModel.fit(SPACE, SETTINGS, left.values()), random);
        }

        @Property(tries = 40)
        void theExplanationAddsUpToThePrediction(
                @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int count) {
            Random random = new Random(seed);
            TasteModel model = TasteModel.fit(SPACE, SETTINGS, observations(random, count));
            TasteFeatures next = item(random, 0);
            TasteModel.Explanation why = model.explain(next, 99);
            double sum = why.base();
            for (TasteModel.Cause cause : why.causes()) sum += cause.contribution();
            assertThat(sum).isCloseTo(model.raw(next), within(1e-4));
        }

        @Property(tries = 40)
        void whatIsWorkedOutTogetherIsWhatEachAloneGives(
                @ForAll long seed, @ForAll @IntRange(min = 0, max = 11) int count) {
            Random random = new Random(seed);
            TasteModel model = TasteModel.fit(SPACE, SETTINGS, observations(random, 30));
            List<TasteFeatures> items = new ArrayList<>();
            for (int i = 0; i < count; i++) items.add(item(random, random.nextInt(2)));
            double[] uncertainties = model.uncertainties(items);
            List<TasteModel.Explanation> why = model.explain(items, 99);
            assertThat(uncertainties).hasSize(count);
            assertThat(why).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(uncertainties[i])
                        .isCloseTo(model.uncertainty(items.get(i)), within(1e-9));
                assertThat(why.get(i)).isEqualTo(model.explain(items.get(i), 99));
                TasteModel.Prediction predicted = model.predict(items.get(i));
                assertThat(why.get(i).prediction().mean()).isEqualTo(predicted.mean());
                assertThat(why.get(i).prediction().deviation())
                        .isCloseTo(predicted.deviation(), within(1e-9));
            }
        }

        @Property(tries = 20)
        void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
            Random random = new Random(seed);
            List<Observation> all = observations(random, 20);
            assertSame(
                    TasteModel.fit(SPACE, SETTINGS, all),
                    TasteModel.fit(SPACE, SETTINGS, all.reversed()),
                    random);
        }

        private static void assertSame(TasteModel one, TasteModel other, Random random) {
            for (int k = 0; k < 5; k++) {
                TasteFeatures probe = item(random, k % 2);
                assertThat(one.raw(probe)).isCloseTo(other.raw(probe), within(1e-4f));
                assertThat(one.uncertainty(probe))
                        .isCloseTo(other.uncertainty(probe), within(1e-4));
            }
        }
    }

    @Test
    void theLaterOfTwoObservationsOfAnItemCounts() {
        Random random = new Random(5);
        TasteFeatures item = western(random);
        TasteModel twice =
                TasteModel.empty(SPACE, SETTINGS)
                        .absorb(
                                List.of(
                                        new Observation(1, item, 10, 1),
                                        new Observation(1, item, 2, 1)));
        TasteModel once = TasteModel.empty(SPACE, SETTINGS).absorb(new Observation(1, item, 2, 1));
        assertThat(twice.size()).isEqualTo(1);
        assertThat(twice.raw(item)).isCloseTo(once.raw(item), within(1e-5f));
    }

    @Test
    void aRatingOutsideTheScaleIsRefused() {
        TasteFeatures item = western(new Random(1));
        assertThatThrownBy(() -> new Observation(1, item, 76, 1)).hasMessageContaining("76");
        assertThatThrownBy(() -> new Observation(1, item, 7, 0)).hasMessageContaining("above 0");
    }
}
