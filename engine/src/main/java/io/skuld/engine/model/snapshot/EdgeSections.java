package io.skuld.engine.model.snapshot;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;

/// The edges of a graph as sections of a snapshot.
final class EdgeSections {
    private static final int COUNTS = 2;

    private EdgeSections() {}

    static void put(SnapshotFile.Writer writer, String name, GraphView view) {
        SignedEdges edges = view.toEdges();
        int[] person = new int[edges.size()];
        int[] item = new int[edges.size()];
        float[] weight = new float[edges.size()];
        int[] time = new int[2 * edges.size()];
        for (int e = 0; e < person.length; e++) {
            person[e] = edges.person(e);
            item[e] = edges.item(e);
            weight[e] = edges.weight(e);
            time[2 * e] = (int) (edges.time(e) >>> 32);
            time[2 * e + 1] = (int) edges.time(e);
        }
        writer.ints(name + ".counts", new int[] {edges.people(), edges.items()})
                .ints(name + ".person", person)
                .ints(name + ".item", item)
                .floats(name + ".weight", weight)
                .ints(name + ".time", time);
    }

    /// The edges kept under this name; none when the writer knew of none.
    static SignedEdges get(SnapshotFile sections, String name) {
        if (!sections.has(name + ".counts"))
            return SignedEdges.untimed(0, 0, new int[0], new int[0], new boolean[0]);
        int[] counts = sections.ints(name + ".counts");
        if (counts.length < COUNTS) throw new IllegalArgumentException(name + " has no counts");
        int[] halves = sections.ints(name + ".time");
        long[] time = new long[halves.length / 2];
        for (int e = 0; e < time.length; e++)
            time[e] = (long) halves[2 * e] << 32 | halves[2 * e + 1] & 0xffffffffL;
        return new SignedEdges(
                counts[0],
                counts[1],
                sections.ints(name + ".person"),
                sections.ints(name + ".item"),
                sections.floats(name + ".weight"),
                time);
    }
}
