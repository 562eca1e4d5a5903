package io.skuld.engine.model.factors;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.SymmetricEigen;
import io.skuld.engine.math.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The vectors of people and items and what is needed to go on learning: both Gramians, kept exact by rank-one fixes.
/// One writer at a time, in the order in which they came, so that an event need not wait for a sweep to end; a reader never
/// waits for a solve, only repeats its sums when vectors were exchanged meanwhile.
public final class Factors {
    private static final int BLOCK = 64;
    private static final float[] OUT_AND_IN = {-1, 1, 0, 0};

    private final IalsSettings settings;
    private final int dim;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final StampedLock exchange = new StampedLock();
    private final RowSolver solver;
    private final float[] solved;

    /// A vector that goes and the one that comes, shape (2, dim).
    private final float[] exchanged;

    private int people;
    private int items;

    /// Shape (people, dim), with room to grow; as are the items'.
    private float[] personVectors;

    private float[] itemVectors;

    /// Lower triangles of `UᵀU` and `VᵀV`, shape (dim, dim).
    private final float[] personGram;

    private final float[] itemGram;

    private Factors(IalsSettings settings, int people, int items) {
        this.settings = settings;
        this.dim = settings.dim();
        this.people = people;
        this.items = items;
        personVectors = new float[people * dim];
        itemVectors = new float[items * dim];
        personGram = new float[dim * dim];
        itemGram = new float[dim * dim];
        solver = new RowSolver(settings);
        solved = new float[dim];
        exchanged = new float[2 * dim];
    }

    /// Alternates between people and items from random item vectors; rows in parallel, the result the same on any number
    /// of threads.
    public static Factors fit(GraphView graph, IalsSettings settings) {
        Factors factors = new Factors(settings, graph.people(), graph.items());
        Random random = new Random(settings.seed());
        float spread = (float) (.1 / Math.sqrt(settings.dim()));
        for (int k = 0; k < factors.itemVectors.length; k++)
            factors.itemVectors[k] = (float) random.nextGaussian() * spread;
        for (int s = 0; s < settings.sweeps(); s++) {
            factors.sweep(graph, true);
            factors.sweep(graph, false);
        }
        Vectors.gram(factors.personVectors, factors.people, factors.dim, factors.personGram);
        Vectors.gram(factors.itemVectors, factors.items, factors.dim, factors.itemGram);
        return factors;
    }

    /// Vectors kept from an earlier fit.
    public static Factors of(
            IalsSettings settings,
            int people,
            int items,
            float[] personVectors,
            float[] itemVectors) {
        if (personVectors.length != people * settings.dim()
                || itemVectors.length != items * settings.dim())
            throw new IllegalArgumentException(
                    "%d people and %d items need %d numbers each, got %d and %d in all"
                            .formatted(
                                    people,
                                    items,
                                    settings.dim(),
                                    personVectors.length,
                                    itemVectors.length));
        Factors factors = new Factors(settings, people, items);
        factors.personVectors = personVectors.clone();
        factors.itemVectors = itemVectors.clone();
        Vectors.gram(personVectors, people, settings.dim(), factors.personGram);
        Vectors.gram(itemVectors, items, settings.dim(), factors.itemGram);
        return factors;
    }

    public IalsSettings settings() {
        return settings;
    }

    public int people() {
        return people;
    }

    public int items() {
        return items;
    }

    /// A copy, shape (people, dim).
    public float[] personVectors() {
        return alone(() -> Arrays.copyOf(personVectors, people * dim));
    }

    /// A copy, shape (items, dim).
    public float[] itemVectors() {
        return alone(() -> Arrays.copyOf(itemVectors, items * dim));
    }

    /// A copy of one person's vector, shape (dim); empty for a person unknown.
    public float[] personVector(int person) {
        return alone(() -> row(personVectors, person, people));
    }

    /// A copy of one item's vector, shape (dim); empty for an item unknown.
    public float[] itemVector(int item) {
        return alone(() -> row(itemVectors, item, items));
    }

    private float[] alone(Supplier<float[]> reading) {
        writing.lock();
        try {
            return reading.get();
        } finally {
            writing.unlock();
        }
    }

    private void alone(Runnable change) {
        writing.lock();
        try {
            change.run();
        } finally {
            writing.unlock();
        }
    }

    private float[] row(float[] vectors, int row, int rows) {
        if (row < 0 || row >= rows) return new float[0];
        return Arrays.copyOfRange(vectors, row * dim, (row + 1) * dim);
    }

    /// Solves one side while the other is fixed, after turning the fixed side onto the axes of its Gramian.
    private void sweep(GraphView graph, boolean solvePeople) {
        int fixedCount = solvePeople ? items : people;
        float[] fixed = solvePeople ? itemVectors : personVectors;
        float[] gram = new float[dim * dim];
        Vectors.gram(fixed, fixedCount, dim, gram);
        SymmetricEigen axes = new SymmetricEigen(gram, dim);
        axes.rotate(fixed, fixedCount);
        float[] eigenvalues = new float[dim];
        Arrays.fill(gram, 0);
        for (int c = 0; c < dim; c++) {
            eigenvalues[c] = axes.value(c);
            gram[c * dim + c] = eigenvalues[c];
        }
        int count = solvePeople ? people : items;
        IntStream.range(0, (count + BLOCK - 1) / BLOCK)
                .parallel()
                .forEach(b -> solveBlock(graph, solvePeople, b * BLOCK, gram, eigenvalues));
    }

    private void solveBlock(
            GraphView graph, boolean solvePeople, int from, float[] gram, float[] eigenvalues) {
        RowSolver rows = new RowSolver(settings);
        EdgeRun run = new EdgeRun();
        float[] fixed = solvePeople ? itemVectors : personVectors;
        float[] out = solvePeople ? personVectors : itemVectors;
        int to = Math.min(from + BLOCK, solvePeople ? people : items);
        for (int n = from; n < to; n++) {
            int degree = solvePeople ? graph.personDegree(n) : graph.itemDegree(n);
            float ridge = ridge(degree, solvePeople ? items : people);
            if (solvePeople) graph.itemsOf(n, run);
            else graph.peopleOf(n, run);
            if (degree == 0) Arrays.fill(out, n * dim, (n + 1) * dim, 0);
            else if (degree < dim)
                rows.solveDiagonal(run, degree, fixed, eigenvalues, ridge, out, n * dim);
            else rows.solve(run, fixed, gram, ridge, out, n * dim);
        }
    }

    private float ridge(int degree, int others) {
        return settings.regularization() * (degree + settings.unseenWeight() * others) + 1e-6f;
    }

    /// Adds `weight · ⟨U_person, V_i⟩` to each item's score; a person unknown adds nothing.
    public void addScores(int person, float weight, float[] scores) {
        float[] sums = new float[scores.length];
        scores(person, sums);
        Vectors.axpy(weight, sums, 0, scores, 0, sums.length);
    }

    /// `⟨U_person, V_i⟩` of all items; 0 where either is unknown.
    ///
    /// @param out overwritten
    public void scores(int person, float[] out) {
        consistently(() -> sums(person, out));
    }

    /// `⟨U_person, V_i⟩` of these items; 0 where either is unknown.
    public float[] scoresOf(int person, int[] chosen) {
        return consistently(() -> sums(person, chosen));
    }

    private float[] consistently(Supplier<float[]> reading) {
        for (int attempt = 0; attempt < 3; attempt++) {
            long stamp = exchange.tryOptimisticRead();
            if (stamp == 0) continue;
            float[] sums = reading.get();
            if (exchange.validate(stamp)) return sums;
        }
        long stamp = exchange.readLock();
        try {
            return reading.get();
        } finally {
            exchange.unlockRead(stamp);
        }
    }

    private float[] sums(int person, int[] chosen) {
        float[] mine = personVectors;
        float[] all = itemVectors;
        int count = Math.min(items, all.length / dim);
        float[] sums = new float[chosen.length];
        if (person < 0 || person >= people || (person + 1) * dim > mine.length) return sums;
        for (int k = 0; k < chosen.length; k++)
            if (chosen[k] < count)
                sums[k] = Vectors.dot(mine, person * dim, all, chosen[k] * dim, dim);
        return sums;
    }

    private float[] sums(int person, float[] out) {
        float[] mine = personVectors;
        float[] all = itemVectors;
        boolean known = person >= 0 && person < people && (person + 1) * dim <= mine.length;
        int count = known ? Math.min(Math.min(items, out.length), all.length / dim) : 0;
        for (int i = 0; i < count; i++) out[i] = Vectors.dot(mine, person * dim, all, i * dim, dim);
        Arrays.fill(out, count, out.length, 0);
        return out;
    }

    /// Learns what changed at one pair: solves the person, then the item, against the rest as it stands. Costs
    /// O((|N_u| + |N_i|)·dim² + dim³/3). New ids start from nothing and are folded in by their first event.
    ///
    /// @param graph has the change already
    public void learn(GraphView graph, int person, int item) {
        alone(() -> {
            grow(graph.people(), graph.items());
            refreshPerson(graph, person);
            refreshItem(graph, item);
        });
    }

    /// Learns what changed for one person alone; items stay as they are.
    public void learnPerson(GraphView graph, int person) {
        alone(() -> {
            grow(graph.people(), graph.items());
            refreshPerson(graph, person);
        });
    }

    /// Solves every person once more: what idle time is for. Takes turns with events, so each person is solved by the graph
    /// of that moment: by an earlier one, what was learned or taken back meanwhile would come undone.
    ///
    /// @param graph asked once for each person
    public void sweepPeople(Supplier<GraphView> graph) {
        int known = Math.min(people, graph.get().people());
        for (int p = 0; p < known; p++) {
            int person = p;
            alone(() -> {
                GraphView now = graph.get();
                grow(now.people(), now.items());
                refreshPerson(now, person);
            });
        }
    }

    private void refreshPerson(GraphView graph, int person) {
        EdgeRun run = new EdgeRun();
        graph.itemsOf(person, run);
        float ridge = ridge(graph.personDegree(person), items);
        solver.solve(run, itemVectors, itemGram, ridge, solved, 0);
        replace(personVectors, person, personGram);
    }

    private void refreshItem(GraphView graph, int item) {
        EdgeRun run = new EdgeRun();
        graph.peopleOf(item, run);
        float ridge = ridge(graph.itemDegree(item), people);
        solver.solve(run, personVectors, personGram, ridge, solved, 0);
        replace(itemVectors, item, itemGram);
    }

    private void replace(float[] vectors, int row, float[] gram) {
        System.arraycopy(vectors, row * dim, exchanged, 0, dim);
        System.arraycopy(solved, 0, exchanged, dim, dim);
        Vectors.addOuter4(OUT_AND_IN, exchanged, new int[] {0, dim, 0, 0}, gram, dim);
        long stamp = exchange.writeLock();
        System.arraycopy(solved, 0, vectors, row * dim, dim);
        exchange.unlockWrite(stamp);
    }

    private void grow(int peopleCount, int itemCount) {
        if (peopleCount <= people && itemCount <= items) return;
        long stamp = exchange.writeLock();
        personVectors = withRoom(personVectors, peopleCount);
        itemVectors = withRoom(itemVectors, itemCount);
        people = Math.max(people, peopleCount);
        items = Math.max(items, itemCount);
        exchange.unlockWrite(stamp);
    }

    private float[] withRoom(float[] vectors, int count) {
        if (vectors.length >= count * dim) return vectors;
        return Arrays.copyOf(vectors, (count + count / 8) * dim);
    }

    /// Bytes held.
    public long bytes() {
        return 4L * (personVectors.length + itemVectors.length + 2L * dim * dim);
    }
}
