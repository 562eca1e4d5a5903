package io.skuld.server.feedback;

import java.util.Locale;

/// Where a signal comes from. A rule's or a model's guess is kept, but nothing learns from it, or Skuld would confirm
/// itself.
public enum Provenance {
    /// Said on purpose.
    HUMAN(true),
    /// Observed, such as a play.
    IMPLICIT(true),
    /// Brought along from another service.
    IMPORT(true),
    RULE(false),
    MODEL(false);

    private final boolean trains;

    Provenance(boolean trains) {
        this.trains = trains;
    }

    /// May a model learn from it?
    public boolean trains() {
        return trains;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Provenance of(String label) {
        for (Provenance p : values()) if (p.label().equals(label)) return p;
        throw new IllegalArgumentException(
                "'%s' is not a provenance; they are human, implicit, import, rule, model"
                        .formatted(label));
    }
}
