package io.skuld.engine.model.hybrid;

import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/// Finds a better point by moving one coordinate at a time, first in large steps, then in small ones. Keeps a move only
/// when the objective grows by a noticeable share: a dozen weights fitted to the last digit of a few thousand people do not
/// hold for others.
final class CoordinateSearch {
    private static final double LEAST_GAIN = 5e-4;

    private final ToDoubleFunction<float[]> objective;
    private final BooleanSupplier timeIsUp;
    private double best;

    CoordinateSearch(ToDoubleFunction<float[]> objective, BooleanSupplier timeIsUp) {
        this.objective = objective;
        this.timeIsUp = timeIsUp;
    }

    /// @param point where to start; overwritten with the best point found
    /// @param steps sizes in the order they are tried
    /// @param frozen coordinates below this index stay as they are
    /// @return the objective there
    double maximize(float[] point, float[] steps, int frozen) {
        best = objective.applyAsDouble(point);
        for (float step : steps)
            for (int round = 0; round < 2; round++) if (!pass(point, step, frozen)) break;
        return best;
    }

    private boolean pass(float[] point, float step, int frozen) {
        boolean moved = false;
        for (int c = frozen; c < point.length && !timeIsUp.getAsBoolean(); c++)
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
