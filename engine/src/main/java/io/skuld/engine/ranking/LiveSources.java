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
        Set<Integer> since = new HashSet<>();
        synchronized (this) {
            changed = since;
        }
        // Most are caught up with while events go on, so that these wait for the last few alone.
        catchUp(fresh, meanwhile);
        synchronized (this) {
            catchUp(fresh, since);
            changed = null;
            now = fresh;
        }
    }

    private static void catchUp(FeatureSources fresh, Set<Integer> people) {
        for (int person : people) fresh.views().learn(fresh.hybrid().view(), person);
    }
}
