package io.skuld.engine.ranking;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns held-out edges into lists to learn from. The sources must be made from edges without the held-out ones.
final class ListBuilder {
    private static final int BLOCK = 32;

    /// Held-out pairs of one person that are kept for the like-head, at most.
    private static final int PAIRS = 12;

    private final FeatureSources sources;
    private final GraphView graph;
    private final Random random;

    /// Rows other than liked ones kept of each list; all when as many as there are candidates.
    private final int others;

    private record Built(
            float[] features,
            boolean[] labels,
            int relevant,
            float[] pairs,
            boolean[] pairLabels) {}

    ListBuilder(FeatureSources sources, int others, long seed) {
        this.sources = sources;
        this.graph = sources.hybrid().view();
        this.others = others;
        this.random = new Random(seed);
    }

    /// Adds a list for each of at most `most` people with held-out likes, drawn by chance, and their held-out likes and
    /// dislikes to `pairs`.
    void fill(SignedEdges heldOut, int most, Lists lists, Lists pairs) {
        int[][] byPerson = edgesByPerson(heldOut);
        int[] people = draw(byPerson, heldOut, most);
        long[] seeds = new long[people.length];
        for (int n = 0; n < people.length; n++) seeds[n] = random.nextLong();
        @Nullable Built[] built = new Built[people.length];
        IntStream.range(0, (people.length + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(b -> {
                    CandidateFeatures features = new CandidateFeatures(sources, graph.items());
                    int to = Math.min(people.length, (b + 1) * BLOCK);
                    for (int n = b * BLOCK; n < to; n++)
                        built[n] =
                                build(features, people[n], heldOut, byPerson[people[n]], seeds[n]);
                });
        for (int n = 0; n < built.length; n++) {
            Built one = built[n];
            built[n] = null;
            if (one == null) continue;
            lists.add(one.features, one.labels, one.relevant);
            pairs.add(one.pairs, one.pairLabels, one.pairLabels.length);
        }
    }

    private int[][] edgesByPerson(SignedEdges edges) {
        int[] count = new int[edges.people()];
        for (int e = 0; e < edges.size(); e++) count[edges.person(e)]++;
        int[][] byPerson = new int[edges.people()][];
        for (int p = 0; p < byPerson.length; p++) byPerson[p] = new int[count[p]];
        for (int e = 0; e < edges.size(); e++)
            byPerson[edges.person(e)][--count[edges.person(e)]] = e;
        return byPerson;
    }

    private int[] draw(int[][] byPerson, SignedEdges edges, int most) {
        List<Integer> people = new ArrayList<>();
        for (int p = 0; p < byPerson.length; p++)
            if (graph.personDegree(p) > 0 && Arrays.stream(byPerson[p]).anyMatch(edges::liked))
                people.add(p);
        Collections.shuffle(people, random);
        return people.stream().limit(most).mapToInt(Integer::intValue).toArray();
    }

    private Built build(
            CandidateFeatures features, int person, SignedEdges heldOut, int[] edges, long seed) {
        features.firstStage(graph, person);
        int[] candidates = features.candidates(graph, person);
        int[] liked =
                Arrays.stream(edges)
                        .filter(heldOut::liked)
                        .map(heldOut::item)
                        .sorted()
                        .distinct()
                        .toArray();
        int[] kept = keep(candidates, liked, new Random(seed));
        int[] pairs =
                Arrays.stream(edges)
                        .map(heldOut::item)
                        .filter(i -> graph.weight(person, i) == 0)
                        .distinct()
                        .limit(PAIRS)
                        .toArray();
        float[] rows = new float[kept.length * CandidateFeatures.COUNT];
        features.read(graph, person, kept, rows);
        float[] pairRows = new float[pairs.length * CandidateFeatures.COUNT];
        features.read(graph, person, pairs, pairRows);
        return new Built(rows, labels(kept, liked), liked.length, pairRows, labels(pairs, liked));
    }

    private static boolean[] labels(int[] items, int[] liked) {
        boolean[] labels = new boolean[items.length];
        for (int k = 0; k < items.length; k++)
            labels[k] = Arrays.binarySearch(liked, items[k]) >= 0;
        return labels;
    }

    /// All liked candidates and some of the others: sampling the alternatives leaves a conditional logit consistent
    /// (McFadden 1978).
    private int[] keep(int[] candidates, int[] liked, Random chance) {
        if (candidates.length <= others) return candidates;
        int[] shuffled = candidates.clone();
        for (int k = shuffled.length - 1; k > 0; k--) {
            int other = chance.nextInt(k + 1);
            int swap = shuffled[k];
            shuffled[k] = shuffled[other];
            shuffled[other] = swap;
        }
        int[] room = {others};
        return Arrays.stream(shuffled)
                .filter(i -> Arrays.binarySearch(liked, i) >= 0 || room[0]-- > 0)
                .toArray();
    }
}
