package io.skuld.server.feed;

import io.skuld.server.feed.Reason.Kind;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Signal;
import io.skuld.server.learning.Lift;
import io.skuld.server.learning.Taste;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts into [Reason]s why one person is shown something.
///
/// @param taste null when nothing is known
/// @param lift what the graph adds
record Reasons(Shelf shelf, Standing standing, @Nullable Taste taste, Lift lift, Instant now) {
    private static final int ON_A_CARD = 3;
    private static final int IN_FULL = 12;
    private static final int FACTS = 3;

    /// A prediction taken apart as far as a card shows it; null when nothing is known.
    Taste.@Nullable Explanation forCard(int number) {
        return taste == null ? null : taste.explain(number, 2 * ON_A_CARD);
    }

    /// Works out what [#forCard] answers for all cards of a page together.
    void prepareCards(int[] numbers) {
        if (taste != null) taste.prepareExplanations(numbers, 2 * ON_A_CARD);
    }

    /// A prediction taken apart as far as the page of an item shows it; null when nothing is known.
    Taste.@Nullable Explanation forPage(int number) {
        return taste == null ? null : taste.explain(number, IN_FULL);
    }

    /// The place in the feed first, then the strongest causes in favour.
    List<Reason> of(Facts facts, Card.Slot slot, Taste.@Nullable Explanation explanation) {
        List<Reason> reasons = new ArrayList<>(ON_A_CARD + 1);
        switch (slot) {
            case NEWEST -> reasons.add(plain(Kind.NEWEST, Map.of()));
            case STARTER -> reasons.add(plain(Kind.STARTER, Map.of()));
            case FRESH ->
                    reasons.add(plain(Kind.FRESH, days(Instant.ofEpochMilli(facts.published))));
            case FORGOTTEN -> reasons.add(forgotten(facts));
            case EXPLORE -> {
                if (explanation != null) reasons.add(unsure(explanation));
            }
            case TASTE -> {}
        }
        if (explanation != null) reasons.addAll(inFavour(facts.number, explanation));
        return reasons;
    }

    private static Reason unsure(Taste.Explanation explanation) {
        return plain(Kind.EXPLORE, Map.of("sd", oneDecimal(explanation.prediction().deviation())));
    }

    /// Each of the person's own signals once, with the strongest that it does.
    private List<Reason> inFavour(int number, Taste.Explanation explanation) {
        Set<String> named = new HashSet<>();
        List<Reason> causes =
                Stream.concat(
                                causes(explanation).stream(),
                                graphCauses(number, 2 * ON_A_CARD).stream())
                        .filter(reason -> reason.contribution() > 0)
                        .sorted(Comparator.comparingDouble(reason -> -reason.contribution()))
                        .filter(reason -> reason.signal() == null || named.add(reason.signal()))
                        .limit(ON_A_CARD)
                        .toList();
        return causes.isEmpty() ? List.of(baseline(explanation)) : causes;
    }

    /// For and against, strongest first, and what the person's usual rating does; then what the graph adds.
    List<Reason> inFull(int number) {
        Taste.Explanation explanation = forPage(number);
        if (explanation == null) return List.of(plain(Kind.STARTER, Map.of()));
        List<Reason> reasons = causes(explanation);
        reasons.add(baseline(explanation));
        reasons.addAll(graphCauses(number, IN_FULL));
        return reasons;
    }

    /// The strongest first.
    private List<Reason> graphCauses(int number, int max) {
        if (taste == null) return List.of();
        List<Reason> reasons = new ArrayList<>();
        for (Lift.Share share : lift.explain(number, max)) {
            Opinion opinion = taste.opinions().get(share.item());
            if (opinion == null) continue;
            Feedback said = standing.cause(opinion.item());
            Facts about = shelf.find(opinion.item());
            if (said == null || about == null) continue;
            if (share.community() != 0)
                reasons.add(
                        graphCause(
                                people(opinion.weight() > 0, share.community() > 0),
                                said,
                                about,
                                "",
                                share.community()));
            String facts = named(share.shared());
            if (share.attributes() != 0)
                reasons.add(graphCause(Kind.SHARED, said, about, facts, share.attributes()));
        }
        reasons.sort(Comparator.comparingDouble(reason -> -Math.abs(reason.contribution())));
        return reasons;
    }

    /// A few of what two items share, each said once: a creator may be a tag too.
    static String named(List<String> shared) {
        Map<String, String> once = new LinkedHashMap<>();
        for (String fact : shared)
            once.merge(fact.toLowerCase(Locale.ROOT), fact, Reasons::asAName);
        return once.values().stream().limit(FACTS).collect(Collectors.joining(", "));
    }

    private static String asAName(String one, String other) {
        return one.equals(one.toLowerCase(Locale.ROOT)) ? other : one;
    }

    /// @param liked whether the person likes the item that it comes from
    /// @param up whether it speaks for this one
    private static Kind people(boolean liked, boolean up) {
        if (liked) return up ? Kind.COMMUNITY : Kind.COMMUNITY_AGAINST;
        return up ? Kind.OTHER_CAMP : Kind.OTHER_CAMP_AGAINST;
    }

    private static Reason graphCause(
            Kind kind, Feedback said, Facts about, String facts, double points) {
        Map<String, String> arguments = new HashMap<>(arguments(said.signal(), about));
        arguments.put(Reason.SAID, kind(said.signal()).message());
        if (!facts.isEmpty()) arguments.put("facts", facts);
        return new Reason(kind, arguments, about.id, about.title, said.id(), points);
    }

    private List<Reason> causes(Taste.Explanation explanation) {
        List<Reason> reasons = new ArrayList<>();
        for (Taste.Cause cause : explanation.causes()) {
            Feedback said = standing.cause(cause.item());
            Facts about = shelf.find(cause.item());
            if (said != null && about != null)
                reasons.add(cause(said, about, cause.contribution()));
        }
        return reasons;
    }

    /// Does a low rating speak for the item, or a high one against it? Then it is their difference that counts.
    ///
    /// @param usual how the person rates in general
    static boolean isUnlike(Signal signal, double contribution, double usual) {
        return switch (signal) {
            case Signal.Rated(double value) -> (value > usual) != (contribution > 0);
            case Signal.Disliked d -> contribution > 0;
            case Signal.Liked l -> false;
            case Signal.GoodTiming g -> false;
            case Signal.Labelled l -> false;
            case Signal.Played p -> false;
            case Signal.Skipped s -> false;
            case Signal.NotNow n -> false;
            case Signal.Dismissed d -> false;
            case Signal.Removed r -> false;
        };
    }

    private Reason cause(Feedback said, Facts about, double contribution) {
        Signal signal = said.signal();
        Map<String, String> arguments = arguments(signal, about);
        Kind kind = kind(signal);
        if (taste != null && isUnlike(signal, contribution, taste.usualRating()))
            kind = kind == Kind.RATED ? Kind.UNLIKE : Kind.UNLIKE_DISLIKED;
        return new Reason(kind, arguments, about.id, about.title, said.id(), contribution);
    }

    private static Map<String, String> arguments(Signal signal, Facts about) {
        return signal instanceof Signal.Rated(double value)
                ? Map.of("title", about.title, "value", oneDecimal(value))
                : Map.of("title", about.title);
    }

    private static Kind kind(Signal signal) {
        return switch (signal) {
            case Signal.Rated r -> Kind.RATED;
            case Signal.Liked l -> Kind.LIKED;
            case Signal.GoodTiming g -> Kind.LIKED;
            case Signal.Labelled(boolean would) -> would ? Kind.LIKED : Kind.DISLIKED;
            case Signal.Disliked d -> Kind.DISLIKED;
            case Signal.Played p -> Kind.PLAYED;
            case Signal.Skipped s -> Kind.SKIPPED;
            case Signal.NotNow n -> Kind.SKIPPED;
            case Signal.Dismissed d -> Kind.DISMISSED;
            case Signal.Removed r -> Kind.DISMISSED;
        };
    }

    private Reason forgotten(Facts facts) {
        Instant liked = standing.liked(facts.id);
        return plain(Kind.FORGOTTEN, days(liked == null ? now : liked));
    }

    private static Reason baseline(Taste.Explanation explanation) {
        return plain(Kind.BASELINE, Map.of("value", oneDecimal(explanation.base())));
    }

    private static Reason plain(Kind kind, Map<String, String> arguments) {
        return new Reason(kind, arguments, null, null, null, 0);
    }

    private Map<String, String> days(Instant since) {
        return Map.of("days", Long.toString(Math.max(0, Duration.between(since, now).toDays())));
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
