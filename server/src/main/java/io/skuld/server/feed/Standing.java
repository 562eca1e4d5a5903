package io.skuld.server.feed;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import io.skuld.server.feedback.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one person said about each item, and where they stand on it. Unchanging; [#with] makes the next one.
final class Standing {
    private final Map<ItemId, List<Feedback>> said;
    private final Map<ItemId, Opinion> opinions;

    private Standing(Map<ItemId, List<Feedback>> said, Map<ItemId, Opinion> opinions) {
        this.said = said;
        this.opinions = opinions;
    }

    static Standing of(Collection<Feedback> active) {
        Map<ItemId, List<Feedback>> said = new HashMap<>();
        for (Feedback entry : active)
            said.computeIfAbsent(entry.item(), item -> new ArrayList<>()).add(entry);
        return new Standing(said, Opinions.of(active));
    }

    /// After these changes, of which it may know some already.
    Standing with(Collection<Change> changes) {
        Map<ItemId, List<Change>> byItem = new LinkedHashMap<>();
        for (Change change : changes)
            byItem.computeIfAbsent(change.feedback().item(), item -> new ArrayList<>()).add(change);
        Map<ItemId, List<Feedback>> nowSaid = new HashMap<>(said);
        Map<ItemId, Opinion> nowOpinions = new HashMap<>(opinions);
        byItem.forEach((item, theirs) -> {
            List<Feedback> entries = after(about(item), theirs);
            if (entries.isEmpty()) {
                nowSaid.remove(item);
                nowOpinions.remove(item);
            } else {
                nowSaid.put(item, entries);
                nowOpinions.put(item, Opinions.about(item, entries));
            }
        });
        return new Standing(nowSaid, nowOpinions);
    }

    private static List<Feedback> after(List<Feedback> entries, List<Change> changes) {
        List<Feedback> now = new ArrayList<>(entries);
        for (Change change : changes) {
            now.removeIf(entry -> entry.id().equals(change.feedback().id()));
            if (change.active()) now.add(change.feedback());
        }
        return now;
    }

    /// Did they say anything that tells their taste?
    boolean hasTaste() {
        return opinions.values().stream().anyMatch(opinion -> opinion.confidence() > 0);
    }

    Set<ItemId> items() {
        return opinions.keySet();
    }

    @Nullable Opinion opinion(ItemId item) {
        return opinions.get(item);
    }

    /// What they said about an item and did not take back.
    List<Feedback> about(ItemId item) {
        return said.getOrDefault(item, List.of());
    }

    /// The entry that decides where they stand on an item, or null.
    @Nullable Feedback cause(ItemId item) {
        Opinion opinion = opinions.get(item);
        if (opinion == null) return null;
        return about(item).stream()
                .filter(entry -> entry.id().equals(opinion.cause()))
                .findFirst()
                .orElse(null);
    }

    /// Must it not be shown? Disliked, dismissed, finished or taken out for good; not now for a while.
    boolean hides(ItemId item, Instant now, FeedSettings settings) {
        Opinion opinion = opinions.get(item);
        if (opinion == null) return false;
        if (opinion.disliked() || opinion.dismissed() || opinion.finished()) return true;
        Instant notNow = opinion.notNow();
        if (notNow != null && notNow.plus(settings.notNowHides()).isAfter(now)) return true;
        return about(item).stream().anyMatch(entry -> entry.signal() instanceof Signal.Removed);
    }

    /// When they last liked it, or null when they did not.
    @Nullable Instant liked(ItemId item) {
        return about(item).stream()
                .filter(entry -> entry.signal() instanceof Signal.Liked)
                .map(Feedback::at)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
