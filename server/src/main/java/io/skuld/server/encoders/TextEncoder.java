package io.skuld.server.encoders;

import java.util.List;

/// Turns texts into unit vectors whose dot product tells how alike they are. Thread-safe.
public interface TextEncoder {
    /// Names the encoder and everything that changes its vectors. Vectors of two versions are never compared.
    String version();

    /// Numbers in one vector.
    int dim();

    /// @return one vector of length 1 per text, in the order given; shape (texts, dim)
    float[][] encode(List<String> texts);
}
