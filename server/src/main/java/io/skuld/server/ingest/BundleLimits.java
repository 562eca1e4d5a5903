package io.skuld.server.ingest;

/// What an archive may ask of us.
///
/// @param entries entries of an archive or files of a folder that are looked at
/// @param bytes bytes that all parts may unpack to, together
/// @param ratio how many times larger a part may unpack, once it is larger than a megabyte
public record BundleLimits(int entries, long bytes, int ratio) {
    /// Room for a decade of history (2 GB of JSON packs 30:1), none for a bomb.
    public static final BundleLimits DEFAULTS = new BundleLimits(20_000, 16L << 30, 200);

    public BundleLimits {
        if (entries < 1 || bytes < 1 || ratio < 1)
            throw new IllegalArgumentException(
                    "Limits are above 0, got entries=%d bytes=%d ratio=%d"
                            .formatted(entries, bytes, ratio));
    }
}
