package io.skuld.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineStageTest {
    private static final int FEATURES = CandidateFeatures.COUNT;
    private static final int SHOWN = 40;

    /// The feature that tells what is liked; the second stage starts from another.
    private static final int TELLING = 3;

    private final Random random = new Random(4);

    private static OnlineStage stage(float rate) {
        Network network = new Network(FEATURES, 0, rate, 1);
        network.startFrom(CandidateFeatures.FIRST_STAGE);
        FeatureScale plain = FeatureScale.fit(new float[FEATURES], 1, FEATURES);
        LikeHead head = ListwiseRankerTest.head(new Network(FEATURES, 0, rate, 1));
        return new OnlineStage(new SecondStage(plain, new Network[] {network}, head), true, 1);
    }

    /// Shows a list of noise and likes what the telling feature puts first.
    private void showAndLike(OnlineStage stage, int person) {
        int[] items = IntStream.range(0, SHOWN).toArray();
        float[] rows = new float[SHOWN * FEATURES];
        for (int k = 0; k < rows.length; k++) rows[k] = (float) random.nextGaussian();
        int best = 0;
        for (int i = 1; i < SHOWN; i++)
            if (rows[i * FEATURES + TELLING] > rows[best * FEATURES + TELLING]) best = i;
        stage.remember(person, items, rows, scores(stage, rows));
        stage.learn(person, best, true);
    }

    private static float[] scores(OnlineStage stage, float[] rows) {
        float[] scores = new float[rows.length / FEATURES];
        for (Network network : stage.stage().networks()) network.addScores(rows, 0, scores);
        return scores;
    }

    private static float weight(OnlineStage stage, int feature) {
        float[] one = new float[FEATURES];
        float none = scores(stage, one)[0];
        one[feature] = 1;
        return scores(stage, one)[0] - none;
    }

    /// How much more the telling feature counts than the one it started from.
    private static float lead(OnlineStage stage) {
        return weight(stage, TELLING) - weight(stage, CandidateFeatures.FIRST_STAGE);
    }

    @Test
    void learnsAgainFromWhatSingleStepsSawButOnce() {
        OnlineStage stage = stage(.001f);
        for (int k = 0; k < 300; k++) showAndLike(stage, k);
        float once = lead(stage);
        stage.relearn();
        assertThat(lead(stage)).isGreaterThan(once + .2f);
    }

    @Test
    void withoutEnoughThatIsNewItStaysAsItIs() {
        OnlineStage stage = stage(.001f);
        for (int k = 0; k < 100; k++) showAndLike(stage, k);
        SecondStage before = stage.stage();
        stage.relearn();
        assertThat(stage.stage()).as("100 likes are too few").isSameAs(before);
        for (int k = 0; k < 100; k++) showAndLike(stage, k);
        stage.relearn();
        SecondStage relearned = stage.stage();
        assertThat(relearned).isNotSameAs(before);
        stage.relearn();
        assertThat(stage.stage()).as("nothing came since").isSameAs(relearned);
    }

    @Test
    void whatIsLikedMeanwhileIsNeitherLostNorWaitsForIt() throws InterruptedException {
        OnlineStage stage = stage(.01f);
        for (int k = 0; k < 300; k++) showAndLike(stage, k);
        CountDownLatch begun = new CountDownLatch(1);
        Thread sweep =
                Thread.ofPlatform()
                        .start(() -> {
                            begun.countDown();
                            stage.relearn();
                        });
        begun.await();
        for (int k = 0; k < 200; k++) showAndLike(stage, k);
        sweep.join(20_000);
        assertThat(sweep.isAlive()).isFalse();
        assertThat(stage.state().events()).isEqualTo(500);
        assertThat(lead(stage)).isFinite().isPositive();
    }

    @Test
    void theRoomOfWhatIsForgottenIsUsedAgain() {
        OnlineStage stage = stage(.01f);
        float[] rows = new float[SHOWN * FEATURES];
        stage.remember(0, new int[SHOWN], rows, new float[SHOWN]);
        assertThat(stage.room(rows.length)).as("it is still kept").isNotSameAs(rows);
        stage.remember(0, new int[SHOWN], new float[rows.length], new float[SHOWN]);
        assertThat(stage.room(rows.length)).isSameAs(rows);
        assertThat(stage.room(rows.length)).as("lent once").isNotSameAs(rows);
    }

    @Test
    void roomOfAnotherLengthIsOfNoUse() {
        OnlineStage stage = stage(.01f);
        for (int n = 0; n < 2; n++)
            stage.remember(0, new int[1], new float[FEATURES], new float[1]);
        assertThat(stage.room(2 * FEATURES)).hasSize(2 * FEATURES);
    }

    @Test
    void aDislikeOrWhatWasNotShownTeachesNothing() {
        OnlineStage stage = stage(.01f);
        showAndLike(stage, 0);
        SecondStage before = stage.stage();
        stage.learn(0, 1, false);
        stage.learn(0, SHOWN, true);
        stage.learn(7, 1, true);
        assertThat(stage.stage()).isSameAs(before);
        assertThat(stage.state().events()).isEqualTo(1);
    }
}
