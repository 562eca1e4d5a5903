package io.skuld.engine.ranking;

import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.snapshot.DamagedSnapshotException;
import io.skuld.engine.model.snapshot.HybridSnapshot;
import io.skuld.engine.model.snapshot.OlderSnapshotException;
import io.skuld.engine.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Both stages as sections of a snapshot. What features are read from is made anew from the edges when it is loaded.
public final class RankedSnapshot {
    private static final String FEATURES = "ranker.features";
    private static final String NETWORK = "ranker.network.";
    private static final String HEAD = "ranker.head.";
    private static final String CAUTION = "ranker.caution";

    private static final String MEANING = "ranker.meaning";

    /// Raised when a feature is read differently from before: what was learned of it is of no use then.
    private static final int MEANT = 2;

    /// Without one of these another version wrote it.
    private static final List<String> PARTS =
            List.of(
                    "ranker.scale",
                    "ranker.networks",
                    "ranker.heads",
                    "ranker.head.plain",
                    "ranker.head.share",
                    MEANING);

    private RankedSnapshot() {}

    /// @param provenance as in [HybridSnapshot]
    public static SnapshotFile.Writer sections(RankedModel model, Map<String, String> provenance) {
        SecondStage stage = model.secondStage();
        Network[] networks = stage.networks();
        LikeHead head = stage.head();
        SnapshotFile.Writer writer =
                HybridSnapshot.sections(model.hybrid(), provenance)
                        .ints(FEATURES, new int[] {stage.features()})
                        .ints(MEANING, new int[] {MEANT})
                        .floats("ranker.scale", stage.scale().state())
                        .ints("ranker.networks", new int[] {networks.length})
                        .ints("ranker.heads", new int[] {head.wide().length})
                        .floats("ranker.head.plain", head.plain().state())
                        .floats("ranker.head.share", new float[] {head.plainShare()})
                        .floats(CAUTION, new float[] {model.caution()});
        write(writer, NETWORK, networks);
        write(writer, HEAD, head.wide());
        return writer;
    }

    private static void write(SnapshotFile.Writer writer, String name, Network[] networks) {
        for (int k = 0; k < networks.length; k++)
            writer.ints(name + k + ".hidden", new int[] {networks[k].hidden()})
                    .floats(name + k, networks[k].state());
    }

    /// @throws OlderSnapshotException when the second stage is made of other parts, or reads other features, than this
    ///     version's; the first stage may still be read by [HybridSnapshot]
    public static RankedModel read(Path file) throws IOException {
        SnapshotFile sections = SnapshotFile.read(file);
        try {
            int features = features(file, sections);
            boolean timed = features == FeatureSources.features(true);
            HybridModel hybrid = HybridSnapshot.model(file, sections);
            Network[] networks = networks(sections, NETWORK, "ranker.networks", features);
            SecondStage stage =
                    new SecondStage(
                            FeatureScale.of(sections.floats("ranker.scale"), features),
                            networks,
                            head(sections, features));
            FeatureSources sources = FeatureSources.of(hybrid, hybrid.view().toEdges(), timed);
            OnlineStage online =
                    new OnlineStage(stage, networks.length > 0, RankerSettings.DEFAULTS.seed());
            // Before it was kept, nobody kept a model with caution.
            float caution = sections.has(CAUTION) ? sections.floats(CAUTION)[0] : 0;
            return new RankedModel(sources, online, caution);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedSnapshotException(file, "its second stage does not fit: " + e);
        }
    }

    /// How many features the second stage reads.
    private static int features(Path file, SnapshotFile sections) throws IOException {
        int features = sections.has(FEATURES) ? sections.ints(FEATURES)[0] : 0;
        if (features != FeatureSources.features(false) && features != FeatureSources.features(true))
            throw new OlderSnapshotException(
                    file,
                    "its second stage reads %d features, this one's %d, or %d with times"
                            .formatted(
                                    features,
                                    FeatureSources.features(false),
                                    FeatureSources.features(true)));
        for (String part : PARTS)
            if (!sections.has(part))
                throw new OlderSnapshotException(file, "its second stage has no " + part);
        if (sections.ints(MEANING)[0] != MEANT)
            throw new OlderSnapshotException(
                    file, "its second stage learned from features that are read differently now");
        return features;
    }

    private static LikeHead head(SnapshotFile sections, int features) {
        Network plain =
                new Network(
                        CandidateFeatures.PLAIN.length,
                        0,
                        RankerSettings.DEFAULTS.learningRate(),
                        0);
        plain.restore(sections.floats("ranker.head.plain"));
        return new LikeHead(
                networks(sections, HEAD, "ranker.heads", features),
                plain,
                sections.floats("ranker.head.share")[0]);
    }

    private static Network[] networks(
            SnapshotFile sections, String name, String count, int features) {
        Network[] networks = new Network[sections.ints(count)[0]];
        for (int k = 0; k < networks.length; k++)
            networks[k] = network(sections, name + k, features);
        return networks;
    }

    private static Network network(SnapshotFile sections, String name, int features) {
        Network network =
                new Network(
                        features,
                        sections.ints(name + ".hidden")[0],
                        RankerSettings.DEFAULTS.learningRate(
                                features == FeatureSources.features(true)),
                        0);
        network.restore(sections.floats(name));
        return network;
    }
}
