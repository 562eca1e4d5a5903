package io.skuld.engine.ranking;

import io.skuld.engine.math.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Held-out lists to learn from: for each person some candidates with their scaled features, of which some were liked.
/// A feature is kept in one byte, in steps of a sixteenth of its deviation. Grows while it is filled, one writer at a time.
final class Lists {
    /// Steps to one deviation; scaled features lie in [-8, 8], so all but the very ends have a byte of their own.
    private static final float STEPS = 127f / 8;

    private final int features;
    private final List<One> all = new ArrayList<>();
    private int rows;

    /// @param person whose list it is; below 0 for somebody who has no other
    /// @param features shape (labels.length, features), as [#pack]
    private record One(int person, byte[] features, boolean[] labels, int relevant) {}

    /// @param features numbers in a row
    Lists(int features) {
        this.features = features;
    }

    /// Scaled features as they are kept.
    static byte[] pack(float[] scaled) {
        byte[] packed = new byte[scaled.length];
        for (int k = 0; k < packed.length; k++)
            packed[k] = (byte) Math.clamp(Math.round(scaled[k] * STEPS), -127, 127);
        return packed;
    }

    static void unpack(byte[] packed, float[] out, int at) {
        for (int k = 0; k < packed.length; k++) out[at + k] = packed[k] * (1 / STEPS);
    }

    /// Numbers in a row.
    int features() {
        return features;
    }

    int size() {
        return all.size();
    }

    /// Rows of all lists together.
    int rowCount() {
        return rows;
    }

    /// Rows of the longest list.
    int longest() {
        int longest = 0;
        for (One one : all) longest = Math.max(longest, one.labels.length);
        return longest;
    }

    /// Which rows of the list were liked.
    boolean[] labels(int list) {
        return all.get(list).labels;
    }

    /// Whose list it is; below 0 for somebody who has no other.
    int person(int list) {
        return all.get(list).person;
    }

    /// How many items the person really liked, found among the candidates or not.
    int relevant(int list) {
        return all.get(list).relevant;
    }

    /// Writes the features of a list.
    ///
    /// @param out shape (labels.length or more, features)
    void read(int list, float[] out) {
        unpack(all.get(list).features, out, 0);
    }

    /// The features of all lists, one after the other; shape (rowCount, features).
    float[] rows() {
        float[] together = new float[rows * features];
        int at = 0;
        for (One one : all) {
            unpack(one.features, together, at);
            at += one.features.length;
        }
        return together;
    }

    /// The labels in the order of [#rows].
    boolean[] rowLabels() {
        boolean[] together = new boolean[rows];
        int at = 0;
        for (One one : all) {
            System.arraycopy(one.labels, 0, together, at, one.labels.length);
            at += one.labels.length;
        }
        return together;
    }

    /// A list of somebody who has no other.
    ///
    /// @param packed features as [#pack], shape (labels.length, features)
    void add(byte[] packed, boolean[] labels, int relevant) {
        add(-1 - all.size(), packed, labels, relevant);
    }

    /// @param person whose list it is, 0 or above
    /// @param packed features as [#pack], shape (labels.length, features)
    void add(int person, byte[] packed, boolean[] labels, int relevant) {
        if (packed.length != labels.length * features)
            throw new IllegalArgumentException(
                    "%d rows need %d features each, got %d in all"
                            .formatted(labels.length, features, packed.length));
        all.add(new One(person, packed, labels, relevant));
        rows += labels.length;
    }

    void addAll(Lists others) {
        all.addAll(others.all);
        rows += others.rows;
    }

    /// Adds a sample of each list in which something was liked.
    ///
    /// @param others as in [#sample]
    void addSamples(Lists whole, int others, long seed) {
        Random chance = new Random(seed);
        for (One one : whole.all) {
            int[] kept = sample(one.labels, others, chance);
            boolean[] labels = new boolean[kept.length];
            byte[] packed = new byte[kept.length * features];
            boolean likes = false;
            for (int k = 0; k < kept.length; k++) {
                labels[k] = one.labels[kept[k]];
                likes |= labels[k];
                System.arraycopy(one.features, kept[k] * features, packed, k * features, features);
            }
            if (likes) add(one.person, packed, labels, one.relevant);
        }
    }

    /// All liked rows and some of the others: sampling the alternatives leaves a conditional logit consistent
    /// (McFadden 1978).
    ///
    /// @param others rows that were not liked
    static int[] sample(boolean[] liked, int others, Random chance) {
        int[] order = new int[liked.length];
        for (int r = 0; r < order.length; r++) order[r] = r;
        if (order.length <= others) return order;
        Shuffle.shuffle(order, chance);
        int kept = 0;
        int room = others;
        for (int row : order) if (liked[row] || room-- > 0) order[kept++] = row;
        return Arrays.copyOf(order, kept);
    }
}
