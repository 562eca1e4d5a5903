package io.skuld.engine.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One direction of the graph at one moment: compressed sparse rows, and above them the rows that changed since they were
/// built. Immutable; a change makes a new one that shares all but two pages.
final class Adjacency {
    /// Nodes whose changes share a page.
    static final int PAGE = 512;

    /// Shape (base nodes + 1): node n's edges are cells `offsets[n] … offsets[n+1]` of `ends`, sorted by id.
    final int[] offsets;

    /// Shape (edges at the last merge).
    final int[] ends;

    /// As `ends`, or of length 0 in the direction that does not keep them.
    final int[] facts;

    /// Likes at each node, shape (base nodes).
    private final int[] likes;

    private final @Nullable Row[] @Nullable [] pages;
    private final int nodes;

    private Adjacency(
            int[] offsets,
            int[] ends,
            int[] facts,
            int[] likes,
            @Nullable Row[] @Nullable [] pages,
            int nodes) {
        this.offsets = offsets;
        this.ends = ends;
        this.facts = facts;
        this.likes = likes;
        this.pages = pages;
        this.nodes = nodes;
    }

    static Adjacency of(int[] offsets, int[] ends, int[] facts) {
        int nodes = offsets.length - 1;
        int[] likes = new int[nodes];
        for (int n = 0; n < nodes; n++)
            for (int k = offsets[n]; k < offsets[n + 1]; k++)
                if (EdgeRun.liked(ends[k])) likes[n]++;
        return new Adjacency(offsets, ends, facts, likes, new Row[0][], nodes);
    }

    int nodes() {
        return nodes;
    }

    Adjacency withNodes(int count) {
        return count <= nodes ? this : new Adjacency(offsets, ends, facts, likes, pages, count);
    }

    Adjacency withRow(int node, Row row) {
        int page = node / PAGE;
        @Nullable Row[] @Nullable [] root = Arrays.copyOf(pages, Math.max(pages.length, page + 1));
        @Nullable Row[] old = root[page];
        @Nullable Row[] fresh = old == null ? new Row[PAGE] : old.clone();
        fresh[node % PAGE] = row;
        root[page] = fresh;
        return new Adjacency(offsets, ends, facts, likes, root, Math.max(nodes, node + 1));
    }

    @Nullable Row row(int node) {
        int page = node / PAGE;
        if (node < 0 || page >= pages.length) return null;
        @Nullable Row[] rows = pages[page];
        return rows == null ? null : rows[node % PAGE];
    }

    /// Whether `other` has the same nodes and edges on the page of this node, as far as can be told without looking at them.
    boolean hasPageOf(Adjacency other, int node) {
        int page = node / PAGE;
        return offsets == other.offsets
                && pageOrNull(page) == other.pageOrNull(page)
                && Math.min(nodes, (page + 1) * PAGE) == Math.min(other.nodes, (page + 1) * PAGE);
    }

    private @Nullable Row @Nullable [] pageOrNull(int page) {
        return page < pages.length ? pages[page] : null;
    }

    /// The row of a node as one that may change.
    Row editable(int node) {
        Row row = row(node);
        if (row != null) return row;
        if (node >= likes.length) return Row.EMPTY;
        return Row.copyOf(ends, facts, offsets[node], offsets[node + 1], likes[node]);
    }

    int degree(int node) {
        Row row = row(node);
        if (row != null) return row.size;
        return isInBase(node) ? offsets[node + 1] - offsets[node] : 0;
    }

    int likes(int node) {
        Row row = row(node);
        if (row != null) return row.likes;
        return isInBase(node) ? likes[node] : 0;
    }

    private boolean isInBase(int node) {
        return node >= 0 && node < likes.length;
    }

    void walk(int node, EdgeRun run) {
        Row row = row(node);
        if (row != null) run.overRow(row);
        else if (isInBase(node)) run.overArray(ends, facts, offsets[node], offsets[node + 1]);
        else run.overArray(EdgeRun.NONE, EdgeRun.NONE, 0, 0);
    }

    long bytes() {
        long cells = (long) offsets.length + ends.length + facts.length + likes.length;
        for (@Nullable Row[] page : pages)
            if (page != null) for (Row row : page) if (row != null) cells += row.cells();
        return cells * Integer.BYTES;
    }
}
