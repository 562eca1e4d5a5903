package io.skuld.server.feed;

import static io.skuld.server.feed.FeedWorld.id;
import static io.skuld.server.feed.FeedWorld.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// What holds for every feed, whatever was said before.
class FeedRulesTest {
    private static final int ITEMS = 40;
    private static FeedWorld world;

    record Said(int item, Signal signal) {}

    @BeforeContainer
    static void build() {
        world = new FeedWorld(ITEMS, FeedSettings.DEFAULTS);
    }

    @AfterContainer
    static void tearDown() {
        world.close();
    }

    @Provide
    Arbitrary<Said> said() {
        Arbitrary<Signal> signal =
                Arbitraries.of(
                        new Signal.Rated(9),
                        new Signal.Rated(2),
                        new Signal.Liked(),
                        new Signal.Disliked(),
                        new Signal.Dismissed(),
                        new Signal.NotNow(),
                        new Signal.GoodTiming(),
                        new Signal.Played(.95),
                        new Signal.Played(.4),
                        new Signal.Skipped(.2),
                        new Signal.Labelled(true));
        return signal.flatMap(
                s -> Arbitraries.integers().between(0, ITEMS - 1).map(n -> new Said(n, s)));
    }

    private static boolean hides(Signal signal) {
        return switch (signal) {
            case Signal.Rated r -> true;
            case Signal.Disliked d -> true;
            case Signal.Dismissed d -> true;
            case Signal.NotNow n -> true;
            case Signal.Removed r -> true;
            case Signal.Played(Double share) -> share != null && share >= .9;
            case Signal.Skipped(Double share) -> share != null && share >= .9;
            case Signal.Liked l -> false;
            case Signal.GoodTiming g -> false;
            case Signal.Labelled(boolean would) -> !would;
        };
    }

    /// One signal an item, so that no later word takes back an earlier one.
    private static Map<Integer, Signal> say(PersonId person, List<Said> all) {
        Map<Integer, Signal> said =
                all.stream().collect(Collectors.toMap(Said::item, Said::signal, (a, b) -> a));
        said.forEach((item, signal) -> world.say(person, item, signal));
        return said;
    }

    @Property(tries = 40, seed = "2026")
    void showsEverythingThatMayBeShownOnceAndNothingElse(
            @ForAll("saids") List<Said> saids,
            @ForAll FeedMode mode,
            @ForAll @IntRange(min = 1, max = 30) int limit,
            @ForAll long seed) {
        PersonId person = world.newPerson();
        Map<Integer, Signal> said = say(person, saids);
        Set<ItemId> expected = new HashSet<>();
        for (int n = 0; n < ITEMS; n++)
            if (!said.containsKey(n) || !hides(said.get(n))) expected.add(id(n));

        FeedRequest request = FeedRequest.first(person, mode, limit).withSeed(seed);
        List<ItemId> shown = ids(world.scroll(request));

        assertThat(shown).doesNotHaveDuplicates();
        assertThat(new HashSet<>(shown)).isEqualTo(expected);
        assertThat(world.feed.page(request).items()).hasSize(Math.min(limit, expected.size()));
        assertThat(ids(world.scroll(request))).as("again with the same seed").isEqualTo(shown);
    }

    @Property(tries = 40, seed = "2026")
    void aBudgetIsKeptAndUsed(
            @ForAll("saids") List<Said> saids,
            @ForAll FeedMode mode,
            @ForAll @IntRange(min = 1, max = 1440) int minutes,
            @ForAll long seed) {
        PersonId person = world.newPerson();
        say(person, saids);
        FeedRequest whole = FeedRequest.first(person, mode, 100).withSeed(seed);
        Duration budget = Duration.ofMinutes(minutes);

        List<Card> planned = world.scroll(whole.withBudget(budget));
        Duration used = length(planned);

        assertThat(used).isLessThanOrEqualTo(budget);
        Duration left = budget.minus(used);
        Set<ItemId> taken = new HashSet<>(ids(planned));
        assertThat(world.scroll(whole))
                .as("nothing that was left out would have fitted")
                .filteredOn(card -> !taken.contains(card.item().id()))
                .allMatch(card -> card.length().compareTo(left) > 0);
        assertThat(world.feed.page(whole.withBudget(budget)).planned()).isEqualTo(used);
    }

    @Property(tries = 25, seed = "2026")
    void whatIsSaidDuringAScrollIsHeededOnItsNextPage(
            @ForAll("saids") List<Said> before,
            @ForAll @IntRange(max = ITEMS - 1) int disliked,
            @ForAll FeedMode mode) {
        PersonId person = world.newPerson();
        say(person, before);
        FeedRequest first = FeedRequest.first(person, mode, 5);
        FeedPage page = world.feed.page(first);
        world.say(person, disliked, new Signal.Dismissed());
        Set<ItemId> seen = new HashSet<>(ids(page.items()));
        while (page.cursor() != null) {
            page = world.feed.page(first.withCursor(page.cursor()));
            for (ItemId shown : ids(page.items())) {
                assertThat(shown).isNotEqualTo(id(disliked));
                assertThat(seen.add(shown)).isTrue();
            }
        }
    }

    @Provide
    Arbitrary<List<Said>> saids() {
        return said().list().ofMaxSize(25);
    }

    private static Duration length(List<Card> cards) {
        return cards.stream().map(Card::length).reduce(Duration.ZERO, Duration::plus);
    }
}
