package io.skuld.engine.evaluation;

/// One opinion about which items are alike, for example from shared likes, attributes or factors.
public interface Nearness {
    /// Short name for reports.
    String name();

    /// The `n` items nearest to this one, nearest first, without itself; fewer when fewer are near at all.
    int[] nearest(int item, int n);
}
