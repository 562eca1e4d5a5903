package io.skuld.server.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The rankings that were asked for last, so that a scroll goes on where it was. Holds so many items in all, and always
/// the newest ranking. Thread-safe.
final class KeptRankings {
    private final int mostItems;
    private final Map<Long, Ranking> rankings = new LinkedHashMap<>(16, .75f, true);
    private long items;

    KeptRankings(int mostItems) {
        this.mostItems = mostItems;
    }

    synchronized Optional<Ranking> find(long name) {
        return Optional.ofNullable(rankings.get(name));
    }

    synchronized void keep(long name, Ranking ranking) {
        Ranking before = rankings.put(name, ranking);
        items += ranking.size() - (before == null ? 0 : before.size());
        var eldest = rankings.entrySet().iterator();
        while (items > mostItems && rankings.size() > 1) {
            items -= eldest.next().getValue().size();
            eldest.remove();
        }
    }
}
