package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class StageChoiceTest {
    private static final int FEATURES = CandidateFeatures.COUNT;
    private static final int ROWS = 10;
    private static final int WEAK = 3;
    private static final int STRONG = 5;
    private static final RankerSettings SETTINGS = RankerSettings.DEFAULTS.withHidden(8);

    /// Lists in which the liked candidate stands out in the feature that `told` says.
    private static Lists lists(int count, long seed, IntUnaryOperator told) {
        Random random = new Random(seed);
        Lists lists = new Lists(FEATURES);
        for (int n = 0; n < count; n++) {
            float[] rows = new float[ROWS * FEATURES];
            for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
            int best = random.nextInt(ROWS);
            rows[best * FEATURES + told.applyAsInt(n)] += 3;
            boolean[] liked = new boolean[ROWS];
            liked[best] = true;
            lists.add(Lists.pack(rows), liked, 1);
        }
        return lists;
    }

    private static double ndcg(Lists lists, Network... networks) {
        return Arrays.stream(ListTrainer.ndcg(lists, networks)).average().orElse(0);
    }

    private static StageChoice.Chosen choose(Lists taught, Lists later, Lists check) {
        return choose(false, taught, later, check);
    }

    private static StageChoice.Chosen choose(
            boolean timed, Lists taught, Lists later, Lists check) {
        return new StageChoice(SETTINGS, timed, taught, later, check, Long.MAX_VALUE).choose();
    }

    @Test
    void whatIsShippedHasLearnedFromTheListsKeptAsideToo() {
        Lists taught = lists(400, 1, n -> WEAK);
        Lists check = lists(400, 2, n -> n % 2 == 0 ? WEAK : STRONG);
        Lists unknown = lists(400, 3, n -> STRONG);
        Network[] shipped = choose(taught, new Lists(FEATURES), check).networks();
        assertThat(shipped).hasSize(3);
        assertThat(ndcg(unknown, shipped)).isGreaterThan(.75);
    }

    @Test
    void listsBeyondThoseToChooseWithAreLearnedFromToo() {
        Lists taught = lists(400, 1, n -> WEAK);
        Lists check = lists(100, 2, n -> WEAK);
        Lists unknown = lists(400, 3, n -> STRONG);
        Network[] without = choose(taught, new Lists(FEATURES), check).networks();
        taught = lists(400, 1, n -> WEAK);
        Network[] with = choose(taught, lists(300, 4, n -> STRONG), check).networks();
        assertThat(ndcg(unknown, without)).isLessThan(.6);
        assertThat(ndcg(unknown, with)).isGreaterThan(.75);
    }

    /// Its NDCG is of lists that what was judged had not learned from.
    @Test
    void theChoiceIsMadeBeforeTheKeptListsAreLearnedFrom() {
        Lists taught = lists(400, 1, n -> WEAK);
        Lists check = lists(400, 2, n -> n % 4 == 0 ? WEAK : STRONG);
        StageChoice.Chosen chosen = choose(taught, new Lists(FEATURES), check);
        assertThat(chosen.networks()).isNotEmpty();
        assertThat(chosen.ndcg()).isLessThan(ndcg(check, chosen.networks()) - .1);
    }

    @Test
    void noiseLeavesTheFirstStagesOrder() {
        Lists taught = lists(200, 1, n -> n % FEATURES);
        Lists check = new Lists(FEATURES);
        Random random = new Random(6);
        for (int n = 0; n < 400; n++) {
            float[] rows = new float[ROWS * FEATURES];
            for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
            boolean[] liked = new boolean[ROWS];
            liked[0] = true;
            check.add(Lists.pack(rows), liked, 1);
        }
        StageChoice.Chosen chosen = choose(taught, new Lists(FEATURES), check);
        assertThat(chosen.networks()).isEmpty();
        assertThat(chosen.ndcg()).isEqualTo(1);
    }

    /// What comes next is not all of what comes later.
    @Test
    void whereTimesAreReadALikeOnlineMovesWeightsLess() {
        double whole = stepOnline(false);
        assertThat(stepOnline(true)).isBetween(.02 * whole, .04 * whole);
    }

    /// How far a like moves the first weight of a linear scorer.
    private static double stepOnline(boolean timed) {
        Lists lists = lists(400, 1, n -> STRONG);
        Network network =
                choose(timed, lists, new Lists(FEATURES), lists(400, 2, n -> STRONG)).networks()[0];
        float before = network.state()[0];
        float[] rows = new float[2 * FEATURES];
        rows[0] = -1;
        ListTrainer.accumulate(network, rows, new boolean[] {true, false});
        network.step();
        return Math.abs(network.state()[0] - before);
    }
}
