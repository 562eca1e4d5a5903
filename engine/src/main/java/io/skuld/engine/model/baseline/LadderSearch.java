package io.skuld.engine.model.baseline;

import io.skuld.engine.model.TunableTrainer.Tuned;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Walks from the settings that ship in whatever direction ranks better on the validation part, one setting at a time, each
/// along a ladder of values, until no step helps or the time is up. A ladder is long, because a baseline whose best setting
/// lies beyond the grid is a weak one. The start is tried whatever the budget.
final class LadderSearch {
    /// Makes one model with these values, one for each ladder, and judges it.
    interface Trial {
        Tuned with(float[] values);
    }

    private final float[][] ladders;
    private final Trial trial;
    private final Validation validation;
    private final Set<List<Integer>> tried = new HashSet<>();
    private final int[] rungs;
    private Tuned best;

    private LadderSearch(float[][] ladders, int[] rungs, Trial trial, Validation validation) {
        this.ladders = ladders;
        this.rungs = rungs;
        this.trial = trial;
        this.validation = validation;
        best = tryOut();
    }

    /// @param start where to begin, one value for each ladder
    /// @param ladders values in ascending order; a start that is not among them is put between them
    static Tuned climb(float[] start, float[][] ladders, Trial trial, Validation validation) {
        float[][] whole = new float[ladders.length][];
        for (int axis = 0; axis < whole.length; axis++)
            whole[axis] = with(start[axis], ladders[axis]);
        int[] rungs =
                IntStream.range(0, whole.length)
                        .map(axis -> Arrays.binarySearch(whole[axis], start[axis]))
                        .toArray();
        LadderSearch search = new LadderSearch(whole, rungs, trial, validation);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int axis = 0; axis < rungs.length; axis++)
                moved |= search.walk(axis, 1) || search.walk(axis, -1);
        }
        return search.best;
    }

    private static float[] with(float value, float[] ladder) {
        if (Arrays.binarySearch(ladder, value) >= 0) return ladder;
        float[] longer = Arrays.copyOf(ladder, ladder.length + 1);
        longer[ladder.length] = value;
        Arrays.sort(longer);
        return longer;
    }

    /// As far as each step is better than the one before it.
    private boolean walk(int axis, int direction) {
        boolean moved = false;
        while (step(axis, direction)) moved = true;
        return moved;
    }

    private boolean step(int axis, int direction) {
        int next = rungs[axis] + direction;
        if (next < 0 || next >= ladders[axis].length) return false;
        rungs[axis] = next;
        boolean isNew = !tried.contains(Arrays.stream(rungs).boxed().toList());
        if (isNew && validation.hasTimeForAnother()) {
            Tuned other = tryOut();
            // NaN, from a validation part without likes, is never better.
            if (other.validationNdcg() > best.validationNdcg()) {
                best = other;
                return true;
            }
        }
        rungs[axis] = next - direction;
        return false;
    }

    private Tuned tryOut() {
        tried.add(Arrays.stream(rungs).boxed().toList());
        float[] values = new float[rungs.length];
        for (int axis = 0; axis < values.length; axis++) values[axis] = ladders[axis][rungs[axis]];
        return validation.timed(() -> trial.with(values));
    }
}
