package io.skuld.server.encoders;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A tiny encoder for tests: a text's vector counts its letters, scaled to length 1, so that texts of the same words
/// are alike. Counts what it encoded.
public final class WordEncoder implements TextEncoder {
    public static final int DIM = 26;

    private final AtomicInteger encoded = new AtomicInteger();

    @Override
    public String version() {
        return "letters/1";
    }

    @Override
    public int dim() {
        return DIM;
    }

    @Override
    public float[][] encode(List<String> texts) {
        encoded.addAndGet(texts.size());
        return texts.stream().map(WordEncoder::vector).toArray(float[][]::new);
    }

    public int encoded() {
        return encoded.get();
    }

    public static float[] vector(String text) {
        float[] counts = new float[DIM];
        for (char c : text.toLowerCase(java.util.Locale.ROOT).toCharArray())
            if (c >= 'a' && c <= 'z') counts[c - 'a']++;
        double squares = 1e-9;
        for (float c : counts) squares += (double) c * c;
        for (int k = 0; k < DIM; k++) counts[k] /= (float) Math.sqrt(squares);
        return counts;
    }
}
