package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// When each item was met by anybody, liked or not: the graph keeps times by person only. Four bytes for each edge.
/// Thread-safe: one writer, any number of readers.
final class ItemTimes {
    private static final int[] NEVER = {};

    /// Of each item the minutes since 1970, ascending. A row is replaced, never changed.
    private volatile AtomicReferenceArray<int[]> rows;

    ItemTimes(GraphView graph) {
        int[][] all = new int[graph.items()][];
        for (int i = 0; i < all.length; i++) all[i] = new int[graph.itemDegree(i)];
        int[] filled = new int[all.length];
        EdgeRun run = new EdgeRun();
        for (int p = 0; p < graph.people(); p++) {
            graph.itemsOf(p, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int i = EdgeRun.id(run.ends[k]);
                    if (run.time(k) != SignedEdges.NO_TIME)
                        all[i][filled[i]++] = minutes(run.time(k));
                }
        }
        for (int i = 0; i < all.length; i++) {
            if (filled[i] < all[i].length) all[i] = Arrays.copyOf(all[i], filled[i]);
            Arrays.sort(all[i]);
        }
        rows = new AtomicReferenceArray<>(all);
    }

    static int minutes(long seconds) {
        return (int) Math.clamp(seconds / 60, 0, Integer.MAX_VALUE);
    }

    /// Minutes since 1970, ascending; not to be changed.
    int[] of(int item) {
        AtomicReferenceArray<int[]> now = rows;
        int[] row = item < now.length() ? now.get(item) : NEVER;
        return row == null ? NEVER : row;
    }

    /// Takes over that somebody's signal on the item has another time now.
    ///
    /// @param before epoch seconds as the graph kept them, or [SignedEdges#NO_TIME] when there was none
    /// @param after as `before`
    void move(int item, long before, long after) {
        if (before == after) return;
        if (item >= rows.length()) makeRoom(item + 1);
        int[] row = of(item);
        if (before != SignedEdges.NO_TIME) row = without(row, minutes(before));
        if (after != SignedEdges.NO_TIME) row = with(row, minutes(after));
        rows.set(item, row);
    }

    private void makeRoom(int items) {
        AtomicReferenceArray<int[]> grown = new AtomicReferenceArray<>(items + items / 8);
        for (int i = 0; i < rows.length(); i++) grown.set(i, rows.get(i));
        rows = grown;
    }

    private static int[] without(int[] row, int minute) {
        int at = Arrays.binarySearch(row, minute);
        if (at < 0) return row;
        int[] shorter = Arrays.copyOf(row, row.length - 1);
        System.arraycopy(row, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static int[] with(int[] row, int minute) {
        int at = countBefore(row, minute);
        int[] longer = Arrays.copyOf(row, row.length + 1);
        System.arraycopy(row, at, longer, at + 1, row.length - at);
        longer[at] = minute;
        return longer;
    }

    /// How many cells of an ascending row are below `minute`.
    static int countBefore(int[] row, int minute) {
        int low = 0;
        int high = row.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (row[middle] < minute) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
