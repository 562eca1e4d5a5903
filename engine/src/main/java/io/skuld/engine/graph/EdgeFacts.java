package io.skuld.engine.graph;

/// Strength and time of an edge in four bytes: seven bits of `|weight|` in steps of 1/127, twenty-five of time in steps
/// of 128 seconds since 1970, which lasts until 2106. Time 0 means unknown.
final class EdgeFacts {
    private static final int STRENGTH_STEPS = 127;
    private static final int TIME_BITS = 25;
    private static final int TIME_MASK = (1 << TIME_BITS) - 1;
    private static final long SECONDS_PER_STEP = 128;

    private EdgeFacts() {}

    static int pack(float weight, long time) {
        int strength = Math.clamp(Math.round(Math.abs(weight) * STRENGTH_STEPS), 1, STRENGTH_STEPS);
        return strength << TIME_BITS | steps(time);
    }

    private static int steps(long time) {
        if (time == SignedEdges.NO_TIME) return 0;
        return (int) Math.clamp(Math.floorDiv(time, SECONDS_PER_STEP), 1, (long) TIME_MASK);
    }

    /// In (0, 1].
    static float strength(int facts) {
        return (facts >>> TIME_BITS) / (float) STRENGTH_STEPS;
    }

    /// Epoch seconds rounded down to 128, or [SignedEdges#NO_TIME].
    static long time(int facts) {
        int steps = facts & TIME_MASK;
        return steps == 0 ? SignedEdges.NO_TIME : steps * SECONDS_PER_STEP;
    }
}
