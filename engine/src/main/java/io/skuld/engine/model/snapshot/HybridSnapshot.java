package io.skuld.engine.model.snapshot;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A hybrid model as sections of a snapshot: settings, edges, attributes, factors and provenance.
public final class HybridSnapshot {
    private static final int COUNTS = 2;

    private HybridSnapshot() {}

    /// @param provenance what the model was made of: data version, seed, metrics, code version …
    public static SnapshotFile.Writer sections(HybridModel model, Map<String, String> provenance) {
        SnapshotFile.Writer writer =
                new SnapshotFile.Writer()
                        .text("provenance", provenance)
                        .text("settings", model.settings().toMap());
        putEdges(writer, "edges", model.view());
        putEdges(writer, "attributes", model.paths().attributeView());
        Factors factors = model.factors();
        return writer.ints("factors.counts", new int[] {factors.people(), factors.items()})
                .floats("factors.people", factors.personVectors())
                .floats("factors.items", factors.itemVectors());
    }

    private static void putEdges(SnapshotFile.Writer writer, String name, GraphView view) {
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

    public static HybridModel read(Path file) throws IOException {
        return model(file, SnapshotFile.read(file));
    }

    /// The model in these sections; `file` is only for messages.
    public static HybridModel model(Path file, SnapshotFile sections) throws IOException {
        try {
            HybridSettings settings = HybridSettings.fromMap(sections.text("settings"));
            SignedGraph graph = SignedGraph.of(edges(sections, "edges"));
            int[] counts = sections.ints("factors.counts");
            Factors factors =
                    Factors.of(
                            settings.factors(),
                            counts[0],
                            counts[1],
                            sections.floats("factors.people"),
                            sections.floats("factors.items"));
            HybridModel model = HybridModel.over(graph, factors, settings);
            SignedEdges attributes = edges(sections, "attributes");
            model.paths().putAttributes(attributes);
            return model;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedSnapshotException(file, "its contents do not fit together: " + e);
        }
    }

    /// The edges kept under this name; none when the writer knew of none.
    private static SignedEdges edges(SnapshotFile sections, String name) {
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
