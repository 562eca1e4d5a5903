package io.skuld.server.ingest;

import java.util.Arrays;

/// A set of 64-bit hashes: remembers millions of things in 11 to 16 bytes each, and never doubles all of its memory at
/// once. Two different things meet by chance once in 10⁶ imports of five million. Not thread-safe.
public final class HashSet64 {
    private static final int SEGMENTS = 256;
    private static final int SMALLEST = 16;

    /// By the first eight bits of a hash. Open addressing; 0 is an empty place.
    private final long[][] segments = new long[SEGMENTS][];

    private final int[] sizes = new int[SEGMENTS];
    private boolean holdsZero;

    /// A hash of a text: FNV-1a (Fowler, Noll, Vo) over its characters, mixed.
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return hash ^ hash >>> 29;
    }

    /// True when it was not in the set.
    public boolean add(long hash) {
        if (hash == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        int segment = (int) (hash >>> 56);
        long[] slots = roomy(segment);
        int slot = slot(slots, hash);
        if (slots[slot] == hash) return false;
        slots[slot] = hash;
        sizes[segment]++;
        return true;
    }

    /// Whether it is not in the set.
    public boolean lacks(long hash) {
        if (hash == 0) return !holdsZero;
        long[] slots = segments[(int) (hash >>> 56)];
        return slots == null || slots[slot(slots, hash)] == 0;
    }

    int size() {
        return Arrays.stream(sizes).sum() + (holdsZero ? 1 : 0);
    }

    /// Where it is, or where it goes.
    private static int slot(long[] slots, long hash) {
        int slot = (int) Math.unsignedMultiplyHigh(hash << 8, slots.length);
        while (slots[slot] != 0 && slots[slot] != hash)
            slot = slot + 1 == slots.length ? 0 : slot + 1;
        return slot;
    }

    /// The places of a segment, at most three quarters of them taken.
    private long[] roomy(int segment) {
        long[] slots = segments[segment];
        if (slots == null) slots = new long[SMALLEST];
        else if (4 * (sizes[segment] + 1) > 3 * slots.length) {
            long[] larger = new long[slots.length + slots.length / 2];
            for (long hash : slots) if (hash != 0) larger[slot(larger, hash)] = hash;
            slots = larger;
        }
        segments[segment] = slots;
        return slots;
    }
}
