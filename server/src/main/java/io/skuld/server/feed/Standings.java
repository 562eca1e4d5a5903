package io.skuld.server.feed;

import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.people.PersonId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The [Standing] of the people who were asked for last, kept up with the log. Thread-safe.
final class Standings {
    private static final int KEPT = 1_000;

    /// One person's place. Its own lock, so that reading one person's log keeps nobody else waiting.
    private static final class Place {
        private @Nullable Standing standing;

        synchronized Standing get(FeedbackLog log, PersonId person) {
            Standing known = standing;
            if (known == null) standing = known = Standing.of(log.active(person));
            return known;
        }

        synchronized void apply(List<Change> changes) {
            if (standing != null) standing = standing.with(changes);
        }
    }

    private final FeedbackLog log;
    private final Map<PersonId, Place> places =
            new LinkedHashMap<>(16, .75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<PersonId, Place> eldest) {
                    return size() > KEPT;
                }
            };

    Standings(FeedbackLog log) {
        this.log = log;
        log.onChange(this::apply);
    }

    Standing of(PersonId person) {
        Place place;
        synchronized (places) {
            place = places.computeIfAbsent(person, p -> new Place());
        }
        return place.get(log, person);
    }

    private void apply(List<Change> changes) {
        Map<PersonId, List<Change>> byPerson =
                changes.stream()
                        .collect(Collectors.groupingBy(change -> change.feedback().person()));
        byPerson.forEach((person, theirs) -> {
            Place place;
            synchronized (places) {
                place = places.get(person);
            }
            if (place != null) place.apply(theirs);
        });
    }
}
