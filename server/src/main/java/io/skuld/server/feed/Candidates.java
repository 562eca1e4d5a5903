package io.skuld.server.feed;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What may be shown to a person now: first what they have no reason to be spared, then what they liked long ago, then
/// what they liked lately, which only fills up when nothing else is left. Each part by ascending number.
final class Candidates {
    private static final Comparator<Facts> BY_NUMBER =
            Comparator.comparingInt(facts -> facts.number);

    private final List<Facts> items = new ArrayList<>();
    private final int open;
    private final int forgotten;
    private final boolean any;

    Candidates(
            Shelf shelf,
            Standing standing,
            @Nullable ItemKind kind,
            Instant now,
            FeedSettings settings) {
        List<Facts> likedLongAgo = new ArrayList<>();
        List<Facts> likedLately = new ArrayList<>();
        BitSet notOpen = new BitSet(); // by number
        for (ItemId item : standing.items()) {
            Facts facts = shelf.find(item);
            if (facts == null) continue;
            Instant liked = standing.liked(item);
            boolean hidden = standing.hides(item, now, settings);
            if (hidden || liked != null) notOpen.set(facts.number);
            if (hidden || liked == null || !isOf(kind, facts)) continue;
            boolean rests = liked.plus(settings.likedRests()).isAfter(now);
            (rests ? likedLately : likedLongAgo).add(facts);
        }
        any = addOpen(shelf, kind, notOpen);
        open = items.size();
        likedLongAgo.sort(BY_NUMBER);
        items.addAll(likedLongAgo);
        forgotten = items.size();
        likedLately.sort(BY_NUMBER);
        items.addAll(likedLately);
    }

    private boolean addOpen(Shelf shelf, @Nullable ItemKind kind, BitSet notOpen) {
        boolean found = false;
        for (Facts facts : shelf.state().facts()) {
            if (facts == null || !isOf(kind, facts)) continue;
            found = true;
            if (!notOpen.get(facts.number)) items.add(facts);
        }
        return found;
    }

    private static boolean isOf(@Nullable ItemKind kind, Facts facts) {
        return kind == null || facts.kind == kind;
    }

    int size() {
        return items.size();
    }

    Facts get(int place) {
        return items.get(place);
    }

    /// The numbers of all items, in their order.
    int[] numbers() {
        return items.stream().mapToInt(facts -> facts.number).toArray();
    }

    /// How many come first that may be shown without more ado.
    int open() {
        return open;
    }

    /// The places of what was liked long ago.
    int[] forgotten() {
        return IntStream.range(open, forgotten).toArray();
    }

    /// The places of what was liked lately.
    int[] resting() {
        return IntStream.range(forgotten, items.size()).toArray();
    }

    /// Are there items of the kind at all, shown or not?
    boolean any() {
        return any;
    }
}
