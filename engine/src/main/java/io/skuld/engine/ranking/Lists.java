package io.skuld.engine.ranking;

import java.util.ArrayList;
import java.util.List;

/// Held-out lists to learn from: for each person some candidates with their scaled features, of which some were liked.
/// Features are kept in half precision, which scaled ones do not notice. Grows while it is filled, one writer at a time.
final class Lists {
    private static final int COUNT = CandidateFeatures.COUNT;

    private final List<One> all = new ArrayList<>();
    private int rows;

    /// @param features shape (labels.length, COUNT), as [Float#floatToFloat16]
    private record One(short[] features, boolean[] labels, int relevant) {}

    int size() {
        return all.size();
    }

    /// Rows of all lists together.
    int rowCount() {
        return rows;
    }

    /// Which rows of the list were liked.
    boolean[] labels(int list) {
        return all.get(list).labels;
    }

    /// How many items the person really liked, found among the candidates or not.
    int relevant(int list) {
        return all.get(list).relevant;
    }

    /// Writes the features of a list.
    ///
    /// @param out shape (labels.length or more, COUNT)
    void read(int list, float[] out) {
        short[] half = all.get(list).features;
        for (int k = 0; k < half.length; k++) out[k] = Float.float16ToFloat(half[k]);
    }

    /// The features of all lists, one after the other; shape (rowCount, COUNT).
    float[] rows() {
        float[] together = new float[rows * COUNT];
        int at = 0;
        for (One one : all)
            for (short half : one.features) together[at++] = Float.float16ToFloat(half);
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

    /// @param features scaled, shape (labels.length, COUNT)
    void add(float[] features, boolean[] labels, int relevant) {
        short[] half = new short[labels.length * COUNT];
        for (int k = 0; k < half.length; k++) half[k] = Float.floatToFloat16(features[k]);
        all.add(new One(half, labels, relevant));
        rows += labels.length;
    }
}
