package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import io.skuld.server.people.PersonId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tastes of the people who are here, each learned from that person's signals alone.
/// Thread-safe. A signal that was acknowledged is in every taste asked for after it.
///
/// The tastes used last stay in memory and follow the log signal by signal; others are rebuilt from it when asked for.
public final class Tastes {
    /// A person's place in memory; its lock keeps one person's work from waiting for another's.
    private static final class Place {
        final ReentrantLock lock = new ReentrantLock();
        @Nullable PersonalTaste taste;
    }

    private final FeedbackLog log;
    private final IdIndex index;
    private final ItemFeatures features;
    private final TasteSettings settings;
    private final Map<PersonId, Place> places;

    /// @param capacity how many people's tastes stay in memory, at about 2 MB each
    Tastes(
            FeedbackLog log,
            IdIndex index,
            ItemFeatures features,
            TasteSettings settings,
            int capacity) {
        this.log = log;
        this.index = index;
        this.features = features;
        this.settings = settings;
        this.places =
                new LinkedHashMap<>(16, .75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<PersonId, Place> eldest) {
                        return size() > capacity;
                    }
                };
        log.onChange(this::take);
    }

    /// This person's taste now.
    public Taste of(PersonId person) {
        Place place = place(person);
        place.lock.lock();
        try {
            return built(place, person).taste();
        } finally {
            place.lock.unlock();
        }
    }

    /// Where this person stands on these items; items they say nothing about are missing. From memory when their taste
    /// is there, else from the log.
    Map<ItemId, Opinion> opinions(PersonId person, Set<ItemId> items) {
        Place place;
        synchronized (places) {
            place = places.get(person);
        }
        if (place != null) {
            place.lock.lock();
            try {
                if (place.taste != null) return place.taste.opinions(items);
            } finally {
                place.lock.unlock();
            }
        }
        Map<ItemId, Opinion> all = Opinions.of(log.active(person));
        all.keySet().retainAll(items);
        return all;
    }

    /// How well this person's taste would have been known at each of their opinions so far. Takes about a millisecond for
    /// each.
    public TestThenLearn testThenLearn(PersonId person) {
        List<Observation> said =
                Opinions.of(log.active(person)).values().stream()
                        .sorted(Comparator.comparing(Opinion::at).thenComparing(Opinion::cause))
                        .flatMap(this::observation)
                        .toList();
        return TestThenLearn.of(features.space(), settings, said);
    }

    /// The taste of somebody of whom only this is known.
    TasteModel fitted(Map<Integer, Opinion> opinions) {
        return TasteModel.fit(
                features.space(),
                settings,
                opinions.values().stream().flatMap(this::observation).toList());
    }

    private Stream<Observation> observation(Opinion opinion) {
        Integer number = index.number(opinion.item());
        TasteFeatures row = number == null ? null : features.of(number);
        return number == null || row == null || !(opinion.confidence() > 0)
                ? Stream.empty()
                : Stream.of(new Observation(number, row, opinion.rating(), opinion.confidence()));
    }

    private Place place(PersonId person) {
        synchronized (places) {
            return places.computeIfAbsent(person, p -> new Place());
        }
    }

    private PersonalTaste built(Place place, PersonId person) {
        PersonalTaste taste = place.taste;
        if (taste == null) {
            taste = new PersonalTaste(log.active(person), index, features, settings);
            place.taste = taste;
        }
        return taste;
    }

    private void take(List<Change> changes) {
        for (Change change : changes) {
            Place place;
            synchronized (places) {
                place = places.get(change.feedback().person());
            }
            if (place != null) take(change, place);
        }
    }

    /// A taste that is not built yet will find the change in the log. One that is being built holds the lock: it may
    /// have read the change or not, and taking it twice does no harm.
    private static void take(Change change, Place place) {
        place.lock.lock();
        try {
            if (place.taste != null) place.taste.take(change);
        } finally {
            place.lock.unlock();
        }
    }
}
