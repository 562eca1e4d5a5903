package io.skuld.server.cli.evaluate;

import io.skuld.engine.evaluation.Nearness;
import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feed.Card;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.FeedMode;
import io.skuld.server.feed.FeedRequest;
import io.skuld.server.feed.FeedSettings;
import io.skuld.server.feed.RankedFeed;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.learning.Learning;
import io.skuld.server.learning.LiftSettings;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The product itself in a folder of its own that goes away with it, filled with items and a community's ratings, so that a
/// feed is measured as people would see it: the same log, the same models, the same rules. People and items are counted
/// here from 0; items by their numbers in the catalogue.
final class FeedStage implements AutoCloseable {
    /// A rating of an item, 0 to 10.
    record Said(ItemId item, double rating, Instant at) {}

    private static final int AT_ONCE = 5_000;

    private final Path home;
    private final App app;
    private final List<PersonId> people;
    private int trials;

    private FeedStage(Path home, App app, List<PersonId> people) {
        this.home = home;
        this.app = app;
        this.people = people;
    }

    /// @param said by person, what they may be known by
    static FeedStage open(Collection<Item> items, List<List<Said>> said) {
        Path home = temporaryFolder();
        App app = App.open(Settings.read(home, Map.of(), Map.of()));
        app.catalog().add(items.stream().map(Described::of).toList());
        List<PersonId> people =
                IntStream.range(0, said.size()).mapToObj(p -> new PersonId("p" + p)).toList();
        app.people().ensureCommunity(people);
        List<Feedback> signals = new ArrayList<>();
        for (int p = 0; p < said.size(); p++)
            for (Said one : said.get(p))
                signals.add(
                        signal(
                                "r" + p + "/" + one.item(),
                                people.get(p),
                                one.item(),
                                new Signal.Rated(one.rating()),
                                one.at()));
        for (int from = 0; from < signals.size(); from += AT_ONCE)
            app.log().append(signals.subList(from, Math.min(signals.size(), from + AT_ONCE)));
        app.encodeAll(QUIET);
        app.feed(); // waits for the graph
        return new FeedStage(home, app, people);
    }

    private static final Tasks.Progress QUIET =
            new Tasks.Progress() {
                @Override
                public void at(long done, long total, String message) {
                    // The figures come when they are ready.
                }

                @Override
                public void checkpoint() {
                    // A command is stopped with Ctrl-C.
                }
            };

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("skuld-evaluate-feed-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Feedback signal(
            String id, PersonId person, ItemId item, Signal signal, Instant at) {
        return new Feedback(
                id, person, item, signal, at, ZoneOffset.UTC, Provenance.HUMAN, null, Map.of());
    }

    Learning learning() {
        return app.learning();
    }

    List<PersonId> people() {
        return people;
    }

    /// One more than the largest number of an item.
    int items() {
        return app.learning().features().end();
    }

    int number(ItemId item) {
        Integer number = app.learning().index().number(item);
        if (number == null) throw new IllegalArgumentException("No item " + item);
        return number;
    }

    /// Edges between people and items, liked when rated at least `found`.
    SignedEdges edges(List<List<Said>> said, double found) {
        int n = said.stream().mapToInt(List::size).sum();
        int[] person = new int[n];
        int[] item = new int[n];
        boolean[] liked = new boolean[n];
        int e = 0;
        for (int p = 0; p < said.size(); p++)
            for (Said one : said.get(p)) {
                person[e] = p;
                item[e] = number(one.item());
                liked[e++] = one.rating() >= found;
            }
        return SignedEdges.untimed(people.size(), items(), person, item, liked);
    }

    /// The feed with this say of the graph, as a ranking of its first cards. A dislike and its retraction go through the
    /// log.
    OnlineRecommender ranking(LiftSettings settings, FeedMode mode, int cards) {
        RankedFeed feed =
                new RankedFeed(
                        app.catalog(),
                        app.log(),
                        app.learning().withLifts(settings),
                        FeedSettings.DEFAULTS,
                        InstantSource.system());
        app.catalog().follow(feed);
        return new FirstCards(feed, mode, cards);
    }

    private final class FirstCards implements OnlineRecommender {
        private final Feed feed;
        private final FeedMode mode;
        private final int cards;

        FirstCards(Feed feed, FeedMode mode, int cards) {
            this.feed = feed;
            this.mode = mode;
            this.cards = cards;
        }

        @Override
        public int people() {
            return people.size();
        }

        @Override
        public int items() {
            return FeedStage.this.items();
        }

        @Override
        public void score(int person, float[] scores) {
            Arrays.fill(scores, Float.NEGATIVE_INFINITY);
            List<Card> page =
                    feed.page(FeedRequest.first(people.get(person), mode, cards).withSeed(1L))
                            .items();
            for (int place = 0; place < page.size(); place++)
                scores[page.get(place).number()] = page.size() - place;
        }

        @Override
        public void absorb(int person, int item, float weight, long time) {
            ItemId id = app.learning().index().id(item);
            trials++;
            Feedback dislike =
                    signal(trial(), people.get(person), id, new Signal.Disliked(), Instant.now());
            app.log().append(List.of(dislike));
        }

        @Override
        public void retract(int person, int item) {
            app.log().retract(people.get(person), trial());
        }

        /// One trial follows the other.
        private String trial() {
            return "trial" + trials;
        }
    }

    /// What the texts say.
    Nearness byText() {
        return new Named("text vector", app.learning().features()::nearest);
    }

    /// A way to be near with a name.
    record Named(String name, Source source) implements Nearness {
        @FunctionalInterface
        interface Source {
            int[] nearest(int item, int n);
        }

        @Override
        public int[] nearest(int item, int n) {
            return source.nearest(item, n);
        }
    }

    @Override
    public void close() {
        app.close();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
