package io.skuld.engine.ranking;

import java.util.Arrays;

/// Held-out lists to learn from: for each person some candidates with their features, of which some were liked. Grows
/// while it is filled, one writer at a time.
final class Lists {
    private static final int COUNT = CandidateFeatures.COUNT;

    private float[] rows = new float[0];
    private boolean[] liked = new boolean[0];
    private int[] from = {0};
    private int[] relevant = new int[0];
    private int size;

    int size() {
        return size;
    }

    int rowCount() {
        return from[size];
    }

    float[] rows() {
        return rows;
    }

    int from(int list) {
        return from[list];
    }

    int to(int list) {
        return from[list + 1];
    }

    boolean liked(int row) {
        return liked[row];
    }

    /// How many items the person really liked, found among the candidates or not.
    int relevant(int list) {
        return relevant[list];
    }

    /// @param features shape (labels.length, COUNT)
    synchronized void add(float[] features, boolean[] labels, int relevantCount) {
        int start = from[size];
        int end = start + labels.length;
        if (rows.length < end * COUNT) {
            int room = end + end / 2;
            rows = Arrays.copyOf(rows, room * COUNT);
            liked = Arrays.copyOf(liked, room);
        }
        if (from.length < size + 2) {
            from = Arrays.copyOf(from, 2 * size + 2);
            relevant = Arrays.copyOf(relevant, 2 * size + 2);
        }
        System.arraycopy(features, 0, rows, start * COUNT, labels.length * COUNT);
        System.arraycopy(labels, 0, liked, start, labels.length);
        relevant[size] = relevantCount;
        from[++size] = end;
    }
}
