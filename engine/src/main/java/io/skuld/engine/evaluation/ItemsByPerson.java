package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Each person's items in ascending order, repeats kept: rows of a compressed sparse matrix.
final class ItemsByPerson {
    private final int[] start;
    private final int[] item;

    private ItemsByPerson(int[] start, int[] item) {
        this.start = start;
        this.item = item;
    }

    /// The items of those edges that the predicate, given the position of the edge, lets through.
    static ItemsByPerson of(SignedEdges edges, IntPredicate keep) {
        int[] start = new int[edges.people() + 1];
        for (int e = 0; e < edges.size(); e++) if (keep.test(e)) start[edges.person(e) + 1]++;
        for (int p = 0; p < edges.people(); p++) start[p + 1] += start[p];
        int[] next = start.clone();
        int[] item = new int[start[edges.people()]];
        for (int e = 0; e < edges.size(); e++)
            if (keep.test(e)) item[next[edges.person(e)]++] = edges.item(e);
        for (int p = 0; p < edges.people(); p++) Arrays.sort(item, start[p], start[p + 1]);
        return new ItemsByPerson(start, item);
    }

    int count(int person) {
        return start[person + 1] - start[person];
    }

    int item(int person, int index) {
        return item[start[person] + index];
    }

    boolean contains(int person, int wanted) {
        return Arrays.binarySearch(item, start[person], start[person + 1], wanted) >= 0;
    }

    /// The person's items without repeats and without those that the others have too.
    int[] distinctWithout(int person, ItemsByPerson others) {
        IntList kept = new IntList();
        for (int k = start[person]; k < start[person + 1]; k++) {
            boolean repeat = k > start[person] && item[k] == item[k - 1];
            if (!repeat && !others.contains(person, item[k])) kept.add(item[k]);
        }
        return kept.toArray();
    }
}
