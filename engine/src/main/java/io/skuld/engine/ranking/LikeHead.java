package io.skuld.engine.ranking;

import io.skuld.engine.math.Adam;
import io.skuld.engine.math.Shuffle;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// The probability that a person shown an item likes it, `P(like | exposed)`, from held-out likes against held-out dislikes.
/// It knows nothing of what people come across, only of how it ends.
///
/// Two logistic models are mixed. The wide one, a linear scorer and networks averaged, reads all features and sees what is
/// this person's taste; where little of that can be seen, it mostly adds noise. The plain one reads how much the item is
/// liked by anybody, and how easily this person is pleased. How much each has to say is chosen by how well people's likes
/// are told from their dislikes by models that learned nothing of these people.
final class LikeHead {
    private static final int NETWORKS = 2;
    private static final int HIDDEN = 16;
    private static final int EPOCHS = 6;

    /// Lists that make one step.
    private static final int BATCH = 32;

    private static final float RATE = .006f;

    /// Parts of the people that are left out in turn to choose the plain model's share.
    private static final int PARTS = 3;

    /// Lists to choose by.
    private static final int MOST_CHECKED = 12_000;

    private static final float[] SHARES = {0, .25f, .5f, .75f, 1};

    private final Network[] wide;
    private final Network plain;
    private final float plainShare;

    /// @param wide networks over all features, whose logits are averaged; none when there was nothing to learn from
    /// @param plain network over [CandidateFeatures#PLAIN] alone
    /// @param plainShare of its logit in the mixed one, in [0, 1]
    LikeHead(Network[] wide, Network plain, float plainShare) {
        this.wide = wide;
        this.plain = plain;
        this.plainShare = plainShare;
    }

    /// @param pairs scaled rows of what people liked and disliked, one or more lists for each person
    static LikeHead fit(Lists pairs, long seed) {
        int[] all = IntStream.range(0, pairs.size()).toArray();
        if (!has(pairs, true) || !has(pairs, false))
            return new LikeHead(new Network[0], plain(pairs, new int[0], seed), 0);
        return new LikeHead(wide(pairs, all, seed), plain(pairs, all, seed), share(pairs, seed));
    }

    private static boolean has(Lists pairs, boolean wanted) {
        for (int list = 0; list < pairs.size(); list++)
            for (boolean liked : pairs.labels(list)) if (liked == wanted) return true;
        return false;
    }

    /// Whether it saw likes and dislikes to tell apart; without both it knows nothing, and caution has nothing to go by.
    boolean isLearned() {
        return wide.length > 0;
    }

    private static Network[] wide(Lists pairs, int[] lists, long seed) {
        return IntStream.rangeClosed(0, NETWORKS)
                .parallel()
                .mapToObj(n -> {
                    int hidden = n == 0 ? 0 : HIDDEN;
                    Network network = new Network(pairs.features(), hidden, RATE, seed + n);
                    return learn(network, pairs, lists, false, seed + n);
                })
                .toArray(Network[]::new);
    }

    private static Network plain(Lists pairs, int[] lists, long seed) {
        Network network = new Network(CandidateFeatures.PLAIN.length, 0, RATE, seed);
        return learn(network, pairs, lists, true, seed);
    }

    private static Network learn(
            Network network, Lists pairs, int[] lists, boolean plain, long seed) {
        Adam adam = new Adam(network.size(), RATE);
        Random random = new Random(seed);
        int[] order = lists.clone();
        float[] rows = new float[pairs.longest() * pairs.features()];
        int steps = EPOCHS * ((order.length + BATCH - 1) / BATCH);
        int taken = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Shuffle.shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                int learned = 0;
                for (int k = from; k < Math.min(order.length, from + BATCH); k++) {
                    boolean[] liked = pairs.labels(order[k]);
                    pairs.read(order[k], rows);
                    accumulate(
                            network,
                            plain ? plainRows(rows, liked.length, pairs.features()) : rows,
                            liked);
                    learned += liked.length;
                }
                if (learned > 0) network.step(adam, learned, 1 - (float) taken / steps);
                taken++;
            }
        }
        return network;
    }

    private static void accumulate(Network network, float[] rows, boolean[] liked) {
        network.accumulate(
                rows,
                0,
                liked.length,
                logits -> {
                    for (int r = 0; r < logits.length; r++)
                        logits[r] = logistic(logits[r]) - (liked[r] ? 1 : 0);
                    return logits;
                });
    }

    private static float logistic(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    private static float[] plainRows(float[] rows, int count, int features) {
        int width = CandidateFeatures.PLAIN.length;
        float[] plain = new float[count * width];
        for (int r = 0; r < count; r++)
            for (int f = 0; f < width; f++)
                plain[r * width + f] = rows[r * features + CandidateFeatures.PLAIN[f]];
        return plain;
    }

    /// The share whose mixture orders the lists of left-out people best, by the mean of their AUC. Parted by people: of who
    /// has several lists, held out in several folds, none is learned from while another judges.
    private static float share(Lists pairs, long seed) {
        int[] all = IntStream.range(0, Math.min(pairs.size(), MOST_CHECKED)).toArray();
        double[] won = new double[SHARES.length];
        for (int part = 0; part < PARTS; part++) {
            int left = part;
            int[] taught = Arrays.stream(all).filter(k -> part(pairs, k) != left).toArray();
            Network[] wide = wide(pairs, taught, seed);
            Network plain = plain(pairs, taught, seed);
            for (int s = 0; s < SHARES.length; s++) {
                LikeHead head = new LikeHead(wide, plain, SHARES[s]);
                won[s] +=
                        Arrays.stream(all)
                                .filter(k -> part(pairs, k) == left)
                                .mapToDouble(k -> head.advantage(pairs, k))
                                .sum();
            }
        }
        int best = 0;
        for (int s = 1; s < won.length; s++) if (won[s] > won[best]) best = s;
        return SHARES[best];
    }

    private static int part(Lists pairs, int list) {
        return Math.floorMod(pairs.person(list), PARTS);
    }

    /// The list's AUC less one half; 0 when all or nothing in it was liked.
    private double advantage(Lists pairs, int list) {
        boolean[] liked = pairs.labels(list);
        float[] rows = new float[liked.length * pairs.features()];
        pairs.read(list, rows);
        float[] logits = logits(rows, liked.length);
        double won = 0;
        int met = 0;
        for (int a = 0; a < liked.length; a++)
            for (int b = 0; b < liked.length; b++)
                if (liked[a] && !liked[b]) {
                    met++;
                    won += (Math.signum(logits[a] - logits[b])) / 2;
                }
        return met == 0 ? 0 : won / met;
    }

    private float[] logits(float[] rows, int count) {
        float[] logits = new float[count];
        for (Network network : wide) network.addScores(rows, 0, logits);
        float[] plainly = new float[count];
        plain.addScores(plainRows(rows, count, wide[0].inputs()), 0, plainly);
        for (int r = 0; r < count; r++)
            logits[r] = (1 - plainShare) * logits[r] / wide.length + plainShare * plainly[r];
        return logits;
    }

    Network[] wide() {
        return wide;
    }

    Network plain() {
        return plain;
    }

    float plainShare() {
        return plainShare;
    }

    /// Adds `caution · log P(like | exposed)` of each row to `out`; of a head that [#isLearned].
    void addCaution(float caution, float[] rows, float[] out) {
        float[] logits = logits(rows, out.length);
        for (int r = 0; r < out.length; r++)
            out[r] -= caution * (float) Math.log1p(Math.exp(-Math.clamp(logits[r], -20, 20)));
    }
}
