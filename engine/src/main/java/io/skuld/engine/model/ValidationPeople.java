package io.skuld.engine.model;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Shuffle;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// People to choose settings on, each with the items they liked after the training edges: what a search looks at.
public final class ValidationPeople {
    /// Ranks that count.
    public static final int CUT = 20;

    private static final double[] DISCOUNT = new double[CUT];
    private static final double[] IDEAL = new double[CUT + 1];

    static {
        for (int r = 0; r < CUT; r++) {
            DISCOUNT[r] = Math.log(2) / Math.log(r + 2);
            IDEAL[r + 1] = IDEAL[r] + DISCOUNT[r];
        }
    }

    private final int[] people;
    private final int[][] relevant;

    private ValidationPeople(int[] people, int[][] relevant) {
        this.people = people;
        this.relevant = relevant;
    }

    /// At most `most` people drawn from those who like something in `valid` that `train` does not know of them.
    public static ValidationPeople of(GraphView train, SignedEdges valid, int most, long seed) {
        int[] count = new int[valid.people()];
        boolean[] counts = new boolean[valid.size()];
        for (int e = 0; e < valid.size(); e++) {
            counts[e] = valid.liked(e) && train.weight(valid.person(e), valid.item(e)) == 0;
            if (counts[e]) count[valid.person(e)]++;
        }
        int[] all = IntStream.range(0, count.length).filter(p -> count[p] > 0).toArray();
        int[] chosen = Shuffle.sample(all, most, new Random(seed));
        int[] slot = new int[valid.people()];
        Arrays.fill(slot, -1);
        int[][] relevant = new int[chosen.length][];
        for (int n = 0; n < chosen.length; n++) {
            slot[chosen[n]] = n;
            relevant[n] = new int[count[chosen[n]]];
        }
        for (int e = 0; e < valid.size(); e++) {
            int n = slot[valid.person(e)];
            if (counts[e] && n >= 0) relevant[n][--count[valid.person(e)]] = valid.item(e);
        }
        for (int n = 0; n < relevant.length; n++)
            relevant[n] = Arrays.stream(relevant[n]).sorted().distinct().toArray();
        return new ValidationPeople(chosen, relevant);
    }

    public int size() {
        return people.length;
    }

    public int person(int n) {
        return people[n];
    }

    public boolean isRelevant(int n, int item) {
        return Arrays.binarySearch(relevant[n], item) >= 0;
    }

    public int relevantCount(int n) {
        return relevant[n].length;
    }

    /// Where among a person's candidates the relevant ones are.
    public int[] relevantAt(int n, int[] candidates) {
        return IntStream.range(0, candidates.length)
                .filter(c -> isRelevant(n, candidates[c]))
                .toArray();
    }

    /// NDCG@20 of one person's candidates under these scores. Ties count against the model.
    ///
    /// @param relevantAt as [#relevantAt]
    /// @param scores of the candidates
    public double ndcg(int n, int[] relevantAt, float[] scores) {
        double gain = 0;
        for (int k : relevantAt) {
            int rank = -1;
            for (int other = 0; other < scores.length && rank < CUT; other++)
                if (scores[other] >= scores[k]) rank++;
            if (rank < CUT) gain += DISCOUNT[rank];
        }
        return gain / IDEAL[Math.min(CUT, relevant[n].length)];
    }

    /// Mean NDCG@20 of a model over these people, all items ranked but those of `train`.
    public double ndcg(Recommender model, GraphView train) {
        return ndcg(best(model, train, CUT));
    }

    /// The best items of each person, all items ranked but those of `train`; shape (size, count or fewer).
    public int[][] best(Recommender model, GraphView train, int count) {
        return IntStream.range(0, size())
                .parallel()
                .mapToObj(n -> {
                    float[] scores = new float[model.items()];
                    model.score(people[n], scores);
                    return Unseen.best(train, people[n], scores, count);
                })
                .toArray(int[][]::new);
    }

    /// Mean NDCG@20 of these rankings.
    ///
    /// @param best as [#best], of 20 items or more
    public double ndcg(int[][] best) {
        return Arrays.stream(ndcgOfEach(best)).average().orElse(0);
    }

    /// NDCG@20 of each of these rankings.
    ///
    /// @param best as [#best], of 20 items or more
    public double[] ndcgOfEach(int[][] best) {
        double[] ndcg = new double[best.length];
        for (int n = 0; n < best.length; n++) {
            double gain = 0;
            for (int r = 0; r < Math.min(CUT, best[n].length); r++)
                if (isRelevant(n, best[n][r])) gain += DISCOUNT[r];
            ndcg[n] = gain / IDEAL[Math.min(CUT, relevant[n].length)];
        }
        return ndcg;
    }
}
