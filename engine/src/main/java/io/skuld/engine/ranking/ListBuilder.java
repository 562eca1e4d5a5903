package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Shuffle;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns held-out edges into lists to learn from. The sources must be made from edges without the held-out ones.
final class ListBuilder {
    private static final int BLOCK = 32;

    /// People whose candidates a scale is fitted to.
    private static final int SCALED = 300;

    private final FeatureSources sources;
    private final GraphView graph;
    private final SignedEdges heldOut;
    private final int[][] edgesOf;
    private final long seed;

    private record Built(
            int person,
            byte[] features,
            boolean[] labels,
            int relevant,
            byte[] pairs,
            boolean[] pairLabels) {}

    ListBuilder(FeatureSources sources, SignedEdges heldOut, long seed) {
        this.sources = sources;
        this.graph = sources.hybrid().view();
        this.heldOut = heldOut;
        this.seed = seed;
        edgesOf = edgesByPerson(heldOut);
    }

    private static int[][] edgesByPerson(SignedEdges edges) {
        int[] count = new int[edges.people()];
        for (int e = 0; e < edges.size(); e++) count[edges.person(e)]++;
        int[][] byPerson = new int[edges.people()][];
        for (int p = 0; p < byPerson.length; p++) byPerson[p] = new int[count[p]];
        for (int e = 0; e < edges.size(); e++)
            byPerson[edges.person(e)][--count[edges.person(e)]] = e;
        return byPerson;
    }

    /// People with held-out likes and something to go by, in random order.
    int[] people() {
        int[] people =
                IntStream.range(0, edgesOf.length)
                        .filter(p -> graph.personDegree(p) > 0)
                        .filter(p -> Arrays.stream(edgesOf[p]).anyMatch(heldOut::liked))
                        .toArray();
        Shuffle.shuffle(people, new Random(seed));
        return people;
    }

    /// A scale fitted to candidates of some of these people.
    FeatureScale scale(int[] people) {
        CandidateFeatures features = new CandidateFeatures(sources, graph.items());
        int most = Math.min(SCALED, people.length);
        float[] rows = new float[most * CandidateFeatures.WIDTH * sources.features()];
        int count = 0;
        for (int n = 0; n < most; n++) {
            features.turnTo(graph, people[n]);
            int[] candidates = features.candidates();
            float[] mine = new float[candidates.length * sources.features()];
            features.read(graph, people[n], candidates, mine);
            System.arraycopy(mine, 0, rows, count * sources.features(), mine.length);
            count += candidates.length;
        }
        return FeatureScale.fit(rows, count, sources.features());
    }

    /// Adds each person's list to `lists`, a sampled one only when there is a liked candidate in it, and their held-out likes
    /// and dislikes to `pairs`.
    ///
    /// @param others rows other than liked ones kept of each list; all when as many as there are candidates
    void fill(int[] people, FeatureScale scale, int others, Lists lists, Lists pairs) {
        for (int from = 0; from < people.length; from += BLOCK * BLOCK) {
            int first = from;
            int count = Math.min(people.length - from, BLOCK * BLOCK);
            @Nullable Built[] built = new Built[count];
            IntStream.range(0, (count + BLOCK - 1) / BLOCK)
                    .parallel()
                    .forEach(b -> {
                        CandidateFeatures features = new CandidateFeatures(sources, graph.items());
                        for (int n = b * BLOCK; n < Math.min(count, (b + 1) * BLOCK); n++)
                            built[n] = build(features, scale, people[first + n], others);
                    });
            for (Built one : built) {
                if (one == null) continue;
                if (wanted(one, others))
                    lists.add(one.person, one.features, one.labels, one.relevant);
                pairs.add(one.person, one.pairs, one.pairLabels, one.pairLabels.length);
            }
        }
    }

    /// A sample without a liked candidate teaches nothing; a whole list still counts as one that was missed.
    private static boolean wanted(Built one, int others) {
        if (others >= CandidateFeatures.WIDTH) return true;
        for (boolean liked : one.labels) if (liked) return true;
        return false;
    }

    private Built build(CandidateFeatures features, FeatureScale scale, int person, int others) {
        features.turnTo(graph, person);
        int[] liked =
                Arrays.stream(edgesOf[person])
                        .filter(heldOut::liked)
                        .map(heldOut::item)
                        .sorted()
                        .distinct()
                        .toArray();
        int[] candidates = features.candidates();
        int[] kept =
                Arrays.stream(
                                Lists.sample(
                                        labels(candidates, liked),
                                        others,
                                        new Random(seed + person)))
                        .map(row -> candidates[row])
                        .toArray();
        int[] pairs =
                Arrays.stream(edgesOf[person])
                        .map(heldOut::item)
                        .filter(i -> graph.weight(person, i) == 0)
                        .distinct()
                        .toArray();
        // Read together: half of the work is the same for any number of items.
        int[] read =
                IntStream.concat(Arrays.stream(kept), Arrays.stream(pairs)).distinct().toArray();
        byte[] rows = packedRows(features, scale, person, read);
        return new Built(
                person,
                Arrays.copyOf(rows, kept.length * sources.features()),
                labels(kept, liked),
                liked.length,
                rowsOf(pairs, read, rows),
                labels(pairs, liked));
    }

    private byte[] rowsOf(int[] items, int[] read, byte[] rows) {
        int width = sources.features();
        byte[] chosen = new byte[items.length * width];
        for (int k = 0; k < items.length; k++) {
            int row = 0;
            while (read[row] != items[k]) row++;
            System.arraycopy(rows, row * width, chosen, k * width, width);
        }
        return chosen;
    }

    private byte[] packedRows(
            CandidateFeatures features, FeatureScale scale, int person, int[] items) {
        float[] rows = new float[items.length * sources.features()];
        features.read(graph, person, items, rows);
        scale.apply(rows, items.length);
        return Lists.pack(rows);
    }

    private static boolean[] labels(int[] items, int[] liked) {
        boolean[] labels = new boolean[items.length];
        for (int k = 0; k < items.length; k++)
            labels[k] = Arrays.binarySearch(liked, items[k]) >= 0;
        return labels;
    }
}
