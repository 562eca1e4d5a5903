package io.skuld.server.learning;

import io.skuld.engine.evaluation.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings of the learned graph that a search found to be better than those before, numbered from 1; which of them were
/// made live, and what a search that was cut off had tried. What the log says is no part of a version: it is in the graph
/// whichever is live. Thread-safe.
public interface GraphVersions {
    /// What Skuld ships with.
    int SHIPPED = 0;

    /// @param settings null when they cannot be read
    /// @param problem why not, or null
    /// @param gain over what was live before, per held-out opinion
    /// @param opinions held-out opinions behind it
    record Kept(
            int number,
            Instant at,
            @Nullable GraphSettings settings,
            @Nullable String problem,
            double gain,
            Interval ci95,
            int opinions) {}

    /// Newest first.
    List<Kept> all();

    /// Keeps settings as the next version and makes them live.
    ///
    /// @return its number
    int add(Instant at, GraphSettings settings, double gain, Interval ci95, int opinions);

    /// Which were made live, the last first; without one it is [#SHIPPED].
    List<Integer> activations();

    /// Makes a version live; the number is one of [#all] or [#SHIPPED].
    void activate(Instant at, int number);

    /// Takes the last activation back, so that what was live before it is live again.
    ///
    /// @return false when there is none
    boolean rollBack();

    /// What a search of this name had tried: the worth by candidate.
    Map<String, Double> tried(String run);

    void keepTried(String run, String candidate, double worth);

    /// Forgets what all searches had tried.
    void clearTried();

    /// What is live.
    ///
    /// @param refused why versions that were made live later are passed over, the last first
    record Live(int number, GraphSettings settings, List<String> refused) {
        public Live {
            refused = List.copyOf(refused);
        }
    }

    /// The version that was made live last and can be read, else what Skuld ships with.
    default Live live() {
        List<Kept> all = all();
        List<String> refused = new java.util.ArrayList<>();
        for (int number : activations()) {
            if (number == SHIPPED) break;
            Kept kept = all.stream().filter(one -> one.number() == number).findFirst().orElse(null);
            GraphSettings settings = kept == null ? null : kept.settings();
            if (settings != null) return new Live(number, settings, refused);
            refused.add(
                    "Version %s of the graph's settings is passed over: %s."
                            .formatted(
                                    nameOf(number), kept == null ? "it is gone" : kept.problem()));
        }
        return new Live(SHIPPED, GraphSettings.DEFAULTS, refused);
    }

    /// As `000003`.
    static String nameOf(int number) {
        return "%06d".formatted(number);
    }
}
