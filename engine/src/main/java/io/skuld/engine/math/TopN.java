package io.skuld.engine.math;

import java.util.Arrays;

/// The best n of many scores. Ties go to the smaller index, so a ranking never depends on the order of arrival.
public final class TopN {
    /// Scores this low are never among the best: how a caller takes an index out.
    public static final float EXCLUDED = Float.NEGATIVE_INFINITY;

    private TopN() {}

    /// Indices of the n largest scores, best first; fewer when fewer are not [#EXCLUDED]. NaN counts as excluded. Costs
    /// O(length + n log n log length).
    public static int[] of(float[] scores, int n) {
        return of(scores, scores.length, n);
    }

    /// As [#of(float[], int)] over the first `length` scores.
    public static int[] of(float[] scores, int length, int n) {
        int room = Math.min(n, length);
        long[] heap = new long[room];
        int size = 0;
        int i = 0;
        for (; i < length && size < room; i++)
            if (scores[i] > EXCLUDED) heap[size++] = key(scores[i], i);
        if (room > 0 && size == room) {
            heapify(heap);
            // Later ones come last of equals, so the least of the best is a bar that most scores
            // fail in one comparison.
            float bar = scores[~(int) heap[0]];
            for (; i < length; i++) {
                if (!(scores[i] > bar)) continue;
                heap[0] = key(scores[i], i);
                siftDown(heap, 0);
                bar = scores[~(int) heap[0]];
            }
        }
        Arrays.sort(heap, 0, size);
        int[] best = new int[size];
        for (int k = 0; k < size; k++) best[k] = ~(int) heap[size - 1 - k];
        return best;
    }

    /// Orders like the score, then like the negated index.
    private static long key(float score, int index) {
        int bits = Float.floatToIntBits(score + 0f);
        int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
        return (long) ordered << 32 | ~index & 0xffffffffL;
    }

    private static void heapify(long[] heap) {
        for (int k = heap.length / 2 - 1; k >= 0; k--) siftDown(heap, k);
    }

    private static void siftDown(long[] heap, int from) {
        long key = heap[from];
        int k = from;
        while (true) {
            int child = 2 * k + 1;
            if (child >= heap.length) break;
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= key) break;
            heap[k] = heap[child];
            k = child;
        }
        heap[k] = key;
    }
}
