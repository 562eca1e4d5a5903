package io.skuld.engine.model.signed;

/// `degree^-exponent` from a table; degree 0 counts as 1.
final class DegreePower {
    private static final int TABLE = 2048;

    private final float exponent;
    private final float[] table = new float[TABLE];

    DegreePower(float exponent) {
        this.exponent = exponent;
        for (int d = 0; d < TABLE; d++) table[d] = power(d);
    }

    float of(int degree) {
        return degree < TABLE ? table[degree] : power(degree);
    }

    private float power(int degree) {
        return (float) Math.pow(Math.max(degree, 1), -exponent);
    }
}
