package io.skuld.engine.ranking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The second stage while it serves and learns: one AdaGrad step for each like, against candidates shown with it, from the
/// features cached when they were shown; and again from the newest likes together in [#relearn]. Every event is scored
/// before it is learned; the stage is on only while its NDCG on those events is not below the first stage's beyond chance.
/// While it is off it goes on learning in the background of a share of the requests, so that it can come back.
final class OnlineStage {
    /// Shown lists that are kept to learn from.
    private static final int IMPRESSIONS = 512;

    /// Forgotten lists whose room waits for the next request.
    private static final int SPARE = 16;

    private static final int ALTERNATIVES = 30;

    /// Likes of what was shown that are kept, each with its alternatives in a byte a feature, to be learned again from.
    private static final int KEPT = 4096;

    /// Fewer new ones are not worth learning all kept ones again.
    private static final int WORTH_RELEARNING = 128;

    /// Going through what is kept more often at once forgets the rest.
    private static final int MOST_PASSES = 4;

    /// How often each is gone through in all; more would learn it by heart.
    private static final int PASSES_OF_EACH = 16;

    /// Weight of the newest event in the running means.
    private static final double FORGETTING = .005;

    /// Events before the stage may be switched off.
    private static final int WARM_UP = 100;

    /// Standard errors of the running mean that count as chance. The stage is looked at after every event, so that two would
    /// now and then be exceeded by chance alone.
    private static final double CHANCE = 3;

    /// While the stage is off it takes part in one request of so many.
    private static final int WATCHED = 8;

    private final boolean worthIt;
    private final SplittableRandom random;
    private final Map<Integer, Impression> impressions = new LinkedHashMap<>();

    /// Rows of impressions that are not kept any more.
    private final Deque<float[]> forgotten = new ArrayDeque<>();

    private volatile SecondStage stage;
    private volatile boolean on;
    private final AtomicInteger requests = new AtomicInteger();

    private double firstNdcg;
    private double secondNdcg;

    /// Running mean of the squared difference of the two stages' NDCG.
    private double squaredGain;

    private int events;
    private final Deque<Kept> kept = new ArrayDeque<>();

    /// How many of [#kept] came since what is kept was last learned from.
    private int fresh;

    /// Those that came since the relearning that is under way began; null between relearnings.
    private @Nullable List<Kept> meanwhile;

    /// @param packed scaled features of a like and its alternatives as [Lists#pack], shape (liked.length, features)
    private record Kept(byte[] packed, boolean[] liked) {}

    /// @param rows scaled features, shape (items.length, features), in the first stage's order
    /// @param scores by the second stage when it was shown, by which it is judged
    private record Impression(int[] items, float[] rows, float[] scores) {}

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

    /// Whether this request's candidates are to be read and remembered: all while the stage is on, some while it is off.
    boolean isWatching() {
        return on || worthIt && requests.getAndIncrement() % WATCHED == 0;
    }

    /// Room for the rows of one request: that of an impression that was forgotten, so that collecting garbage need not move
    /// the kept ones again and again.
    ///
    /// @return shape (length), holding anything
    synchronized float[] room(int length) {
        float[] room = forgotten.poll();
        return room != null && room.length == length ? room : new float[length];
    }

    /// Keeps what was shown. The rows are not the caller's any more.
    synchronized void remember(int person, int[] items, float[] rows, float[] scores) {
        forget(impressions.remove(person));
        impressions.put(person, new Impression(items, rows, scores));
        if (impressions.size() > IMPRESSIONS)
            forget(impressions.remove(impressions.keySet().iterator().next()));
    }

    private void forget(@Nullable Impression impression) {
        if (impression != null && forgotten.size() < SPARE) forgotten.add(impression.rows);
    }

    /// Judges what was shown by a like of it, then learns the like; anything else teaches the second stage nothing.
    synchronized void learn(int person, int item, boolean liked) {
        Impression shown = impressions.get(person);
        if (shown == null || !liked || !worthIt) return;
        int at = indexOf(shown.items, item);
        if (at < 0) return;
        judge(shown, at);
        int width = Math.min(ALTERNATIVES, shown.items.length - 1) + 1;
        float[] rows = new float[width * stage.features()];
        boolean[] labels = new boolean[width];
        labels[0] = true;
        copyRow(shown.rows, at, rows, 0);
        for (int k = 1; k < width; k++) {
            int other = random.nextInt(shown.items.length - 1);
            copyRow(shown.rows, other < at ? other : other + 1, rows, k);
        }
        stage = stage.after(rows, labels);
        keep(new Kept(Lists.pack(rows), labels));
    }

    private void keep(Kept like) {
        kept.add(like);
        if (kept.size() > KEPT) kept.remove();
        fresh = Math.min(fresh + 1, kept.size());
        if (meanwhile != null) meanwhile.add(like);
    }

    /// Learns on from all that is kept, since single steps see each like but once. Takes up to some seconds and lets nobody
    /// wait; what is learned meanwhile is learned once more on top. One at a time.
    void relearn() {
        SecondStage from;
        Lists lists = new Lists(stage.features());
        int steps;
        synchronized (this) {
            if (fresh < WORTH_RELEARNING) return;
            for (Kept one : kept) lists.add(one.packed, one.liked, 1);
            int passed = Math.min(MOST_PASSES * kept.size(), PASSES_OF_EACH * fresh);
            steps = Math.ceilDiv(passed, ListTrainer.BATCH);
            fresh = 0;
            meanwhile = new ArrayList<>();
            from = stage;
        }
        ListTrainer trainer = new ListTrainer(lists, steps, Long.MAX_VALUE);
        Network[] networks = from.networks().clone();
        for (int k = 0; k < networks.length; k++) {
            networks[k] = networks[k].copy();
            trainer.learn(networks[k], k);
        }
        finish(from.with(networks));
    }

    private synchronized void finish(SecondStage relearned) {
        SecondStage next = relearned;
        if (meanwhile != null)
            for (Kept like : meanwhile) {
                float[] rows = new float[like.packed.length];
                Lists.unpack(like.packed, rows, 0);
                next = next.after(rows, like.liked);
            }
        meanwhile = null;
        stage = next;
    }

    private static int indexOf(int[] items, int item) {
        for (int k = 0; k < items.length; k++) if (items[k] == item) return k;
        return -1;
    }

    private void copyRow(float[] from, int row, float[] to, int toRow) {
        int width = stage.features();
        System.arraycopy(from, row * width, to, toRow * width, width);
    }

    private void judge(Impression shown, int at) {
        int rank = 0;
        for (float s : shown.scores) if (s > shown.scores[at]) rank++;
        events++;
        double forgetting = Math.max(FORGETTING, 1.0 / events);
        double gain = gain(rank) - gain(at);
        firstNdcg += forgetting * (gain(at) - firstNdcg);
        secondNdcg += forgetting * (gain(rank) - secondNdcg);
        squaredGain += forgetting * (gain * gain - squaredGain);
        double gained = secondNdcg - firstNdcg;
        double variance =
                Math.max(0, squaredGain - gained * gained) * forgetting / (2 - forgetting);
        on = events < WARM_UP || gained >= -CHANCE * Math.sqrt(variance);
    }

    /// NDCG of a single relevant item at this rank; 0 below the first twenty.
    private static double gain(int rank) {
        return rank < 20 ? Math.log(2) / Math.log(rank + 2) : 0;
    }
}
