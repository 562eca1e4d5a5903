package io.skuld.engine.model.snapshot;

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
    private HybridSnapshot() {}

    /// @param provenance what the model was made of: data version, seed, metrics, code version …
    public static SnapshotFile.Writer sections(HybridModel model, Map<String, String> provenance) {
        SnapshotFile.Writer writer =
                new SnapshotFile.Writer()
                        .text("provenance", provenance)
                        .text("settings", model.settings().toMap());
        EdgeSections.put(writer, "edges", model.view());
        EdgeSections.put(writer, "attributes", model.paths().attributeView());
        Factors factors = model.factors();
        return writer.ints("factors.counts", new int[] {factors.people(), factors.items()})
                .floats("factors.people", factors.personVectors())
                .floats("factors.items", factors.itemVectors());
    }

    public static HybridModel read(Path file) throws IOException {
        return model(file, SnapshotFile.read(file));
    }

    /// The model in these sections; `file` is only for messages.
    public static HybridModel model(Path file, SnapshotFile sections) throws IOException {
        try {
            HybridSettings settings = HybridSettings.fromMap(sections.text("settings"));
            SignedGraph graph = SignedGraph.of(EdgeSections.get(sections, "edges"));
            int[] counts = sections.ints("factors.counts");
            Factors factors =
                    Factors.of(
                            settings.factors(),
                            counts[0],
                            counts[1],
                            sections.floats("factors.people"),
                            sections.floats("factors.items"));
            HybridModel model = HybridModel.over(graph, factors, settings);
            SignedEdges attributes = EdgeSections.get(sections, "attributes");
            model.paths().putAttributes(attributes);
            return model;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedSnapshotException(file, "its contents do not fit together: " + e);
        }
    }
}
