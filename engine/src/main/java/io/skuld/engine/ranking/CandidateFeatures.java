package io.skuld.engine.ranking;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.Unseen;
import io.skuld.engine.model.signed.CandidateWalks;
import io.skuld.engine.model.signed.SignWeights;
import java.util.Arrays;
import java.util.Optional;

/// Reads what is known of a person's candidates: how the walks reach them by sign pattern and in five steps, what factors
/// say, plain and smoothed over the graph, how near they are to single liked and disliked items, how popular they are.
/// Holds its working memory; belongs to one thread.
final class CandidateFeatures {
    static final int WIDTH = 200;

    static final int FIRST_STAGE = SignWeights.PATTERNS;
    private static final int FACTORS = FIRST_STAGE + 1;
    private static final int FIVE_STEPS = FACTORS + 1;
    private static final int SMOOTHED_ONCE = FIVE_STEPS + 1;
    private static final int SMOOTHED_TWICE = SMOOTHED_ONCE + 1;
    private static final int FACTORS_STANDARDIZED = SMOOTHED_TWICE + 1;
    private static final int SHARE_OF_BEST = FACTORS_STANDARDIZED + 1;
    private static final int LIKES = SHARE_OF_BEST + 1;
    private static final int DISLIKES = LIKES + 1;
    private static final int APPEAL = DISLIKES + 1;
    static final int NEAREST_LIKED = APPEAL + 1;
    static final int THREE_NEAREST_LIKED = NEAREST_LIKED + 1;
    static final int NEAREST_DISLIKED = THREE_NEAREST_LIKED + 1;
    private static final int EASE = NEAREST_DISLIKED + 1;
    private static final int VIEWS = EASE + 1;
    private static final int BROAD_STANDARDIZED = VIEWS + FactorViews.COUNT;
    private static final int FIRST_STAGE_RANK = BROAD_STANDARDIZED + 1;
    private static final int EASE_RANK = FIRST_STAGE_RANK + 1;
    private static final int PERSON_SIGNALS = EASE_RANK + 1;
    private static final int PERSON_LIKES = PERSON_SIGNALS + 1;

    /// Numbers for each candidate that are read from any data; with times there are more, see [FeatureSources#features].
    static final int COUNT = PERSON_LIKES + 1;

    /// `log(1 + places before)`, by places before.
    private static final float[] LOG_RANK = new float[WIDTH + 1];

    static {
        for (int k = 0; k < LOG_RANK.length; k++) LOG_RANK[k] = (float) Math.log1p(k);
    }

    /// What speaks for an item whoever it is shown to, and for a person whatever they are shown.
    static final int[] PLAIN = {APPEAL, PERSON_SIGNALS, PERSON_LIKES};

    /// Above this many steps through the graph, nearness to single items costs more than it tells.
    private static final int NEARNESS_STEPS = 150_000;

    private final FeatureSources sources;
    private final int features;
    private final CandidateWalks walks;
    private final Optional<RecencyFeatures> recency;
    private final float[] first;
    private final float[] unseen;
    private final float[] walkScores;
    private final float[] factorScores;
    private final float[] easeScores;

    /// Likers that each item has in common with the own items seen so far; 0 between queries.
    private final int[] sharedLikers;

    private int[] candidates = new int[0];
    private final EdgeRun own = new EdgeRun();
    private final EdgeRun people = new EdgeRun();
    private final EdgeRun theirs = new EdgeRun();

    CandidateFeatures(FeatureSources sources, int items) {
        this.sources = sources;
        features = sources.features();
        walks = new CandidateWalks(sources.hybrid().settings().paths());
        recency = sources.times().map(times -> new RecencyFeatures(times, items));
        first = new float[items];
        unseen = new float[items];
        walkScores = new float[items];
        factorScores = new float[items];
        easeScores = new float[items];
        sharedLikers = new int[items];
    }

    FeatureSources sources() {
        return sources;
    }

    int items() {
        return first.length;
    }

    /// Turns to this person: scores all items by the first stage and takes the best unseen ones as candidates.
    void turnTo(GraphView graph, int person) {
        sources.hybrid().paths().score(graph, person, walks, walkScores);
        System.arraycopy(walkScores, 0, first, 0, first.length);
        if (graph.personDegree(person) > 0) {
            sources.hybrid().factors().scores(person, factorScores);
            float g = sources.hybrid().settings().factorWeight();
            for (int i = 0; i < first.length; i++) first[i] += g * factorScores[i];
        } else {
            Arrays.fill(factorScores, 0);
        }
        Arrays.fill(easeScores, 0);
        sources.ease()
                .filter(ease -> easeScores.length >= ease.items())
                .ifPresent(ease -> ease.score(person, easeScores));
        System.arraycopy(first, 0, unseen, 0, first.length);
        candidates = Unseen.best(graph, person, unseen, WIDTH);
    }

    /// Scores of the first stage for the person turned to; shape (items), valid until the next turn.
    float[] firstStage() {
        return first;
    }

    /// The best unseen items of the person turned to, best first.
    int[] candidates() {
        return candidates;
    }

    /// Features of these items for the person turned to.
    ///
    /// @param out shape (items.length, features), row-major; overwritten
    void read(GraphView graph, int person, int[] items, float[] out) {
        int n = items.length;
        walks.channels(items, n, out, features);
        readScores(graph, person, items, out);
        float[] fiveSteps = new float[n];
        walks.fiveSteps(graph, candidates, walkScores, items, n, fiveSteps);
        for (int c = 0; c < n; c++) out[c * features + FIVE_STEPS] = fiveSteps[c];
        readNearness(graph, person, items, out);
        for (int c = 0; c < n; c++) out[c * features + EASE] = easeScores[items[c]];
        readViews(person, items, out);
        readRanks(first, items, out, FIRST_STAGE_RANK);
        readRanks(easeScores, items, out, EASE_RANK);
        readPerson(graph, person, n, out);
        recency.ifPresent(r -> r.read(graph, person, items, out, features, COUNT));
    }

    /// The same for all candidates: it orders nothing by itself, but tells how far to trust the rest.
    private void readPerson(GraphView graph, int person, int rows, float[] out) {
        int signals = graph.personDegree(person);
        float logSignals = (float) Math.log1p(signals);
        float likes = (graph.personLikes(person) + 1f) / (signals + 2f);
        for (int c = 0; c < rows; c++) {
            out[c * features + PERSON_SIGNALS] = logSignals;
            out[c * features + PERSON_LIKES] = likes;
        }
    }

    private void readViews(int person, int[] items, float[] out) {
        FactorViews views = sources.views();
        for (int v = 0; v < FactorViews.COUNT; v++) {
            float[] scores = views.scores(v, person, items);
            write(scores, out, VIEWS + v);
            if (v == FactorViews.BROAD)
                write(views.broadStandardized(scores, items), out, BROAD_STANDARDIZED);
        }
    }

    private void write(float[] values, float[] out, int feature) {
        for (int c = 0; c < values.length; c++) out[c * features + feature] = values[c];
    }

    /// The logarithm of how many candidates stand before an item.
    private void readRanks(float[] scores, int[] items, float[] out, int feature) {
        float[] sorted = new float[candidates.length];
        for (int c = 0; c < sorted.length; c++) sorted[c] = scores[candidates[c]];
        Arrays.sort(sorted);
        for (int c = 0; c < items.length; c++)
            out[c * features + feature] = LOG_RANK[above(sorted, scores[items[c]])];
    }

    private static int above(float[] sorted, float score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= score) low = middle + 1;
            else high = middle;
        }
        return sorted.length - low;
    }

    private void readScores(GraphView graph, int person, int[] items, float[] out) {
        SmoothedFactors smoothed = sources.smoothed();
        float[] once = smoothed.person(graph, person, 1);
        float[] twice = smoothed.person(graph, person, 2);
        double mean = 0;
        double square = 0;
        float best = 1e-9f;
        for (int i = 0; i < first.length; i++) {
            mean += factorScores[i];
            square += (double) factorScores[i] * factorScores[i];
            best = Math.max(best, first[i]);
        }
        mean /= first.length;
        double deviation = Math.sqrt(Math.max(square / first.length - mean * mean, 1e-12));
        for (int c = 0; c < items.length; c++) {
            int i = items[c];
            int at = c * features;
            out[at + FIRST_STAGE] = first[i];
            out[at + FACTORS] = factorScores[i];
            out[at + SMOOTHED_ONCE] = smoothed.score(once, i, 1);
            out[at + SMOOTHED_TWICE] = smoothed.score(twice, i, 2);
            out[at + FACTORS_STANDARDIZED] = (float) ((factorScores[i] - mean) / deviation);
            out[at + SHARE_OF_BEST] = first[i] / best;
            out[at + LIKES] = (float) Math.log(1 + graph.itemLikes(i));
            out[at + DISLIKES] = (float) Math.log(1 + graph.itemDegree(i) - graph.itemLikes(i));
            out[at + APPEAL] = sources.appeal().of(graph, i);
        }
    }

    /// Cosine between the likers of a candidate and of each own item: the nearest liked, the sum of the three nearest
    /// liked, the nearest disliked.
    private void readNearness(GraphView graph, int person, int[] items, float[] out) {
        float[] second = new float[items.length];
        float[] third = new float[items.length];
        int[] before = new int[items.length];
        double[] perLiker = new double[items.length];
        for (int c = 0; c < items.length; c++) {
            Arrays.fill(out, c * features + NEAREST_LIKED, c * features + EASE, 0);
            perLiker[c] = 1 / Math.sqrt(graph.itemLikes(items[c]));
        }
        int left = NEARNESS_STEPS;
        graph.itemsOf(person, own);
        while (own.next())
            for (int k = own.from; k < own.to && left > 0; k++) {
                int item = EdgeRun.id(own.ends[k]);
                left -= countSharedLikers(graph, item);
                boolean liked = EdgeRun.liked(own.ends[k]);
                double norm = 1 / Math.sqrt(graph.itemLikes(item));
                for (int c = 0; c < items.length; c++) {
                    int shared = sharedLikers[items[c]] - before[c];
                    if (shared == 0) continue;
                    before[c] += shared;
                    float cosine = (float) (shared * norm * perLiker[c]);
                    int at = c * features;
                    if (liked) keepNearest(out, at, second, third, c, cosine);
                    else out[at + NEAREST_DISLIKED] = Math.max(out[at + NEAREST_DISLIKED], cosine);
                }
            }
        for (int c = 0; c < items.length; c++) {
            int at = c * features;
            out[at + THREE_NEAREST_LIKED] = out[at + NEAREST_LIKED] + second[c] + third[c];
        }
        Arrays.fill(sharedLikers, 0);
    }

    private static void keepNearest(
            float[] out, int at, float[] second, float[] third, int c, float cosine) {
        if (cosine > out[at + NEAREST_LIKED]) {
            third[c] = second[c];
            second[c] = out[at + NEAREST_LIKED];
            out[at + NEAREST_LIKED] = cosine;
        } else if (cosine > second[c]) {
            third[c] = second[c];
            second[c] = cosine;
        } else if (cosine > third[c]) {
            third[c] = cosine;
        }
    }

    /// Adds to [#sharedLikers] those of this item; returns the edges visited.
    private int countSharedLikers(GraphView graph, int item) {
        int[] shared = sharedLikers;
        int steps = 0;
        graph.peopleOf(item, people);
        while (people.next())
            for (int k = people.from; k < people.to; k++) {
                if (!EdgeRun.liked(people.ends[k])) continue;
                graph.itemsOf(people.ends[k], theirs);
                while (theirs.next()) {
                    int[] ends = theirs.ends;
                    steps += theirs.to - theirs.from;
                    for (int t = theirs.from; t < theirs.to; t++) {
                        int i = EdgeRun.id(ends[t]);
                        // Items that came after this reader was made are none of its candidates.
                        if (i < shared.length) shared[i] += 1 - EdgeRun.side(ends[t]);
                    }
                }
            }
        return steps;
    }
}
