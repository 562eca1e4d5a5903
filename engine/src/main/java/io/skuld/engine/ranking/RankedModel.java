package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.TwoStageRecommender;
import io.skuld.engine.model.hybrid.HybridModel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;

/// The hybrid with its best two hundred re-ordered by the second stage; the rest follow in the hybrid's order. Learns both
/// stages from each event. Thread-safe: one writer at a time, any number of readers.
public final class RankedModel
        implements OnlineRecommender, CautiousRecommender, TwoStageRecommender {
    private final LiveSources live;
    private final OnlineStage online;
    private final float caution;
    private final boolean remembers;

    /// Lent to one ranking at a time, of any level of caution.
    private final ConcurrentLinkedDeque<CandidateFeatures> readers;

    RankedModel(FeatureSources sources, OnlineStage online, float caution) {
        this(new LiveSources(sources), online, caution, true, new ConcurrentLinkedDeque<>());
    }

    private RankedModel(
            LiveSources live,
            OnlineStage online,
            float caution,
            boolean remembers,
            ConcurrentLinkedDeque<CandidateFeatures> readers) {
        if (!(caution >= 0 && caution < 1000))
            throw new IllegalArgumentException("caution lies in [0, 1000), got " + caution);
        this.live = live;
        this.online = online;
        this.caution = caution;
        this.remembers = remembers;
        this.readers = readers;
    }

    @Override
    public RankedModel withCaution(float eta) {
        return new RankedModel(live, online, eta, remembers, readers);
    }

    /// The same living model, whose rankings do not count as shown: the second stage learns nothing from them.
    public RankedModel unremembered() {
        return new RankedModel(live, online, caution, false, readers);
    }

    float caution() {
        return caution;
    }

    /// How the second stage does while it serves.
    ///
    /// @param on as [#isSecondStageOn]
    /// @param worthIt whether held-out lists were ranked better than by the first stage when it was learned
    /// @param events likes of what was shown since
    /// @param firstNdcg running NDCG of the first stage's order on these events
    /// @param secondNdcg that of the second stage, each event scored before it is learned
    public record StageState(
            boolean on, boolean worthIt, int events, double firstNdcg, double secondNdcg) {}

    public StageState stageState() {
        return online.state();
    }

    @Override
    public HybridModel firstStage() {
        return hybrid();
    }

    /// The first stage.
    public HybridModel hybrid() {
        return live.now().hybrid();
    }

    /// Whether the second stage orders anything: it learned something worth it and has not fallen behind the first stage
    /// since.
    public boolean isSecondStageOn() {
        return online.isOn();
    }

    /// When items were met, where the second stage looks at times.
    Optional<ItemTimes> times() {
        return live.now().times();
    }

    SecondStage secondStage() {
        return online.stage();
    }

    @Override
    public int people() {
        return hybrid().people();
    }

    @Override
    public int items() {
        return hybrid().items();
    }

    @Override
    public void score(int person, float[] scores) {
        GraphView graph = hybrid().view();
        CandidateFeatures reader = reader(graph.items());
        reader.turnTo(graph, person);
        float[] first = reader.firstStage();
        System.arraycopy(first, 0, scores, 0, Math.min(first.length, scores.length));
        boolean wanted = isCautious() || (remembers ? online.isWatching() : online.isOn());
        if (wanted && graph.personDegree(person) > 0) placeOnTop(reader, graph, person, scores);
        readers.addFirst(reader);
    }

    /// Caution needs to know what likes and dislikes look like; where nobody dislikes anything it changes nothing.
    private boolean isCautious() {
        return caution > 0 && online.stage().head().isLearned();
    }

    private CandidateFeatures reader(int items) {
        FeatureSources sources = live.now();
        CandidateFeatures reader = readers.pollFirst();
        return reader != null && reader.items() == items && reader.sources() == sources
                ? reader
                : new CandidateFeatures(sources, items);
    }

    /// Gives the candidates scores above all others, in the order of the second stage.
    private void placeOnTop(CandidateFeatures reader, GraphView graph, int person, float[] scores) {
        int[] best = reader.candidates();
        if (best.length == 0) return;
        boolean cautious = isCautious();
        int[] candidates = cautious ? withOthers(best, graph.items()) : best;
        float[] rows = online.room(candidates.length * reader.sources().features());
        reader.read(graph, person, candidates, rows);
        SecondStage stage = online.stage();
        float[] second =
                cautious
                        ? stage.cautious(rows, candidates.length, best.length, caution)
                        : stage.score(rows, candidates.length);
        if (!cautious && remembers) online.remember(person, candidates, rows, second);
        if (!cautious && !online.isOn()) return;
        float ceiling = 0;
        float floor = Float.POSITIVE_INFINITY;
        for (float s : scores) ceiling = Math.max(ceiling, s);
        for (float s : second) floor = Math.min(floor, s);
        for (int c = 0; c < candidates.length; c++)
            if (candidates[c] < scores.length)
                scores[candidates[c]] = ceiling + 1 + second[c] - floor;
    }

    /// These items first, then all the others.
    private static int[] withOthers(int[] first, int items) {
        boolean[] isFirst = new boolean[items];
        for (int i : first) isFirst[i] = true;
        return IntStream.concat(
                        Arrays.stream(first), IntStream.range(0, items).filter(i -> !isFirst[i]))
                .toArray();
    }

    @Override
    public synchronized void absorb(int person, int item, float weight, long time) {
        SignedGraph.requireWeight(weight);
        online.learn(person, item, weight > 0);
        long before = hybrid().view().time(person, item);
        hybrid().absorb(person, item, weight, time);
        live.learn(person, item, before);
    }

    @Override
    public synchronized void retract(int person, int item) {
        if (hybrid().view().weight(person, item) == 0) return;
        long before = hybrid().view().time(person, item);
        hybrid().retract(person, item);
        live.learn(person, item, before);
    }

    /// Solves the first stage's people once more, makes what features are read from anew, and lets the second stage learn on
    /// from the likes of what was shown lately. Not where times are read: there it was taught what people come to like soon
    /// and later, and these likes are all of what came next.
    @Override
    public void sweep() {
        hybrid().sweep();
        live.refresh();
        if (times().isEmpty()) online.relearn();
    }
}
