package io.skuld.server.feed;

/// Random numbers that depend on nothing but a seed and what they are for: the same item gets the same number however
/// many others are drawn for, in whatever order.
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private final long seed;

    Draws(long seed) {
        this.seed = mixed(seed);
    }

    /// Uniform in [0, 1).
    double uniform(long what) {
        return (mixed(seed + GOLDEN * (2 * what + 1)) >>> 11) * UNIT;
    }

    /// Normal with mean 0 and deviation 1, by the polar form of Box and Muller (1958).
    double normal(long what) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(2 * what)));
        return radius * Math.cos(2 * Math.PI * uniform(2 * what + 1));
    }

    /// A whole number from 0 to `bound − 1`.
    int below(int bound, long what) {
        return (int) (uniform(what) * bound);
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
    static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
