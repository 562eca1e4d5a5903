package io.skuld.engine.model.snapshot;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.signed.SignedPathsModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A signed-path model as sections of a snapshot: settings, edges, attributes and provenance.
public final class PathsSnapshot {
    private PathsSnapshot() {}

    /// @param provenance as in [HybridSnapshot]
    public static SnapshotFile.Writer sections(
            SignedPathsModel model, Map<String, String> provenance) {
        HybridSettings settings = HybridSettings.DEFAULTS.withPaths(model.settings());
        SnapshotFile.Writer writer =
                new SnapshotFile.Writer()
                        .text("provenance", provenance)
                        .text("settings", settings.toMap());
        EdgeSections.put(writer, "edges", model.view());
        EdgeSections.put(writer, "attributes", model.attributeView());
        return writer;
    }

    public static SignedPathsModel read(Path file) throws IOException {
        SnapshotFile sections = SnapshotFile.read(file);
        try {
            HybridSettings settings = HybridSettings.fromMap(sections.text("settings"));
            SignedGraph graph = SignedGraph.of(EdgeSections.get(sections, "edges"));
            SignedPathsModel model = SignedPathsModel.over(graph, settings.paths());
            SignedEdges attributes = EdgeSections.get(sections, "attributes");
            model.putAttributes(attributes);
            return model;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedSnapshotException(file, "its contents do not fit together: " + e);
        }
    }
}
