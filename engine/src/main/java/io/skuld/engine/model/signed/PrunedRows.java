package io.skuld.engine.model.signed;

import io.skuld.engine.graph.EdgeRun;
import io.skuld.engine.graph.GraphView;
import io.skuld.engine.math.TopN;
import java.util.Arrays;

/// Makes the rows of [PrunedPaths], one item at a time. Holds its working memory; belongs to one thread.
final class PrunedRows {
    private final GraphView graph;
    private final PruneSettings prune;
    private final float[] weights;
    private final DegreePower person;
    private final DegreePower target;

    /// Sums of the row being made, shape (items); 0 between rows.
    private final float[] liked;

    private final float[] disliked;
    private final CutCells cut;
    private final int[] touched;
    private int touchedCount;
    private float[] worth = new float[0];
    private final EdgeRun people = new EdgeRun();
    private final EdgeRun items = new EdgeRun();

    PrunedRows(GraphView graph, PathSettings settings, PruneSettings prune) {
        this.graph = graph;
        this.prune = prune;
        weights = settings.weights().toArray();
        person = new DegreePower(2 * settings.personExponent());
        target = new DegreePower(settings.targetExponent());
        liked = new float[graph.items()];
        disliked = new float[graph.items()];
        touched = new int[graph.items()];
        cut = new CutCells(graph.items());
    }

    PrunedRow row(int item) {
        int step = step(graph.itemDegree(item), prune.maxPeople());
        int met = 0;
        graph.peopleOf(item, people);
        while (people.next())
            for (int k = people.from; k < people.to; k++)
                if (met++ % step == 0)
                    spread(EdgeRun.id(people.ends[k]), EdgeRun.side(people.ends[k]), step, item);
        return strongest();
    }

    /// Every how manieth stands for all.
    private static int step(int degree, int most) {
        return Math.max(1, (degree + most - 1) / most);
    }

    private void spread(int v, int theirSide, float weight, int item) {
        int degree = graph.personDegree(v);
        int step = step(degree, prune.maxItems());
        // Not times `step`: a single item that stands for hundreds would outweigh what many people
        // agree on.
        float x = weight * person.of(degree);
        int pattern = 2 * theirSide;
        int met = 0;
        graph.itemsOf(v, items);
        while (items.next()) {
            int[] ends = items.ends;
            for (int k = items.from; k < items.to; k++) {
                if (met++ % step != 0) continue;
                int i = EdgeRun.id(ends[k]);
                if (i == item) continue;
                int side = EdgeRun.side(ends[k]);
                if (liked[i] == 0 && disliked[i] == 0) touched[touchedCount++] = i;
                liked[i] += x * weights[pattern | side];
                disliked[i] += x * weights[4 | pattern | side];
            }
        }
    }

    private PrunedRow strongest() {
        if (worth.length < touchedCount) worth = new float[touchedCount + touchedCount / 2];
        for (int n = 0; n < touchedCount; n++) {
            int i = touched[n];
            worth[n] = PrunedRow.strength(liked[i], disliked[i]) * target.of(graph.itemDegree(i));
        }
        int[] best = TopN.of(worth, touchedCount, prune.width());
        int[] kept = new int[best.length];
        for (int k = 0; k < best.length; k++) kept[k] = touched[best[k]];
        Arrays.sort(kept);
        float[] keptLiked = new float[kept.length];
        float[] keptDisliked = new float[kept.length];
        for (int k = 0; k < kept.length; k++) {
            keptLiked[k] = liked[kept[k]];
            keptDisliked[k] = disliked[kept[k]];
        }
        for (int i : kept) forget(i);
        float cutLiked = 0;
        float cutDisliked = 0;
        for (int n = 0; n < touchedCount; n++) {
            int i = touched[n];
            if (liked[i] == 0 && disliked[i] == 0) continue;
            cutLiked += liked[i];
            cutDisliked += disliked[i];
            cut.add(i, liked[i], disliked[i]);
            forget(i);
        }
        touchedCount = 0;
        return new PrunedRow(kept, keptLiked, keptDisliked, cutLiked, cutDisliked);
    }

    private void forget(int item) {
        liked[item] = 0;
        disliked[item] = 0;
    }

    /// What was cut off all rows so far.
    CutCells cut() {
        return cut;
    }
}
