package io.skuld.engine.evaluation;

import java.util.Arrays;

/// The best `k` of all items, best first. Ties go to the smaller item, so a ranking never depends on thread timing.
/// Reused from ranking to ranking by one thread.
final class TopItems {
    private final int[] item;
    private final float[] score;
    private int size;

    TopItems(int k) {
        if (k < 1) throw new IllegalArgumentException("A ranking has at least 1 place, got " + k);
        item = new int[k];
        score = new float[k];
    }

    /// The best `n` of these scores, best first; fewer when fewer are above negative infinity.
    static int[] of(float[] scores, int n) {
        TopItems top = new TopItems(n);
        top.rank(scores);
        return Arrays.copyOf(top.item, top.size);
    }

    /// Ranks all items whose score is above negative infinity; those at negative infinity are masked.
    void rank(float[] scores) {
        size = 0;
        for (int i = 0; i < scores.length; i++) {
            float s = scores[i];
            if (Float.isNaN(s))
                throw new IllegalStateException(
                        "The model gave item %d the score NaN; a score must be a number"
                                .formatted(i));
            if (s == Float.NEGATIVE_INFINITY) continue;
            if (size < item.length) insert(i, s, size++);
            else if (s > score[size - 1]) insert(i, s, size - 1);
        }
    }

    private void insert(int newItem, float newScore, int place) {
        int k = place;
        while (k > 0 && score[k - 1] < newScore) {
            score[k] = score[k - 1];
            item[k] = item[k - 1];
            k--;
        }
        score[k] = newScore;
        item[k] = newItem;
    }

    int size() {
        return size;
    }

    int item(int place) {
        return item[place];
    }
}
