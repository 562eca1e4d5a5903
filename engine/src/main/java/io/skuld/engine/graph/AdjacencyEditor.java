package io.skuld.engine.graph;

import java.util.HashMap;
import java.util.Map;

/// Changes one direction of the graph, an edge at a time, each in O(1) amortised: a row is copied when it is first touched
/// after a merge, a cell is found by bisection of the sorted base or, once it moved, in [#moved].
/// Belongs to the one writer.
final class AdjacencyEditor {
    private final boolean withFacts;
    private final Map<Long, Integer> moved = new HashMap<>();
    private Adjacency current;

    AdjacencyEditor(Adjacency base, boolean withFacts) {
        this.current = base;
        this.withFacts = withFacts;
    }

    Adjacency current() {
        return current;
    }

    void ensureNodes(int count) {
        current = current.withNodes(count);
    }

    /// Adds the edge or replaces it; true when it is new.
    boolean put(int node, int id, boolean liked, int fact) {
        int at = find(node, id);
        Row row = current.editable(node);
        int end = EdgeRun.end(id, liked);
        if (at >= 0) {
            current = current.withRow(node, row.replace(at, end, fact));
            return false;
        }
        current = current.withRow(node, row.append(end, fact, withFacts));
        moved.put(pair(node, id), row.size);
        return true;
    }

    /// Removes the edge; false when there is none.
    boolean remove(int node, int id) {
        int at = find(node, id);
        if (at < 0) return false;
        Row row = current.editable(node);
        int last = EdgeRun.id(row.end(row.size - 1));
        current = current.withRow(node, row.remove(at));
        moved.put(pair(node, last), at);
        moved.remove(pair(node, id));
        return true;
    }

    private int find(int node, int id) {
        Integer cell = moved.get(pair(node, id));
        if (cell != null) return cell;
        int base = findInBase(node, id);
        if (base < 0) return -1;
        Row row = current.row(node);
        // The base cell may since have been given to another edge.
        boolean there = row == null || base < row.size && EdgeRun.id(row.end(base)) == id;
        return there ? base : -1;
    }

    private int findInBase(int node, int id) {
        if (node + 1 >= current.offsets.length) return -1;
        int from = current.offsets[node];
        int low = from;
        int high = current.offsets[node + 1] - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            int at = EdgeRun.id(current.ends[mid]);
            if (at == id) return mid - from;
            if (at < id) low = mid + 1;
            else high = mid - 1;
        }
        return -1;
    }

    private static long pair(int node, int id) {
        return (long) node << 32 | id;
    }
}
