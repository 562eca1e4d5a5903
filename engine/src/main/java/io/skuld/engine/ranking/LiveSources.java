package io.skuld.engine.ranking;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sources that features are read from now. An event changes what is a person's own, the rest waits for a
/// [#refresh], which makes all of it anew from the graph and lets nobody wait. Thread-safe.
final class LiveSources {
    private volatile FeatureSources now;

    /// People with events since the refresh that is under way began; null between refreshes.
    private @Nullable Set<Integer> changed;

    LiveSources(FeatureSources sources) {
        now = sources;
    }

    FeatureSources now() {
        return now;
    }

    /// Learns what the graph has heard of this person.
    ///
    /// @param before as in [FeatureSources#learn]
    synchronized void learn(int person, int item, long before) {
        now.learn(person, item, before);
        if (changed != null) changed.add(person);
    }

    /// One at a time.
    void refresh() {
        Set<Integer> meanwhile = new HashSet<>();
        synchronized (this) {
            changed = meanwhile;
        }
        FeatureSources fresh = now.anew();
        synchronized (this) {
            for (int person : meanwhile) fresh.views().learn(fresh.hybrid().view(), person);
            changed = null;
            now = fresh;
        }
    }
}
