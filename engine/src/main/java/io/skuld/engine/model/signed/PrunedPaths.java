package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.graph.SignedGraph;
import io.skuld.engine.model.OnlineRecommender;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// The signed-path model for graphs too large to walk at each question: of the item–item matrices S⁺ and S⁻ into which the
/// walks collapse, each row keeps its strongest cells, so that a question costs a few hundred cells for each own item.
/// Thread-safe: one writer at a time, any number of readers, none blocked.
///
/// Approximate in three ways. What is weak is cut off; of what is cut off a row keeps the sum, which goes to the items in
/// the proportions in which all cut-off cells lead to them ([CutCells]): a matrix of rank one beside the sparse one.
/// Where an item has very many people some stand for all, and of a person with very many items some are passed over. And
/// an event changes the cells between its item and the person's other items with the person's degree of now; the person's
/// earlier cells keep the degree they were made with until the rows are made anew. Degrees of items are always those of
/// now. Attributes, caution and half-lives belong to the exact form, [SignedPathsModel].
public final class PrunedPaths implements OnlineRecommender {
    /// Of the work that makes rows; always as many, so that sums do not depend on the machine.
    private static final int PARTS = 8;

    private final SignedGraph graph;
    private final PathSettings settings;
    private final PruneSettings prune;
    private final float[] weights;
    private final DegreePower person;
    private final DegreePower source;
    private final DegreePower target;
    private final DegreePower profile;
    private final CutCells cut;
    private volatile AtomicReferenceArray<PrunedRow> rows;

    private PrunedPaths(
            SignedGraph graph,
            PathSettings settings,
            PruneSettings prune,
            AtomicReferenceArray<PrunedRow> rows,
            CutCells cut) {
        this.graph = graph;
        this.cut = cut;
        this.settings = settings;
        this.prune = prune;
        this.rows = rows;
        weights = settings.weights().toArray();
        person = new DegreePower(2 * settings.personExponent());
        source = new DegreePower(settings.sourceExponent());
        target = new DegreePower(settings.targetExponent());
        profile = new DegreePower(settings.profileExponent());
    }

    /// Makes all rows, in parallel; the result is the same on any number of threads.
    public static PrunedPaths over(SignedGraph graph, PathSettings settings, PruneSettings prune) {
        GraphView view = graph.view();
        AtomicReferenceArray<PrunedRow> rows = new AtomicReferenceArray<>(view.items());
        PrunedRows[] makers = new PrunedRows[PARTS];
        IntStream.range(0, PARTS)
                .parallel()
                .forEach(part -> {
                    makers[part] = new PrunedRows(view, settings, prune);
                    for (int i = part; i < view.items(); i += PARTS)
                        rows.set(i, makers[part].row(i));
                });
        CutCells cut = new CutCells(view.items());
        for (PrunedRows maker : makers) cut.addAll(maker.cut());
        return new PrunedPaths(graph, settings, prune, rows, cut);
    }

    @Override
    public int people() {
        return graph.view().people();
    }

    @Override
    public int items() {
        return graph.view().items();
    }

    public GraphView view() {
        return graph.view();
    }

    @Override
    public void score(int who, float[] scores) {
        GraphView view = graph.view();
        Arrays.fill(scores, 0);
        int degree = view.personDegree(who);
        float prior = degree == 0 ? 1 : settings.popularity();
        if (degree > 0) addRows(view, who, scores);
        float scale = profile.of(degree);
        int known = Math.min(view.items(), scores.length);
        for (int i = 0; i < known; i++) {
            if (scores[i] != 0) scores[i] *= scale * target.of(view.itemDegree(i));
            if (prior != 0) scores[i] += prior * (float) Math.sqrt(view.itemLikes(i));
        }
    }

    private void addRows(GraphView view, int who, float[] scores) {
        addRows(view, who, true, scores);
        addRows(view, who, false, scores);
    }

    private void addRows(GraphView view, int who, boolean isLiked, float[] scores) {
        AtomicReferenceArray<PrunedRow> now = rows;
        float[] shares = cut.shares(isLiked);
        float cutSum = cut.sum(isLiked);
        float spread = 0;
        EdgeRun own = new EdgeRun();
        view.itemsOf(who, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int item = EdgeRun.id(own.ends[k]);
                if (EdgeRun.liked(own.ends[k]) != isLiked || item >= now.length()) continue;
                PrunedRow row = now.get(item);
                float x = own.strength(k) * source.of(view.itemDegree(item));
                float rest =
                        cutSum == 0 ? 0 : x * (isLiked ? row.cutLiked : row.cutDisliked) / cutSum;
                addRow(row, isLiked ? row.liked : row.disliked, x, rest, shares, scores);
                spread += rest;
            }
        if (spread == 0) return;
        int known = Math.min(shares.length, scores.length);
        for (int i = 0; i < known; i++) scores[i] += spread * shares[i];
    }

    /// Kept cells are known, so they get no share of the rest.
    private static void addRow(
            PrunedRow row, float[] values, float x, float rest, float[] shares, float[] scores) {
        for (int c = 0; c < values.length; c++) {
            int i = row.items[c];
            if (i < scores.length) scores[i] += x * values[c] - rest * shares[i];
        }
    }

    /// Costs the person's items, at most [PruneSettings#maxItems] of them, times the width.
    @Override
    public synchronized void absorb(int who, int item, float weight, long time) {
        SignedGraph.requireWeight(weight);
        change(who, item, -1);
        graph.put(who, item, weight, time);
        change(who, item, 1);
    }

    @Override
    public synchronized void retract(int who, int item) {
        change(who, item, -1);
        graph.retract(who, item);
    }

    /// Adds the walks over this pair, or takes them off; does nothing when the graph has no such edge.
    private void change(int who, int item, float sign) {
        GraphView view = graph.view();
        float edge = view.weight(who, item);
        if (edge == 0) return;
        grow(view.items());
        int side = edge > 0 ? 0 : 1;
        int degree = view.personDegree(who);
        int step = Math.max(1, (degree + prune.maxItems() - 1) / prune.maxItems());
        float x = sign * person.of(degree);
        int met = 0;
        EdgeRun own = new EdgeRun();
        view.itemsOf(who, own);
        while (own.next())
            for (int k = own.from; k < own.to; k++) {
                int other = EdgeRun.id(own.ends[k]);
                if (met++ % step != 0 || other == item) continue;
                int otherSide = EdgeRun.side(own.ends[k]);
                add(view, item, side, other, otherSide, x);
                add(view, other, otherSide, item, side, x);
            }
    }

    private void add(GraphView view, int from, int fromSide, int to, int toSide, float x) {
        int pattern = 2 * fromSide | toSide;
        PrunedRow row =
                rows.get(from)
                        .plus(
                                to,
                                x * weights[pattern],
                                x * weights[4 | pattern],
                                prune.width(),
                                i -> target.of(view.itemDegree(i)),
                                cut);
        rows.set(from, row);
    }

    private void grow(int items) {
        AtomicReferenceArray<PrunedRow> old = rows;
        if (items <= old.length()) return;
        AtomicReferenceArray<PrunedRow> grown = new AtomicReferenceArray<>(items + items / 8);
        for (int i = 0; i < grown.length(); i++)
            grown.set(i, i < old.length() ? old.get(i) : PrunedRow.EMPTY);
        cut.grow(grown.length());
        rows = grown;
    }

    /// Bytes held by graph and rows.
    public long bytes() {
        long bytes = graph.view().bytes() + cut.bytes();
        AtomicReferenceArray<PrunedRow> now = rows;
        for (int i = 0; i < now.length(); i++) bytes += now.get(i).bytes();
        return bytes;
    }

    /// Makes a [PrunedPaths] of interactions.
    ///
    /// @param settings of the exact form
    public record Trainer(PathSettings settings, PruneSettings prune)
            implements io.skuld.engine.model.Trainer {
        @Override
        public String name() {
            return "pruned";
        }

        @Override
        public PrunedPaths fit(SignedEdges train) {
            return over(SignedGraph.of(train), settings, prune);
        }
    }
}
