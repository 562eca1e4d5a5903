package io.skuld.server.serving;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import io.skuld.engine.model.TwoStageRecommender;
import io.skuld.engine.model.factors.Factors;
import io.skuld.engine.model.hybrid.Hybrid;
import io.skuld.engine.model.hybrid.HybridModel;
import io.skuld.engine.model.hybrid.HybridSettings;
import io.skuld.engine.model.hybrid.PathsAlone;
import io.skuld.engine.model.signed.PathSettings;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.engine.model.snapshot.HybridSnapshot;
import io.skuld.engine.model.snapshot.PathsSnapshot;
import io.skuld.engine.model.snapshot.SnapshotFile;
import io.skuld.engine.ranking.ListwiseRanker;
import io.skuld.engine.ranking.RankedModel;
import io.skuld.engine.ranking.RankedSnapshot;
import io.skuld.engine.ranking.RankerSettings;
import io.skuld.server.learning.ServedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A model of one of the three kinds that can be served, behind one face. Thread-safe as its model is: one writer at a
/// time, any number of readers.
final class Fitted {
    /// Levels of caution that are remembered; further ones are made anew each time.
    private static final int CAUTIONS = 16;

    private final ModelKind kind;
    private final OnlineRecommender model;
    private final SignedPathsModel paths;
    private final @Nullable Factors factors;
    private final Map<Float, Recommender> byCaution = new ConcurrentHashMap<>();

    private Fitted(
            ModelKind kind,
            OnlineRecommender model,
            SignedPathsModel paths,
            @Nullable Factors factors) {
        this.kind = kind;
        this.model = model;
        this.paths = paths;
        this.factors = factors;
    }

    private static Fitted of(Recommender model) {
        return switch (model) {
            case SignedPathsModel paths -> new Fitted(ModelKind.PATHS, paths, paths, null);
            case HybridModel hybrid ->
                    new Fitted(ModelKind.HYBRID, hybrid, hybrid.paths(), hybrid.factors());
            case RankedModel ranked ->
                    new Fitted(
                            ModelKind.RANKED,
                            ranked,
                            ranked.hybrid().paths(),
                            ranked.hybrid().factors());
            default -> throw new IllegalArgumentException(model.getClass() + " is not served");
        };
    }

    /// @param valid may be empty; then a tenth of `train` is held out for the search, and learned from after it
    /// @param tuning how long settings may be searched; null takes the defaults
    static Fitted fit(
            ModelKind kind, SignedEdges train, SignedEdges valid, @Nullable TuningBudget tuning) {
        TunableTrainer trainer =
                switch (kind) {
                    case PATHS -> new PathsAlone(PathSettings.DEFAULTS);
                    case HYBRID -> new Hybrid(HybridSettings.DEFAULTS);
                    case RANKED -> new ListwiseRanker(RankerSettings.DEFAULTS.withHidden(0));
                };
        return of(tuning == null ? trainer.fit(train) : tuned(trainer, train, valid, tuning));
    }

    private static Recommender tuned(
            TunableTrainer trainer, SignedEdges train, SignedEdges valid, TuningBudget tuning) {
        if (valid.size() > 0) return trainer.tune(train, valid, tuning).model();
        int[] tenth = new Random(tuning.seed()).ints(train.size(), 0, 10).toArray();
        SignedEdges rest = part(train, e -> tenth[e] > 0);
        SignedEdges heldOut = part(train, e -> tenth[e] == 0);
        return trainer.tune(rest, heldOut, tuning).trainer().fit(train);
    }

    private static SignedEdges part(SignedEdges edges, IntPredicate wanted) {
        return edges.at(IntStream.range(0, edges.size()).filter(wanted).toArray());
    }

    static Fitted read(ModelKind kind, Path file) throws IOException {
        return of(
                switch (kind) {
                    case PATHS -> PathsSnapshot.read(file);
                    case HYBRID -> HybridSnapshot.read(file);
                    case RANKED -> RankedSnapshot.read(file);
                });
    }

    SnapshotFile.Writer sections(Map<String, String> provenance) {
        return switch (model) {
            case RankedModel ranked -> RankedSnapshot.sections(ranked, provenance);
            case HybridModel hybrid -> HybridSnapshot.sections(hybrid, provenance);
            default -> PathsSnapshot.sections(paths, provenance);
        };
    }

    ModelKind kind() {
        return kind;
    }

    OnlineRecommender model() {
        return model;
    }

    /// The model for a look ahead: what it ranks counts as shown to nobody.
    Recommender unremembered() {
        return model instanceof RankedModel ranked ? ranked.unremembered() : model;
    }

    /// The model without a second stage.
    Recommender firstStage() {
        return model instanceof TwoStageRecommender two ? two.firstStage() : model;
    }

    ServedModel.SecondStage secondStage() {
        if (!(model instanceof RankedModel ranked))
            return ServedModel.SecondStage.none(
                    "A model of kind '%s' has no second stage.".formatted(kind.label()));
        RankedModel.StageState now = ranked.stageState();
        return new ServedModel.SecondStage(
                now.on(), why(now), now.events(), now.secondNdcg(), now.firstNdcg());
    }

    private static String why(RankedModel.StageState now) {
        if (!now.worthIt())
            return "It ranked held-out lists of the data set no better than the first stage.";
        if (!now.on())
            return "It fell behind the first stage on the likes of what was shown, beyond chance; it goes on learning and may come back.";
        if (now.events() == 0) return "It ranked held-out lists of the data set better.";
        return "It has not fallen behind the first stage on the likes of what was shown.";
    }

    SignedPathsModel paths() {
        return paths;
    }

    /// Null for a kind without factors.
    @Nullable Factors factors() {
        return factors;
    }

    void score(int person, float caution, float[] scores) {
        if (caution == 0) {
            model.score(person, scores);
            return;
        }
        Recommender known = byCaution.get(caution);
        if (known == null) {
            known = ((CautiousRecommender) model).withCaution(caution);
            if (byCaution.size() < CAUTIONS) byCaution.put(caution, known);
        }
        known.score(person, scores);
    }
}
