package io.skuld.server.feed;

import io.skuld.server.catalog.ItemKind;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rankings that were asked for last, so that a scroll goes on where it was. Holds so many items in all, and always
/// the newest ranking. Thread-safe.
final class KeptRankings {
    private final int mostItems;
    private final Map<Key, Ranking> rankings = new LinkedHashMap<>(16, .75f, true);
    private long items;

    KeptRankings(int mostItems) {
        this.mostItems = mostItems;
    }

    /// A name comes from outside, so it opens a ranking only together with what that was made for.
    private record Key(
            long name,
            PersonId person,
            FeedMode mode,
            @Nullable Duration budget,
            @Nullable ItemKind kind) {
        static Key of(long name, FeedRequest asked) {
            return new Key(name, asked.person(), asked.mode(), asked.budget(), asked.kind());
        }
    }

    synchronized Optional<Ranking> find(long name, FeedRequest asked) {
        return Optional.ofNullable(rankings.get(Key.of(name, asked)));
    }

    synchronized void keep(long name, FeedRequest asked, Ranking ranking) {
        Ranking before = rankings.put(Key.of(name, asked), ranking);
        items += ranking.size() - (before == null ? 0 : before.size());
        var eldest = rankings.entrySet().iterator();
        while (items > mostItems && rankings.size() > 1) {
            items -= eldest.next().getValue().size();
            eldest.remove();
        }
    }
}
