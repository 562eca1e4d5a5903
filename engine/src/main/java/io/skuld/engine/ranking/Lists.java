package io.skuld.engine.ranking;

import java.util.ArrayList;
import java.util.List;

/// Held-out lists to learn from: for each person some candidates with their scaled features, of which some were liked.
/// Features are kept in half precision, which scaled ones do not notice. Grows while it is filled, one writer at a time.
final class Lists {
    private final int features;
    private final List<One> all = new ArrayList<>();
    private int rows;

    /// @param features shape (labels.length, features), as [Float#floatToFloat16]
    private record One(short[] features, boolean[] labels, int relevant) {}

    /// @param features numbers in a row
    Lists(int features) {
        this.features = features;
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
    /// @param out shape (labels.length or more, features)
    void read(int list, float[] out) {
        short[] half = all.get(list).features;
        for (int k = 0; k < half.length; k++) out[k] = Float.float16ToFloat(half[k]);
    }

    /// The features of all lists, one after the other; shape (rowCount, features).
    float[] rows() {
        float[] together = new float[rows * features];
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

    /// @param scaled scaled features, shape (labels.length, features)
    void add(float[] scaled, boolean[] labels, int relevant) {
        short[] half = new short[labels.length * features];
        for (int k = 0; k < half.length; k++) half[k] = Float.floatToFloat16(scaled[k]);
        all.add(new One(half, labels, relevant));
        rows += labels.length;
    }
}
