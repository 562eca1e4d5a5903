package io.skuld.engine.evaluation;

import java.util.Arrays;

/// Numbers sparse ids from 0 up, in the order in which they come: a hash table with open addressing.
final class LongIds {
    private static final int FREE = -1;

    private long[] ids = new long[1024];
    private int[] slots = new int[4096];
    private int size;

    LongIds() {
        Arrays.fill(slots, FREE);
    }

    /// The number of this id, a new one when it has none yet.
    int number(long id) {
        int slot = slotOf(id);
        if (slots[slot] != FREE) return slots[slot];
        if (size == ids.length) {
            grow();
            slot = slotOf(id);
        }
        ids[size] = id;
        slots[slot] = size;
        return size++;
    }

    private int slotOf(long id) {
        int mask = slots.length - 1;
        int slot = (int) (id * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[slot] != FREE && ids[slots[slot]] != id) slot = slot + 1 & mask;
        return slot;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * size);
        slots = new int[8 * size];
        Arrays.fill(slots, FREE);
        for (int n = 0; n < size; n++) slots[slotOf(ids[n])] = n;
    }

    /// All of them, ascending.
    long[] ascending() {
        long[] all = Arrays.copyOf(ids, size);
        Arrays.sort(all);
        return all;
    }

    /// For each number the place of its id among all of them in ascending order.
    int[] places() {
        long[] all = ascending();
        int[] places = new int[size];
        for (int n = 0; n < size; n++) places[n] = Arrays.binarySearch(all, ids[n]);
        return places;
    }
}
