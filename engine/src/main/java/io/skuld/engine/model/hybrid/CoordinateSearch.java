package io.skuld.engine.model.hybrid;

import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/// Finds a better point by moving one coordinate at a time, first in large steps, then in small ones. Keeps a move only
/// when the objective grows by a noticeable share: a dozen weights fitted to the last digit of a few thousand people do not
/// hold for others.
final class CoordinateSearch {
    static final double LEAST_GAIN = 5e-4;

    private final ToDoubleFunction<float[]> objective;
    private final BooleanSupplier timeIsUp;
    private double best;

    CoordinateSearch(ToDoubleFunction<float[]> objective, BooleanSupplier timeIsUp) {
        this.objective = objective;
        this.timeIsUp = timeIsUp;
    }

    /// @param point where to start; overwritten with the best point found
    /// @param steps sizes in the order they are tried
    /// @param from coordinates below this index stay as they are
    /// @param to as do those from this index on
    /// @return the objective there
    double maximize(float[] point, float[] steps, int from, int to) {
        best = objective.applyAsDouble(point);
        for (float step : steps)
            for (int round = 0; round < 2; round++) if (!pass(point, step, from, to)) break;
        return best;
    }

    private boolean pass(float[] point, float step, int from, int to) {
        boolean moved = false;
        for (int c = from; c < to && !timeIsUp.getAsBoolean(); c++)
            moved |= move(point, c, step) || move(point, c, -step);
        return moved;
    }

    private boolean move(float[] point, int coordinate, float step) {
        float old = point[coordinate];
        point[coordinate] = old + step;
        double value = objective.applyAsDouble(point);
        if (value > best * (1 + LEAST_GAIN)) {
            best = value;
            return true;
        }
        point[coordinate] = old;
        return false;
    }
}
