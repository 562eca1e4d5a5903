package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.CautiousRecommender;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.hybrid.HybridModel;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;

/// The hybrid with its best two hundred re-ordered by the second stage; the rest follow in the hybrid's order. Learns both
/// stages from each event. Thread-safe: one writer at a time, any number of readers.
public final class RankedModel implements OnlineRecommender, CautiousRecommender {
    private final FeatureSources sources;
    private final OnlineStage online;
    private final float caution;
    private final ConcurrentLinkedDeque<CandidateFeatures> readers = new ConcurrentLinkedDeque<>();

    RankedModel(FeatureSources sources, OnlineStage online, float caution) {
        if (!(caution >= 0 && caution < 1000))
            throw new IllegalArgumentException("caution lies in [0, 1000), got " + caution);
        this.sources = sources;
        this.online = online;
        this.caution = caution;
    }

    @Override
    public RankedModel withCaution(float eta) {
        return new RankedModel(sources, online, eta);
    }

    /// The first stage.
    public HybridModel hybrid() {
        return sources.hybrid();
    }

    /// Whether the second stage orders anything: it learned something worth it and has not fallen behind the first stage
    /// since.
    public boolean isSecondStageOn() {
        return online.isOn();
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
        if (graph.personDegree(person) > 0 && (online.isOn() || caution > 0))
            placeOnTop(reader, graph, person, scores);
        readers.addFirst(reader);
    }

    private CandidateFeatures reader(int items) {
        CandidateFeatures reader = readers.pollFirst();
        return reader != null && reader.items() == items
                ? reader
                : new CandidateFeatures(sources, items);
    }

    /// Gives the candidates scores above all others, in the order of the second stage.
    private void placeOnTop(CandidateFeatures reader, GraphView graph, int person, float[] scores) {
        int[] best = reader.candidates();
        if (best.length == 0) return;
        int[] candidates = caution > 0 ? withOthers(best, graph.items()) : best;
        float[] rows = new float[candidates.length * CandidateFeatures.COUNT];
        reader.read(graph, person, candidates, rows);
        SecondStage stage = online.stage();
        float[] second =
                caution > 0
                        ? stage.cautious(rows, candidates.length, best.length, caution)
                        : stage.score(rows, candidates.length);
        if (caution == 0) online.remember(person, candidates, rows);
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
        online.learn(person, item, weight > 0);
        hybrid().absorb(person, item, weight, time);
        sources.views().learn(hybrid().view(), person);
    }

    @Override
    public synchronized void retract(int person, int item) {
        if (hybrid().view().weight(person, item) == 0) return;
        hybrid().retract(person, item);
        sources.views().learn(hybrid().view(), person);
    }
}
