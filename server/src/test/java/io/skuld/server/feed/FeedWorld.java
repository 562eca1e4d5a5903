package io.skuld.server.feed;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.learning.Learning;
import io.skuld.server.learning.LearningSettings;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The real stages over a database of their own, with a clock that stands still and items in two camps: those with an even
/// number have one vector and genre, those with an odd number another.
final class FeedWorld implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
    static final int DIM = 8;

    private final Home home = Home.temporary();
    final Database database = home.open();
    final SqlPeople people;
    private Instant now = NOW;
    private int persons;
    final SqlCatalog catalog;
    final SqlFeedbackLog log;
    final Learning learning;
    final Feed feed;

    FeedWorld(int items, FeedSettings settings) {
        InstantSource clock = () -> now;
        people = new SqlPeople(database, clock);
        log = new SqlFeedbackLog(database, clock);
        catalog = new SqlCatalog(database, clock, log);
        learning = Learning.of(catalog, log, people, LearningSettings.DEFAULTS, DIM);
        RankedFeed ranked = new RankedFeed(catalog, log, learning, settings, clock);
        catalog.follow(learning.andThen(ranked));
        catalog.onMerge(learning::merged);
        catalog.onMerge(ranked::merged);
        learning.graph().start();
        feed = ranked;
        List<Described> all = new ArrayList<>();
        for (int n = 0; n < items; n++) all.add(Described.of(film(n)));
        catalog.add(all);
        for (int n = 0; n < items; n++) see(n);
    }

    static ItemId id(int n) {
        return new ItemId("test", "f" + n);
    }

    /// Every camp has creators and lengths of all sorts.
    static Item film(int n) {
        return Item.of(id(n), ItemKind.FILM, "Film " + n)
                .withCreator("Director " + n % 2 + "/" + n / 2 % 5)
                .withGenres(List.of(n % 2 == 0 ? "crime" : "comedy"))
                .withYear(1950 + n % 70)
                .withDuration(n % 7 == 0 ? null : Duration.ofMinutes(5 + n * 11 % 120));
    }

    /// The feed that somebody gets who starts now, with the vectors of the first items.
    Feed startedNow(int items) throws InterruptedException {
        Learning fresh = Learning.of(catalog, log, people, LearningSettings.DEFAULTS, DIM);
        RankedFeed ranked = new RankedFeed(catalog, log, fresh, FeedSettings.DEFAULTS, () -> now);
        catalog.follow(fresh.andThen(ranked));
        fresh.graph().start();
        fresh.graph().awaitReady();
        for (int n = 0; n < items; n++) see(fresh, n);
        return ranked;
    }

    void add(Item item) {
        catalog.add(List.of(Described.of(item)));
    }

    /// Gives an item the vector of its camp.
    void see(int n) {
        see(learning, n);
    }

    private void see(Learning learning, int n) {
        float[] vector = new float[DIM];
        vector[n % 2] = .95f;
        vector[2 + n % 6] = .312f;
        learning.features().onVector(catalog.find(id(n)).orElseThrow().number(), vector);
    }

    PersonId newPerson() {
        PersonId person = new PersonId("p" + persons++);
        people.save(person, person.value());
        return person;
    }

    /// Somebody who came with a file of many.
    PersonId newStranger() {
        PersonId person = new PersonId("stranger" + persons++);
        people.ensureCommunity(List.of(person));
        return person;
    }

    String say(PersonId person, int n, Signal signal) {
        return say(person, n, signal, now);
    }

    String say(PersonId person, int n, Signal signal, Instant at) {
        String id = UUID.randomUUID().toString();
        log.append(
                List.of(
                        new Feedback(
                                id,
                                person,
                                id(n),
                                signal,
                                at,
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of())));
        return id;
    }

    Instant nowMinus(Duration duration) {
        return now.minus(duration);
    }

    void wait(Duration duration) {
        now = now.plus(duration);
    }

    /// All items of a feed, page by page.
    List<Card> scroll(FeedRequest first) {
        List<Card> cards = new ArrayList<>();
        FeedPage page = feed.page(first);
        cards.addAll(page.items());
        while (page.cursor() != null) {
            page = feed.page(first.withCursor(page.cursor()));
            cards.addAll(page.items());
        }
        return cards;
    }

    static List<ItemId> ids(List<Card> cards) {
        return cards.stream().map(card -> card.item().id()).toList();
    }

    @Override
    public void close() {
        learning.close();
        database.close();
        home.close();
    }
}
