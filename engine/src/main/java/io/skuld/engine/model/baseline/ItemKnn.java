package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.TunableTrainer;
import io.skuld.engine.model.TuningBudget;
import java.util.ArrayList;
import java.util.List;
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
        Neighbour[][] nearest = new Neighbour[train.items()][];
        ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[train.items()]);
        IntStream.range(0, train.items())
                .parallel()
                .forEach(i -> nearest[i] = nearest(i, likes, likers, scratch.get()));
        return new Fitted(likes, turned(nearest), new PopularityPrior(Popularity.likes(train)));
    }

    @Override
    public Tuned tune(SignedEdges train, SignedEdges valid, TuningBudget budget) {
        List<ItemKnn> candidates = new ArrayList<>(List.of(this));
        for (int n : new int[] {50, 200, 1000})
            for (float s : new float[] {0, 5, 20, 100}) candidates.add(new ItemKnn(n, s));
        return GridSearch.best(candidates, ItemKnn::settings, train, valid, budget);
    }

    private Map<String, String> settings() {
        return Map.of("neighbours", String.valueOf(neighbours), "shrink", String.valueOf(shrink));
    }

    private record Neighbour(int item, float likeness) {}

    private Neighbour[] nearest(int item, Profiles likes, Profiles likers, float[] shared) {
        List<Integer> touched = new ArrayList<>();
        for (int k = likers.from(item); k < likers.to(item); k++) {
            int person = likers.column(k);
            for (int j = likes.from(person); j < likes.to(person); j++)
                if (shared[likes.column(j)]++ == 0) touched.add(likes.column(j));
        }
        List<Neighbour> found = new ArrayList<>(touched.size());
        for (int j : touched) {
            double norm = Math.sqrt((double) likers.count(item) * likers.count(j)) + shrink;
            if (j != item) found.add(new Neighbour(j, (float) (shared[j] / norm)));
            shared[j] = 0;
        }
        found.sort((a, b) ->
                a.likeness == b.likeness
                        ? Integer.compare(a.item, b.item)
                        : Float.compare(b.likeness, a.likeness));
        return found.subList(0, Math.min(neighbours, found.size())).toArray(Neighbour[]::new);
    }

    /// From "the neighbours of i are j" to "j is a neighbour of i": what a profile item adds to whom.
    private static Neighbour[][] turned(Neighbour[][] nearest) {
        List<List<Neighbour>> rows = new ArrayList<>();
        for (int i = 0; i < nearest.length; i++) rows.add(new ArrayList<>());
        for (int i = 0; i < nearest.length; i++)
            for (Neighbour n : nearest[i]) rows.get(n.item).add(new Neighbour(i, n.likeness));
        return rows.stream().map(row -> row.toArray(Neighbour[]::new)).toArray(Neighbour[][]::new);
    }

    private static final class Fitted implements Recommender {
        private final Profiles likes;
        private final int[][] neighbour;
        private final float[][] likeness;
        private final PopularityPrior prior;

        Fitted(Profiles likes, Neighbour[][] rows, PopularityPrior prior) {
            this.likes = likes;
            this.prior = prior;
            neighbour = new int[rows.length][];
            likeness = new float[rows.length][];
            for (int j = 0; j < rows.length; j++) {
                neighbour[j] = new int[rows[j].length];
                likeness[j] = new float[rows[j].length];
                for (int k = 0; k < rows[j].length; k++) {
                    neighbour[j][k] = rows[j][k].item;
                    likeness[j][k] = rows[j][k].likeness;
                }
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
