package io.skuld.engine.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// The second stage while it serves and learns: one AdaGrad step for each like, against candidates shown with it, from the
/// features cached when they were shown. Every event is scored before it is learned; the stage is on only while its NDCG on
/// those events does not fall below the first stage's.
final class OnlineStage {
    /// Shown lists that are kept to learn from.
    private static final int IMPRESSIONS = 512;

    private static final int ALTERNATIVES = 30;

    /// Weight of the newest event in the running means.
    private static final double FORGETTING = .005;

    /// Events before the stage may be switched off.
    private static final int WARM_UP = 100;

    private static final double TOLERANCE = .01;

    private final boolean worthIt;
    private final SplittableRandom random;
    private final Map<Integer, Impression> impressions = new LinkedHashMap<>();
    private volatile SecondStage stage;
    private volatile boolean on;
    private double firstNdcg;
    private double secondNdcg;
    private int events;

    /// @param rows scaled features, shape (items.length, COUNT), in the first stage's order
    private record Impression(int[] items, float[] rows) {}

    /// @param worthIt whether held-out lists were ranked better than by the first stage
    OnlineStage(SecondStage stage, boolean worthIt, long seed) {
        this.stage = stage;
        this.worthIt = worthIt;
        this.on = worthIt;
        this.random = new SplittableRandom(seed);
    }

    SecondStage stage() {
        return stage;
    }

    boolean isOn() {
        return on;
    }

    synchronized RankedModel.StageState state() {
        return new RankedModel.StageState(on, worthIt, events, firstNdcg, secondNdcg);
    }

    /// Keeps what was shown.
    synchronized void remember(int person, int[] items, float[] rows) {
        impressions.remove(person);
        impressions.put(person, new Impression(items, rows));
        if (impressions.size() > IMPRESSIONS)
            impressions.remove(impressions.keySet().iterator().next());
    }

    /// Scores, then learns a like of something that was shown; anything else teaches the second stage nothing.
    synchronized void learn(int person, int item, boolean liked) {
        Impression shown = impressions.get(person);
        if (shown == null || !liked || !worthIt) return;
        int at = indexOf(shown.items, item);
        if (at < 0) return;
        compare(shown, at);
        int width = Math.min(ALTERNATIVES, shown.items.length - 1) + 1;
        float[] rows = new float[width * CandidateFeatures.COUNT];
        boolean[] labels = new boolean[width];
        labels[0] = true;
        copyRow(shown.rows, at, rows, 0);
        for (int k = 1; k < width; k++) {
            int other = random.nextInt(shown.items.length - 1);
            copyRow(shown.rows, other < at ? other : other + 1, rows, k);
        }
        stage = stage.after(rows, labels);
    }

    private static int indexOf(int[] items, int item) {
        for (int k = 0; k < items.length; k++) if (items[k] == item) return k;
        return -1;
    }

    private static void copyRow(float[] from, int row, float[] to, int toRow) {
        int width = CandidateFeatures.COUNT;
        System.arraycopy(from, row * width, to, toRow * width, width);
    }

    private void compare(Impression shown, int at) {
        float[] scores = new float[shown.items.length];
        for (Network n : stage.networks()) n.addScores(shown.rows, 0, scores);
        int rank = 0;
        for (float s : scores) if (s > scores[at]) rank++;
        events++;
        double forgetting = Math.max(FORGETTING, 1.0 / events);
        firstNdcg += forgetting * (gain(at) - firstNdcg);
        secondNdcg += forgetting * (gain(rank) - secondNdcg);
        on = events < WARM_UP || secondNdcg >= firstNdcg * (1 - TOLERANCE);
    }

    /// NDCG of a single relevant item at this rank; 0 below the first twenty.
    private static double gain(int rank) {
        return rank < 20 ? Math.log(2) / Math.log(rank + 2) : 0;
    }
}
