package io.skuld.server.learning;

import io.skuld.engine.graph.GraphView;
import io.skuld.engine.model.signed.Profile;
import io.skuld.engine.model.signed.ProfileWalks;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the graph adds for each person, kept until a signal or an item changes it. Thread-safe.
public final class Lifts {
    /// An edge has some weight, however old.
    private static final float FORGOTTEN = 1e-6f;

    private final LiveGraph graph;
    private volatile Current current;
    private final Map<PersonId, Kept> kept;

    /// The settings and the walks that go by them.
    private record Current(GraphSettings settings, ProfileWalks walks) {
        static Current of(GraphSettings settings) {
            return new Current(settings, new ProfileWalks(settings.walks()));
        }
    }

    /// A lift with everything that it was made from: it holds as long as these are the same objects.
    private record Kept(
            Current current,
            Map<Integer, Opinion> opinions,
            GraphView people,
            GraphView attributes,
            Lift lift) {}

    /// @param capacity how many people's stay in memory, at 12 bytes for each item
    public Lifts(LiveGraph graph, GraphSettings settings, int capacity) {
        this.graph = graph;
        this.current = Current.of(settings);
        this.kept =
                new LinkedHashMap<>(16, .75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<PersonId, Kept> eldest) {
                        return size() > capacity;
                    }
                };
    }

    /// How the graph counts now.
    public GraphSettings settings() {
        return current.settings;
    }

    /// How the graph counts from now on.
    void use(GraphSettings other) {
        current = Current.of(other);
    }

    /// What the graph adds for this person, of whom this is known.
    public Lift of(PersonId person, Taste taste) {
        Current counts = current;
        GraphSettings settings = counts.settings;
        if (settings.counts().equals(LiftSettings.NONE)) return Lift.NONE;
        Lift.Moment now = graph.moment(person);
        Kept before = find(person);
        if (before != null
                && before.current() == counts
                && before.opinions() == taste.opinions()
                && before.people() == now.people()
                && before.attributes() == now.attributes().view()) return before.lift();
        Lift lift =
                Lift.of(
                        now,
                        counts.walks,
                        profile(taste.opinions(), settings.walks().halfLife()),
                        settings.counts());
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

    /// Those opinions that are an edge. Implicit ones are worth less the longer they were before the person's newest word;
    /// what was said on purpose is remembered.
    ///
    /// @param halfLife after which an implicit one is worth half; zero for none
    public static Profile profile(Map<Integer, Opinion> opinions, Duration halfLife) {
        Instant newest =
                opinions.values().stream()
                        .map(Opinion::at)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        TreeMap<Integer, Float> edges = new TreeMap<>();
        opinions.forEach((number, opinion) -> {
            if (opinion.weight() == 0) return;
            float left = opinion.isWord() ? 1 : left(opinion.at(), newest, halfLife);
            edges.put(number, opinion.weight() * Math.max(left, FORGOTTEN));
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

    private static float left(Instant at, Instant newest, Duration halfLife) {
        return halfLife.isZero()
                ? 1
                : (float)
                        Math.pow(
                                .5,
                                (double) Duration.between(at, newest).toSeconds()
                                        / halfLife.toSeconds());
    }
}
