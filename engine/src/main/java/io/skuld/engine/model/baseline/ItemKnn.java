package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// Items liked by the same people: shrunk cosine between the columns of likes, the strongest neighbours of each item kept
/// (Sarwar et al., "Item-based collaborative filtering recommendation algorithms", WWW 2001; the shrinking as in Bell &
/// Koren, KDD Cup workshop 2007). Knows no dislikes.
///
/// `sim(i,j) = |i∧j| / (√(|i|·|j|) + shrink)`, `score(u,i) = Σ_{j liked by u, j among i's neighbours} sim(i,j)`
///
/// @param neighbours kept for each item, at least 1
/// @param shrink pulls the likeness of rarely liked items down, at least 0
public record ItemKnn(int neighbours, float shrink) implements TunableTrainer {
    public static final ItemKnn DEFAULTS = new ItemKnn(200, 5);

    private static final float[] NEIGHBOURS = {10, 20, 50, 100, 200, 500, 1000, 2000, 5000};
    private static final float[] SHRINKS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

    public ItemKnn {
        if (neighbours < 1 || !(shrink >= 0))
            throw new IllegalArgumentException(
                    "ItemKnn needs at least 1 neighbour and a shrinking of at least 0, got %d and %s"
                            .formatted(neighbours, shrink));
    }

    @Override
    public String name() {
        return "itemknn";
    }

    @Override
    public Recommender fit(SignedEdges train) {
        Profiles likes = Profiles.of(train).likesOnly();
        Profiles likers = likes.transposed();
        long[][] nearest = new long[train.items()][];
        ThreadLocal<int[]> scratch = ThreadLocal.withInitial(() -> new int[train.items()]);
        IntStream.range(0, train.items())
                .parallel()
                .forEach(i -> nearest[i] = nearest(i, likes, likers, scratch.get()));
        return new Fitted(likes, nearest, new PopularityPrior(Popularity.likes(train)));
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        Validation validation = new Validation(train, valid, budget);
        return LadderSearch.climb(
                new float[] {neighbours, shrink},
                new float[][] {NEIGHBOURS, SHRINKS},
                values ->
                        validation.judged(
                                new ItemKnn((int) values[0], values[1]), ItemKnn::settings, train),
                validation);
    }

    private Map<String, String> settings() {
        return Map.of("neighbours", String.valueOf(neighbours), "shrink", String.valueOf(shrink));
    }

    /// The nearest of one item, nearest first and ties by item, each packed by [#packed].
    ///
    /// @param shared shape (items), all 0; left as found
    private long[] nearest(int item, Profiles likes, Profiles likers, int[] shared) {
        int found = 0;
        for (int k = likers.from(item); k < likers.to(item); k++)
            for (int j = likes.from(likers.column(k)); j < likes.to(likers.column(k)); j++)
                if (shared[likes.column(j)]++ == 0) found++;
        long[] all = new long[found];
        int size = 0;
        for (int k = likers.from(item); k < likers.to(item); k++)
            for (int j = likes.from(likers.column(k)); j < likes.to(likers.column(k)); j++) {
                int other = likes.column(j);
                if (shared[other] == 0) continue;
                double norm = Math.sqrt((double) likers.count(item) * likers.count(other)) + shrink;
                if (other != item) all[size++] = packed(other, (float) (shared[other] / norm));
                shared[other] = 0;
            }
        Arrays.sort(all, 0, size);
        return Arrays.copyOf(all, Math.min(neighbours, size));
    }

    /// An item and its likeness, above 0, in one number that sorts the likest first.
    private static long packed(int item, float likeness) {
        return (long) (Integer.MAX_VALUE - Float.floatToIntBits(likeness)) << 32 | item;
    }

    private static int item(long packed) {
        return (int) packed;
    }

    private static float likeness(long packed) {
        return Float.intBitsToFloat(Integer.MAX_VALUE - (int) (packed >>> 32));
    }

    private static final class Fitted implements Recommender {
        private final Profiles likes;
        private final PopularityPrior prior;

        /// For each profile item: whose neighbour it is, and how like. From "the neighbours of i are j" to what j adds to i.
        private final int[][] neighbour;

        private final float[][] likeness;

        Fitted(Profiles likes, long[][] nearest, PopularityPrior prior) {
            this.likes = likes;
            this.prior = prior;
            int[] count = new int[nearest.length];
            for (long[] row : nearest) for (long n : row) count[item(n)]++;
            neighbour = new int[nearest.length][];
            likeness = new float[nearest.length][];
            for (int j = 0; j < nearest.length; j++) {
                neighbour[j] = new int[count[j]];
                likeness[j] = new float[count[j]];
            }
            for (int i = 0; i < nearest.length; i++)
                for (long n : nearest[i]) {
                    int j = item(n);
                    neighbour[j][--count[j]] = i;
                    likeness[j][count[j]] = ItemKnn.likeness(n);
                }
        }

        @Override
        public int people() {
            return likes.rows();
        }

        @Override
        public int items() {
            return prior.items();
        }

        @Override
        public void score(int person, float[] scores) {
            prior.writeTo(scores);
            if (!likes.has(person)) return;
            for (int p = likes.from(person); p < likes.to(person); p++) {
                int[] to = neighbour[likes.column(p)];
                float[] how = likeness[likes.column(p)];
                for (int k = 0; k < to.length; k++) scores[to[k]] += how[k];
            }
        }
    }
}
