package io.skuld.server.serving;

import java.util.Locale;

/// What can be fitted to a data set and served, from the quickest to the most accurate.
public enum ModelKind {
    /// Signed paths and popularity.
    PATHS,
    /// Paths and signed iALS.
    HYBRID,
    /// The hybrid with its best two hundred re-ordered by a linear second stage.
    RANKED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
