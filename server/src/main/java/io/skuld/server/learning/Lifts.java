package io.skuld.server.learning;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.signed.Profile;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.people.PersonId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the graph adds for each person, kept until a signal or an item changes it. Thread-safe.
public final class Lifts {
    private final LiveGraph graph;
    private volatile LiftSettings settings;
    private final Map<PersonId, Kept> kept;

    /// A lift with everything that it was made from: it holds as long as these are the same objects.
    private record Kept(
            LiftSettings settings,
            Map<Integer, Opinion> opinions,
            GraphView people,
            GraphView attributes,
            Lift lift) {}

    /// @param capacity how many people's stay in memory, at 12 bytes for each item
    public Lifts(LiveGraph graph, LiftSettings settings, int capacity) {
        this.graph = graph;
        this.settings = settings;
        this.kept =
                new LinkedHashMap<>(16, .75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<PersonId, Kept> eldest) {
                        return size() > capacity;
                    }
                };
    }

    /// How much the graph counts now.
    public LiftSettings settings() {
        return settings;
    }

    /// How much the graph counts from now on.
    void use(LiftSettings other) {
        settings = other;
    }

    /// What the graph adds for this person, of whom this is known.
    public Lift of(PersonId person, Taste taste) {
        LiftSettings counts = settings;
        if (counts.equals(LiftSettings.NONE)) return Lift.NONE;
        Lift.Moment now = graph.moment(person);
        Kept before = find(person);
        if (before != null
                && before.settings() == counts
                && before.opinions() == taste.opinions()
                && before.people() == now.people()
                && before.attributes() == now.attributes().view()) return before.lift();
        Lift lift = Lift.of(now, profile(taste.opinions()), counts);
        keep(
                person,
                new Kept(counts, taste.opinions(), now.people(), now.attributes().view(), lift));
        return lift;
    }

    private synchronized @Nullable Kept find(PersonId person) {
        return kept.get(person);
    }

    private synchronized void keep(PersonId person, Kept fresh) {
        kept.put(person, fresh);
    }

    /// Those opinions that are an edge.
    public static Profile profile(Map<Integer, Opinion> opinions) {
        TreeMap<Integer, Float> edges = new TreeMap<>();
        opinions.forEach((number, opinion) -> {
            if (opinion.weight() != 0) edges.put(number, opinion.weight());
        });
        int[] items = new int[edges.size()];
        float[] weights = new float[items.length];
        int k = 0;
        for (Map.Entry<Integer, Float> edge : edges.entrySet()) {
            items[k] = edge.getKey();
            weights[k++] = edge.getValue();
        }
        return Profile.of(items, weights);
    }
}
