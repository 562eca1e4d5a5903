package io.skuld.server.feedback;

import io.skuld.server.catalog.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Folds what a person said into where they stand. Pure: the same entries in any order give the same opinions.
///
/// The newest explicit word about an item decides alone. Without one, the implicit signals are pooled: their ratings are
/// averaged by confidence, their weights add up, and many of them are surer than one, though never as sure as a word.
public final class Opinions {
    /// No amount of watching is as sure as a like.

    private static final double NEUTRAL_RATING = 5;

    /// Oldest first; entries of one instant by id, so that the order of arrival never matters.
    private static final Comparator<Feedback> BY_TIME =
            Comparator.comparing(Feedback::at).thenComparing(Feedback::id);

    private Opinions() {}

    /// One opinion for each item that is mentioned.
    public static Map<ItemId, Opinion> of(Collection<Feedback> active) {
        Map<ItemId, List<Feedback>> byItem = new LinkedHashMap<>();
        for (Feedback entry : active)
            byItem.computeIfAbsent(entry.item(), item -> new ArrayList<>()).add(entry);
        Map<ItemId, Opinion> opinions = LinkedHashMap.newLinkedHashMap(byItem.size());
        byItem.forEach((item, entries) -> opinions.put(item, about(item, entries)));
        return opinions;
    }

    /// The opinion on one item.
    ///
    /// @param entries a person's active entries about it, at least one, in any order
    public static Opinion about(ItemId item, List<Feedback> entries) {
        List<Feedback> said = entries.stream().sorted(BY_TIME).toList();
        Taste taste = taste(said);
        return new Opinion(
                item,
                taste.rating(),
                taste.confidence(),
                taste.weight(),
                taste.cause().id(),
                taste.cause().at(),
                taste.disliked(),
                said.stream().anyMatch(entry -> entry.signal() instanceof Signal.Dismissed),
                said.stream().anyMatch(entry -> finishes(entry.signal())),
                lastNotNow(said));
    }

    private record Taste(
            double rating, double confidence, float weight, Feedback cause, boolean disliked) {}

    private static Taste taste(List<Feedback> said) {
        Feedback word = null;
        List<Feedback> hints = new ArrayList<>();
        for (Feedback entry : said) {
            if (!entry.provenance().trains()) continue;
            if (isWord(entry.signal())) word = entry;
            else if (SignalMeaning.of(entry.signal()).confidence() > 0) hints.add(entry);
        }
        if (word != null) return decidedBy(word);
        return hints.isEmpty() ? silent(said.getLast()) : pooled(hints);
    }

    private static Taste decidedBy(Feedback word) {
        SignalMeaning meaning = SignalMeaning.of(word.signal());
        return new Taste(
                meaning.rating(),
                meaning.confidence(),
                meaning.weight(),
                word,
                meaning.polarity() == SignalMeaning.Polarity.EXPLICIT_NEGATIVE);
    }

    private static Taste silent(Feedback last) {
        return new Taste(NEUTRAL_RATING, 0, 0, last, false);
    }

    private static Taste pooled(List<Feedback> hints) {
        double ratings = 0;
        double confidences = 0;
        double doubt = 1;
        double weight = 0;
        for (Feedback hint : hints) {
            SignalMeaning meaning = SignalMeaning.of(hint.signal());
            ratings += meaning.confidence() * meaning.rating();
            confidences += meaning.confidence();
            doubt *= 1 - meaning.confidence();
            weight += meaning.weight();
        }
        return new Taste(
                ratings / confidences,
                Math.min(Opinion.MOST_IMPLICIT_CONFIDENCE, 1 - doubt),
                (float) Math.clamp(weight, -1, 1),
                hints.getLast(),
                false);
    }

    /// Said about the item on purpose, against observed or said about showing it.
    private static boolean isWord(Signal signal) {
        return switch (signal) {
            case Signal.Rated r -> true;
            case Signal.Liked l -> true;
            case Signal.Disliked d -> true;
            case Signal.Labelled l -> true;
            case Signal.Played p -> false;
            case Signal.Skipped s -> false;
            case Signal.Dismissed d -> false;
            case Signal.Removed r -> false;
            case Signal.NotNow n -> false;
            case Signal.GoodTiming g -> false;
        };
    }

    /// A play of unknown length counts as whole: that is what a history of watched things says.
    private static boolean finishes(Signal signal) {
        return switch (signal) {
            case Signal.Rated r -> true;
            case Signal.Played(Double completion) ->
                    completion == null || completion >= SignalMeaning.FINISHED;
            case Signal.Skipped(Double at) -> at != null && at >= SignalMeaning.FINISHED;
            case Signal.Liked l -> false;
            case Signal.Disliked d -> false;
            case Signal.Labelled l -> false;
            case Signal.Dismissed d -> false;
            case Signal.Removed r -> false;
            case Signal.NotNow n -> false;
            case Signal.GoodTiming g -> false;
        };
    }

    private static @Nullable Instant lastNotNow(List<Feedback> said) {
        return said.stream()
                .filter(entry -> entry.signal() instanceof Signal.NotNow)
                .map(Feedback::at)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
