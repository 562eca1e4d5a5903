package io.skuld.server.encoders;

/// Hears of vectors as they become known, from the cache or from the encoder.
@FunctionalInterface
public interface VectorListener {
    /// @param number the item's number in the catalogue
    /// @param vector of length 1; not to be changed
    void onVector(int number, float[] vector);
}
