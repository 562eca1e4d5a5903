package io.skuld.server.feed;

import io.skuld.engine.model.taste.TasteModel;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.learning.Learning;
import io.skuld.server.learning.Lift;
import io.skuld.server.learning.OnboardingSample;
import io.skuld.server.learning.Taste;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The feed out of catalogue, feedback and taste. Rankings are made at the first page and kept for scrolling on; cards are
/// filled in page by page, with the taste and the signals of that moment.
public final class RankedFeed implements Feed, Consumer<List<Catalog.Numbered>> {
    private static final int SIMILAR = 12;

    /// How likely a person knows a work that nobody voted for, on the scale of [Facts#fame].
    private static final double SOMEWHAT_KNOWN = .3;

    private final Catalog catalog;
    private final Learning learning;
    private final FeedSettings settings;
    private final InstantSource clock;
    private final Shelf shelf;
    private final Standings standings;
    private final KeptRankings kept;
    private final AtomicLong names;

    /// Follows the log; let it follow the catalogue too ([Catalog#follow]).
    public RankedFeed(
            Catalog catalog,
            FeedbackLog log,
            Learning learning,
            FeedSettings settings,
            InstantSource clock) {
        this.catalog = catalog;
        this.learning = learning;
        this.settings = settings;
        this.clock = clock;
        this.shelf = new Shelf();
        this.standings = new Standings(log);
        this.kept = new KeptRankings(settings.keptRankings());
        // Not from 0, or a cursor from before a restart would name a ranking from after it.
        this.names = new AtomicLong(Draws.mixed(clock.millis()));
    }

    /// Items of the catalogue that are new or changed.
    @Override
    public void accept(List<Catalog.Numbered> items) {
        shelf.put(items);
    }

    /// Items that are one from now on.
    public void merged(List<Merged> merged) {
        shelf.merge(merged);
    }

    @Override
    public FeedPage page(FeedRequest request) {
        Instant now = clock.instant();
        Standing standing = standings.of(request.person());
        Taste taste = taste(request.person(), standing);
        Lift lift =
                request.mode() == FeedMode.NO_ALGORITHM ? Lift.NONE : lift(request.person(), taste);
        Cursor cursor = cursor(request, now);
        Ranking ranking =
                kept.find(cursor.ranking(), request)
                        .orElseGet(() -> {
                            Ranking fresh =
                                    rank(request, cursor.seed(), now, standing, taste, lift);
                            kept.keep(cursor.ranking(), request, fresh);
                            return fresh;
                        });
        Reasons reasons = new Reasons(shelf, standing, taste, lift, now);
        return new Scroll(ranking, cursor, standing, reasons).page(request);
    }

    private Cursor cursor(FeedRequest request, Instant now) {
        String text = request.cursor();
        if (text != null) return Cursor.parse(text, request);
        Long seed = request.seed();
        return new Cursor(
                names.incrementAndGet(),
                seed != null ? seed : seedOfTheHour(request.person(), now),
                0,
                Cursor.hashOf(request));
    }

    /// A feed that is asked for again within the hour changes by what was said in between, and by nothing else.
    private static long seedOfTheHour(PersonId person, Instant now) {
        long hour = now.truncatedTo(ChronoUnit.HOURS).getEpochSecond();
        return Draws.mixed(hour * 31 + person.value().hashCode());
    }

    private Ranking rank(
            FeedRequest request,
            long seed,
            Instant now,
            Standing standing,
            @Nullable Taste taste,
            Lift lift) {
        Candidates candidates = new Candidates(shelf, standing, request.kind(), now, settings);
        Ranking whole =
                new Ranker(candidates, settings, seed, now)
                        .rank(request.mode(), taste, lift, learning.graph().fame());
        Duration budget = request.budget();
        return budget == null ? whole : whole.within(budget.toSeconds());
    }

    private @Nullable Taste taste(PersonId person, Standing standing) {
        return standing.hasTaste() ? learning.tastes().of(person) : null;
    }

    private Lift lift(PersonId person, @Nullable Taste taste) {
        return taste == null ? Lift.NONE : learning.lifts().of(person, taste);
    }

    /// One step through a ranking.
    private final class Scroll {
        private final Ranking ranking;
        private final Cursor cursor;
        private final Standing standing;
        private final Reasons reasons;

        Scroll(Ranking ranking, Cursor cursor, Standing standing, Reasons reasons) {
            this.ranking = ranking;
            this.cursor = cursor;
            this.standing = standing;
            this.reasons = reasons;
        }

        FeedPage page(FeedRequest request) {
            List<Integer> places = new ArrayList<>(request.limit());
            int place = next(cursor.place());
            while (place < ranking.size() && places.size() < request.limit()) {
                places.add(place);
                place = next(place + 1);
            }
            boolean ends = place >= ranking.size();
            return new FeedPage(
                    cards(places, request.mode()),
                    ends ? null : cursor.at(place).toString(),
                    Duration.ofSeconds(plannedBefore(place)),
                    ends ? ranking.end() : null);
        }

        /// The next place that may be shown: what was disliked or merged since the ranking was made is passed over.
        private int next(int from) {
            int place = from;
            while (place < ranking.size() && isPassed(ranking.item(place))) place++;
            return place;
        }

        private boolean isPassed(Facts facts) {
            return standing.hides(facts.id, reasons.now(), settings)
                    || shelf.state().of(facts.number) == null;
        }

        private long plannedBefore(int end) {
            long seconds = 0;
            for (int place = 0; place < Math.min(end, ranking.size()); place++)
                seconds += ranking.item(place).seconds;
            return seconds;
        }

        private List<Card> cards(List<Integer> places, FeedMode mode) {
            Map<ItemId, Catalog.Numbered> items =
                    catalog.findAll(places.stream().map(place -> ranking.item(place).id).toList());
            if (mode != FeedMode.NO_ALGORITHM)
                reasons.prepareCards(
                        places.stream().mapToInt(place -> ranking.item(place).number).toArray());
            List<Card> cards = new ArrayList<>(places.size());
            for (int place : places) {
                Catalog.Numbered item = items.get(ranking.item(place).id);
                if (item != null) cards.add(card(place, item.item(), mode));
            }
            return cards;
        }

        private Card card(int place, Item item, FeedMode mode) {
            Facts facts = ranking.item(place);
            Card.Slot slot = ranking.slot(place);
            Taste.Explanation explanation =
                    mode == FeedMode.NO_ALGORITHM ? null : reasons.forCard(facts.number);
            return new Card(
                    facts.number,
                    item,
                    explanation == null ? null : prediction(explanation.prediction()),
                    ranking.score(place),
                    slot,
                    Duration.ofSeconds(facts.seconds),
                    facts.lengthEstimated,
                    reasons.of(facts, slot, explanation));
        }
    }

    private static Prediction prediction(TasteModel.Prediction predicted) {
        return new Prediction(predicted.mean(), predicted.deviation());
    }

    @Override
    public List<Card> sample(PersonId person, int count, long seed) {
        Reasons reasons = reasons(person);
        Shelf.State state = shelf.state();
        float[] known = learning.graph().fame();
        List<Catalog.Numbered> chosen =
                new OnboardingSample(learning.features())
                        .choose(
                                unseen(state, reasons.standing(), reasons.now()),
                                item -> SOMEWHAT_KNOWN + fame(state.of(item.number()), known),
                                count,
                                seed);
        Map<ItemId, Catalog.Numbered> items =
                catalog.findAll(chosen.stream().map(item -> item.item().id()).toList());
        List<Card> cards = new ArrayList<>();
        for (Catalog.Numbered one : chosen) {
            Catalog.Numbered item = items.get(one.item().id());
            Facts facts = state.of(one.number());
            if (item != null && facts != null) cards.add(sampled(item.item(), facts, reasons));
        }
        return cards;
    }

    /// As much of each item as the choice needs.
    private List<Catalog.Numbered> unseen(Shelf.State state, Standing standing, Instant now) {
        List<Catalog.Numbered> unseen = new ArrayList<>();
        for (Facts facts : state.facts())
            if (facts != null && !standing.hides(facts.id, now, settings))
                unseen.add(
                        new Catalog.Numbered(
                                facts.number, Item.of(facts.id, facts.kind, facts.title)));
        return unseen;
    }

    private static double fame(@Nullable Facts facts, float[] known) {
        return facts == null ? 0 : facts.fameWith(known);
    }

    private static Card sampled(Item item, Facts facts, Reasons reasons) {
        Taste.Explanation explanation = reasons.forCard(facts.number);
        Card.Slot slot = explanation == null ? Card.Slot.STARTER : Card.Slot.EXPLORE;
        return new Card(
                facts.number,
                item,
                explanation == null ? null : prediction(explanation.prediction()),
                0,
                slot,
                Duration.ofSeconds(facts.seconds),
                facts.lengthEstimated,
                reasons.of(facts, slot, explanation));
    }

    @Override
    public List<Reason> why(PersonId person, ItemId item) {
        Reasons reasons = reasons(person);
        return reasons.inFull(facts(known(item)).number);
    }

    private Reasons reasons(PersonId person) {
        Standing standing = standings.of(person);
        Taste taste = taste(person, standing);
        return new Reasons(shelf, standing, taste, lift(person, taste), clock.instant());
    }

    private Catalog.Numbered known(ItemId item) {
        return catalog.find(item).orElseThrow(() -> new UnknownItemException(item));
    }

    private Facts facts(Catalog.Numbered item) {
        Facts facts = shelf.state().of(item.number());
        if (facts == null) throw new UnknownItemException(item.item().id());
        return facts;
    }

    @Override
    public ItemView item(PersonId person, ItemId id) {
        Catalog.Numbered item = known(id);
        ItemId stored = item.item().id();
        Reasons reasons = reasons(person);
        Taste.Explanation explanation = reasons.forPage(facts(item).number);
        return new ItemView(
                item.number(),
                item.item(),
                explanation == null ? null : prediction(explanation.prediction()),
                reasons.inFull(item.number()),
                reasons.standing().opinion(stored),
                reasons.standing().about(stored).stream()
                        .sorted(Comparator.comparing(Feedback::at).reversed())
                        .toList(),
                similar(item.number(), reasons));
    }

    private List<ItemView.Found> similar(int number, Reasons reasons) {
        Shelf.State state = shelf.state();
        List<ItemId> ids = new ArrayList<>(SIMILAR);
        for (int near : learning.features().nearest(number, SIMILAR)) {
            Facts facts = state.of(near);
            if (facts != null) ids.add(facts.id);
        }
        Map<ItemId, Catalog.Numbered> items = catalog.findAll(ids);
        List<ItemView.Found> similar = new ArrayList<>(ids.size());
        for (ItemId id : ids) {
            Catalog.Numbered item = items.get(id);
            if (item != null) similar.add(found(item, reasons));
        }
        return similar;
    }

    @Override
    public List<ItemView.Found> search(PersonId person, Catalog.Query query) {
        Reasons reasons = reasons(person);
        return catalog.search(query).stream().map(item -> found(item, reasons)).toList();
    }

    private static ItemView.Found found(Catalog.Numbered item, Reasons reasons) {
        Taste taste = reasons.taste();
        return new ItemView.Found(
                item.number(),
                item.item(),
                taste == null ? null : prediction(taste.predict(item.number())),
                reasons.standing().opinion(item.item().id()));
    }
}
