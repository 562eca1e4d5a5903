package io.skuld.engine.evaluation;

import java.util.Arrays;

/// Ints, one after the other, without boxing.
final class IntList {
    private int[] values;
    private int size;

    IntList() {
        this(1024);
    }

    IntList(int capacity) {
        values = new int[capacity];
    }

    void add(int value) {
        if (size == values.length) values = Arrays.copyOf(values, size * 2);
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
