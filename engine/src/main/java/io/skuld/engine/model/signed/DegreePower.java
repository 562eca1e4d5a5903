package io.skuld.engine.model.signed;

import io.skuld.engine.graph.ByDegree;

/// `degree^-exponent` from a table; degree 0 counts as 1.
final class DegreePower implements ByDegree.Amount {
    private static final int TABLE = 2048;

    private final float exponent;
    private final float[] table = new float[TABLE];

    DegreePower(float exponent) {
        this.exponent = exponent;
        for (int d = 0; d < TABLE; d++) table[d] = power(d);
    }

    @Override
    public float of(int degree) {
        return degree < TABLE ? table[degree] : power(degree);
    }

    private float power(int degree) {
        return (float) Math.pow(Math.max(degree, 1), -exponent);
    }
}
