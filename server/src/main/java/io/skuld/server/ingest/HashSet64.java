package io.skuld.server.ingest;

import java.util.Arrays;

/// A set of 64-bit hashes: remembers millions of things in 16 bytes each. Two different things meet by chance once in
/// 10⁶ imports of five million. Not thread-safe.
public final class HashSet64 {
    private long[] slots = new long[1 << 12];
    private int size;
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
        if (2 * size >= slots.length) grow();
        return place(hash);
    }

    /// Whether it is not in the set.
    public boolean lacks(long hash) {
        if (hash == 0) return !holdsZero;
        int mask = slots.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) return false;
            slot = slot + 1 & mask;
        }
        return true;
    }

    int size() {
        return size + (holdsZero ? 1 : 0);
    }

    private boolean place(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) return false;
            slot = slot + 1 & mask;
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        size = 0;
        Arrays.stream(old).filter(hash -> hash != 0).forEach(this::place);
    }
}
