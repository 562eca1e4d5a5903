package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.Recommender;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Judges a model by ranking every item for every person of a held-out part, except the items that the person has an
/// edge to in the training part, of either sign. Means are over persons; see [Metric] for what is measured and
/// [HeldOut] for what counts as relevant. Thread-safe.
///
/// The same class serves choosing (on validation) and reporting (on test): validation edges are not masked at test time.
public final class RankingEvaluator {
    private final ItemsByPerson seen;
    private final HeldOut held;
    private final int items;
    private final int[] persons;
    private final int places;
    private final boolean parallel;

    /// @param train what the model has learned from; these pairs are not ranked
    /// @param held the part that judges
    public RankingEvaluator(SignedEdges train, SignedEdges held) {
        this(train, held, 20, true);
    }

    /// @param places length of a ranking, 20 unless there is a reason
    /// @param parallel whether to rank on all cores
    public RankingEvaluator(SignedEdges train, SignedEdges held, int places, boolean parallel) {
        if (train.people() != held.people() || train.items() != held.items())
            throw new IllegalArgumentException(
                    "Training and held-out edges speak of different worlds: %d people and %d items, %d and %d"
                            .formatted(train.people(), train.items(), held.people(), held.items()));
        this.seen = ItemsByPerson.of(train, e -> true);
        this.held = new HeldOut(held);
        this.items = train.items();
        this.places = places;
        this.parallel = parallel;
        this.persons = IntStream.range(0, held.people()).filter(this.held::says).toArray();
    }

    /// Evaluates for these persons only, for example a sample while tuning; those of whom the held-out part says nothing
    /// are left out.
    private RankingEvaluator(RankingEvaluator all, int[] sample) {
        this.seen = all.seen;
        this.held = all.held;
        this.items = all.items;
        this.places = all.places;
        this.parallel = all.parallel;
        this.persons = IntStream.of(sample).filter(held::says).sorted().distinct().toArray();
    }

    public RankingEvaluator forPersons(int[] sample) {
        return new RankingEvaluator(this, sample);
    }

    /// @throws IllegalStateException when the model gives a score that is not a number
    public RankingReport evaluate(Recommender model) {
        requireSameItems(model);
        Map<Metric, double[]> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) values.put(metric, new double[persons.length]);
        ThreadLocal<Ranker> rankers = ThreadLocal.withInitial(Ranker::new);
        IntStream positions = IntStream.range(0, persons.length);
        long started = System.nanoTime();
        (parallel ? positions.parallel() : positions)
                .forEach(k -> rankers.get().judge(model, k, values));
        return new RankingReport(persons, values, (System.nanoTime() - started) / 1e9);
    }

    private void requireSameItems(Recommender model) {
        if (model.items() != items)
            throw new IllegalArgumentException(
                    "The model scores %d items, the dataset has %d"
                            .formatted(model.items(), items));
    }

    /// One thread's arrays, and what it does with them.
    private final class Ranker {
        private final float[] scores = new float[items];
        private final TopItems top = new TopItems(places);

        void judge(Recommender model, int position, Map<Metric, double[]> values) {
            int person = persons[position];
            model.score(person, scores);
            double vauc = valenceAuc(person);
            for (int s = 0; s < seen.count(person); s++)
                scores[seen.item(person, s)] = Float.NEGATIVE_INFINITY;
            top.rank(scores);
            RankedList list = RankedList.of(person, top, held, places);
            for (var entry : values.entrySet())
                entry.getValue()[position] =
                        switch (entry.getKey()) {
                            case RECALL -> list.recall();
                            case NDCG -> list.ndcg();
                            case PRECISION -> list.precision();
                            case NEGATIVE -> list.negative();
                            case SIGNED_NDCG -> list.signedNdcg();
                            case VALENCE_AUC -> vauc;
                        };
        }

        /// Pairs of which the model has learned one side are no test of it and are left out.
        private double valenceAuc(int person) {
            double won = 0;
            long pairs = 0;
            for (int liked : held.likedItems(person)) {
                if (seen.contains(person, liked)) continue;
                for (int disliked : held.dislikedItems(person)) {
                    if (seen.contains(person, disliked)) continue;
                    pairs++;
                    if (scores[liked] > scores[disliked]) won++;
                    else if (scores[liked] == scores[disliked]) won += 0.5;
                }
            }
            return pairs == 0 ? Double.NaN : won / pairs;
        }
    }
}
