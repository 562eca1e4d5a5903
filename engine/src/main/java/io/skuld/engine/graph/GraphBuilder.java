package io.skuld.engine.graph;

import java.util.Arrays;

/// Builds compressed sparse rows in both directions with two counting sorts and a transposition, in O(edges + nodes).
final class GraphBuilder {
    private GraphBuilder() {}

    /// One edge per pair: liked when any of its lines likes it, as strong as the strongest line of that sign, as late as
    /// the latest.
    static GraphView build(SignedEdges edges) {
        int[] order = sortedByPersonThenItem(edges);
        int[] offsets = new int[edges.people() + 1];
        int[] ends = new int[order.length];
        int[] facts = new int[order.length];
        int cells = 0;
        int likes = 0;
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && samePair(edges, order[from], order[to])) to++;
            float weight = joinedWeight(edges, order, from, to);
            ends[cells] = EdgeRun.end(edges.item(order[from]), weight > 0);
            facts[cells++] = EdgeFacts.pack(weight, latestTime(edges, order, from, to));
            offsets[edges.person(order[from]) + 1]++;
            if (weight > 0) likes++;
            from = to;
        }
        for (int p = 0; p < edges.people(); p++) offsets[p + 1] += offsets[p];
        int[] exactEnds = cells == ends.length ? ends : Arrays.copyOf(ends, cells);
        int[] exactFacts = cells == facts.length ? facts : Arrays.copyOf(facts, cells);
        return view(Adjacency.of(offsets, exactEnds, exactFacts), edges.items(), likes);
    }

    /// Counts, fills, then sorts each row where it lies: twelve bytes an edge and little besides.
    static GraphView build(int people, int items, EdgeSource source) {
        int[] offsets = new int[people + 1];
        source.tell((person, item, liked) -> offsets[person + 1]++);
        for (int p = 0; p < people; p++) offsets[p + 1] = Math.addExact(offsets[p], offsets[p + 1]);
        int[] ends = new int[offsets[people]];
        int[] next = Arrays.copyOf(offsets, people);
        source.tell((person, item, liked) -> ends[next[person]++] = EdgeRun.end(item, liked));
        int cells = 0;
        int likes = 0;
        int from = 0;
        for (int p = 0; p < people; p++) {
            int to = offsets[p + 1];
            int start = cells;
            cells = joinRow(ends, from, to, cells);
            for (int k = start; k < cells; k++) if (EdgeRun.liked(ends[k])) likes++;
            offsets[p + 1] = cells;
            from = to;
        }
        int[] facts = new int[cells];
        Arrays.fill(facts, EdgeFacts.pack(1, SignedEdges.NO_TIME));
        int[] exact = cells == ends.length ? ends : Arrays.copyOf(ends, cells);
        return view(Adjacency.of(offsets, exact, facts), items, likes);
    }

    /// Sorts a row, keeps one cell for each id, liked when one of its cells was, and moves it to `at`.
    ///
    /// @return the cell after the row's new place
    private static int joinRow(int[] ends, int from, int to, int at) {
        // The sign goes to the lowest bit, turned round, so that a like comes before a dislike of
        // the same id.
        for (int k = from; k < to; k++) ends[k] = ends[k] << 1 | EdgeRun.side(ends[k]);
        Arrays.sort(ends, from, to);
        int cells = at;
        int last = -1;
        for (int k = from; k < to; k++) {
            int id = ends[k] >>> 1;
            if (id == last) continue;
            ends[cells++] = EdgeRun.end(id, (ends[k] & 1) == 0);
            last = id;
        }
        return cells;
    }

    private static boolean samePair(SignedEdges edges, int a, int b) {
        return edges.person(a) == edges.person(b) && edges.item(a) == edges.item(b);
    }

    private static float joinedWeight(SignedEdges edges, int[] order, int from, int to) {
        float like = 0;
        float dislike = 0;
        for (int k = from; k < to; k++) {
            like = Math.max(like, edges.weight(order[k]));
            dislike = Math.min(dislike, edges.weight(order[k]));
        }
        return like > 0 ? like : dislike;
    }

    private static long latestTime(SignedEdges edges, int[] order, int from, int to) {
        long latest = SignedEdges.NO_TIME;
        for (int k = from; k < to; k++) latest = Math.max(latest, edges.time(order[k]));
        return latest;
    }

    private static int[] sortedByPersonThenItem(SignedEdges edges) {
        int n = edges.size();
        int[] start = new int[edges.items() + 1];
        for (int e = 0; e < n; e++) start[edges.item(e) + 1]++;
        for (int i = 0; i < edges.items(); i++) start[i + 1] += start[i];
        int[] byItem = new int[n];
        for (int e = 0; e < n; e++) byItem[start[edges.item(e)]++] = e;
        int[] begin = new int[edges.people() + 1];
        for (int e = 0; e < n; e++) begin[edges.person(e) + 1]++;
        for (int p = 0; p < edges.people(); p++) begin[p + 1] += begin[p];
        int[] order = new int[n];
        for (int e : byItem) order[begin[edges.person(e)]++] = e;
        return order;
    }

    /// The same graph with every changed row merged into the base, sorted again.
    static GraphView merge(GraphView view) {
        Adjacency byItem = transpose(view.byPerson(), view.items());
        int[] ends = new int[view.edges()];
        int[] facts = new int[view.edges()];
        int[] offsets = new int[view.people() + 1];
        EdgeRun run = new EdgeRun();
        for (int p = 0; p < view.people(); p++) {
            offsets[p + 1] = offsets[p];
            view.itemsOf(p, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int at = offsets[p + 1]++;
                    ends[at] = run.ends[k];
                    facts[at] = run.fact(k);
                }
            sortRow(ends, facts, offsets[p], offsets[p + 1]);
        }
        Adjacency byPerson = Adjacency.of(offsets, ends, facts);
        return new GraphView(byPerson, byItem, view.edges(), view.likes());
    }

    private static void sortRow(int[] ends, int[] facts, int from, int to) {
        long[] keys = new long[to - from];
        for (int k = from; k < to; k++) keys[k - from] = (long) EdgeRun.id(ends[k]) << 32 | k;
        Arrays.sort(keys);
        int[] sortedEnds = new int[keys.length];
        int[] sortedFacts = new int[keys.length];
        for (int k = 0; k < keys.length; k++) {
            sortedEnds[k] = ends[(int) keys[k]];
            sortedFacts[k] = facts[(int) keys[k]];
        }
        System.arraycopy(sortedEnds, 0, ends, from, keys.length);
        System.arraycopy(sortedFacts, 0, facts, from, keys.length);
    }

    private static GraphView view(Adjacency byPerson, int items, int likes) {
        return new GraphView(byPerson, transpose(byPerson, items), byPerson.ends.length, likes);
    }

    /// The other direction, without facts. Walking sources in order leaves each row sorted.
    private static Adjacency transpose(Adjacency source, int targets) {
        int[] offsets = new int[targets + 1];
        EdgeRun run = new EdgeRun();
        int edges = 0;
        for (int n = 0; n < source.nodes(); n++) {
            source.walk(n, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++, edges++)
                    offsets[EdgeRun.id(run.ends[k]) + 1]++;
        }
        for (int t = 0; t < targets; t++) offsets[t + 1] += offsets[t];
        int[] next = Arrays.copyOf(offsets, targets);
        int[] ends = new int[edges];
        for (int n = 0; n < source.nodes(); n++) {
            source.walk(n, run);
            while (run.next())
                for (int k = run.from; k < run.to; k++) {
                    int end = run.ends[k];
                    ends[next[EdgeRun.id(end)]++] = EdgeRun.end(n, EdgeRun.liked(end));
                }
        }
        return Adjacency.of(offsets, ends, EdgeRun.NONE);
    }
}
