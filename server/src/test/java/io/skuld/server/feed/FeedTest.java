package io.skuld.server.feed;

import static io.skuld.server.feed.FeedWorld.id;
import static io.skuld.server.feed.FeedWorld.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.feed.Card.Slot;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int ITEMS = 60;
    private static FeedWorld world;

    private final PersonId person = world.newPerson();

    @BeforeAll
    static void build() {
        world = new FeedWorld(ITEMS, FeedSettings.DEFAULTS);
    }

    @AfterAll
    static void tearDown() {
        world.close();
    }

    private List<Card> feed(FeedMode mode) {
        return world.scroll(FeedRequest.first(person, mode, 20).withSeed(1L));
    }

    private void likesTheEven() {
        for (int n = 0; n < 5; n++) {
            world.say(person, 2 * n, new Signal.Rated(9));
            world.say(person, 2 * n + 1, new Signal.Rated(2));
        }
    }

    private static boolean isEven(Card card) {
        return Integer.parseInt(card.item().id().key().substring(1)) % 2 == 0;
    }

    @Nested
    class OnceThereIsATaste {
        @Test
        void theOwnCampComesFirst() {
            likesTheEven();
            assertThat(feed(FeedMode.FAMILIAR).subList(0, 20)).allMatch(FeedTest::isEven);
            assertThat(feed(FeedMode.BALANCED).subList(0, 20).stream().filter(FeedTest::isEven))
                    .hasSizeGreaterThanOrEqualTo(15);
        }

        @Test
        void theWholeCatalogueIsReachable() {
            likesTheEven();
            for (FeedMode mode : FeedMode.values())
                assertThat(ids(feed(mode))).as(mode.label()).hasSize(ITEMS - 10);
        }

        @Test
        void someOfTheFeedIsForFindingOutExceptWhenFamiliar() {
            likesTheEven();
            assertThat(feed(FeedMode.FAMILIAR)).noneMatch(card -> card.slot() == Slot.EXPLORE);
            long balanced = count(FeedMode.BALANCED, Slot.EXPLORE);
            assertThat(balanced).isBetween(4L, 7L);
            assertThat(count(FeedMode.EXPLORE, Slot.EXPLORE)).isGreaterThan(2 * balanced);
        }

        private long count(FeedMode mode, Slot slot) {
            return feed(mode).stream().filter(card -> card.slot() == slot).count();
        }

        @Test
        void neighboursHaveDifferentCreators() {
            likesTheEven();
            List<Card> first = feed(FeedMode.BALANCED).subList(0, 5);
            assertThat(first.stream().map(card -> card.item().creator()).distinct())
                    .hasSizeGreaterThanOrEqualTo(4);
        }

        @Test
        void eachCardSaysWhyInTermsOfThePersonsOwnSignals() {
            String signal = world.say(person, 0, new Signal.Rated(9.5));
            world.say(person, 1, new Signal.Rated(1));
            Card card = feed(FeedMode.FAMILIAR).getFirst();
            Reason reason = card.why().getFirst();
            assertThat(reason.kind()).isIn(Reason.Kind.RATED, Reason.Kind.SHARED);
            assertThat(reason.signal()).isEqualTo(signal);
            assertThat(reason.arguments()).containsEntry("title", "Film 0");
            assertThat(ReasonText.of(reason, java.util.Locale.GERMAN))
                    .startsWith("Du hast Film 0 mit 9,5 bewertet");
        }

        @Test
        void theReasonsAddUpToThePrediction() {
            likesTheEven();
            ItemView view = world.feed.item(person, id(20));
            List<Reason> rating =
                    view.why().stream().filter(reason -> !reason.kind().ofGraph()).toList();
            double sum =
                    rating.stream().mapToDouble(Reason::contribution).sum()
                            + Double.parseDouble(rating.getLast().arguments().get("value"));
            assertThat(sum)
                    .isCloseTo(view.prediction().mean(), org.assertj.core.data.Offset.offset(.06));
        }
    }

    @Nested
    class TheSampleToBeginWith {
        @Test
        void hasAsManyAsWereAskedForAndNoneTwice() {
            assertThat(ids(world.feed.sample(person, 12, 1))).hasSize(12).doesNotHaveDuplicates();
        }

        @Test
        void leavesOutWhatWasRated() {
            likesTheEven();
            List<ItemId> rated = IntStream.range(0, 10).mapToObj(FeedWorld::id).toList();
            assertThat(ids(world.feed.sample(person, ITEMS, 1)))
                    .hasSize(ITEMS - 10)
                    .doesNotContainAnyElementsOf(rated);
        }

        @Test
        void saysWhyAndIsTheSameForTheSameSeed() {
            List<Card> sample = world.feed.sample(person, 12, 7);
            assertThat(sample).allSatisfy(card -> assertThat(card.why()).isNotEmpty());
            assertThat(ids(world.feed.sample(person, 12, 7))).isEqualTo(ids(sample));
        }
    }

    @Nested
    class AfterASignal {
        @Test
        void theNextFeedIsWithoutIt() {
            likesTheEven();
            Card first = feed(FeedMode.FAMILIAR).getFirst();
            int n = Integer.parseInt(first.item().id().key().substring(1));
            String signal = world.say(person, n, new Signal.Disliked());
            assertThat(ids(feed(FeedMode.FAMILIAR))).doesNotContain(first.item().id());
            world.log.retract(person, signal);
            assertThat(feed(FeedMode.FAMILIAR).getFirst().item()).isEqualTo(first.item());
        }

        @Test
        void notNowHidesForSomeHoursAndChangesNoPrediction() {
            likesTheEven();
            Prediction before = world.feed.item(person, id(20)).prediction();
            world.say(person, 20, new Signal.NotNow());
            assertThat(world.feed.item(person, id(20)).prediction()).isEqualTo(before);
            assertThat(ids(feed(FeedMode.FAMILIAR))).doesNotContain(id(20));
            world.wait(Duration.ofHours(7));
            assertThat(ids(feed(FeedMode.FAMILIAR))).contains(id(20));
        }

        @Test
        void aLikeRestsAndComesBackAsForgotten() {
            world.say(person, 20, new Signal.Liked(), world.nowMinus(Duration.ofDays(90)));
            world.say(person, 22, new Signal.Liked());
            List<Card> cards = feed(FeedMode.BALANCED);
            assertThat(cards.getLast().item().id()).isEqualTo(id(22));
            Card old =
                    cards.stream()
                            .filter(c -> c.item().id().equals(id(20)))
                            .findFirst()
                            .orElseThrow();
            assertThat(old.slot()).isEqualTo(Slot.FORGOTTEN);
            assertThat(old.why().getFirst().arguments()).containsEntry("days", "90");
            assertThat(cards.indexOf(old)).isLessThan(24);
        }

        @Test
        void aSkipNearTheEndIsNoSkip() {
            world.say(person, 20, new Signal.Skipped(.99));
            assertThat(ids(feed(FeedMode.BALANCED))).doesNotContain(id(20)); // it was finished
            world.say(person, 22, new Signal.Skipped(.1));
            assertThat(ids(feed(FeedMode.BALANCED))).contains(id(22));
        }
    }

    @Nested
    class ForSomebodyNew {
        @Test
        void itIsVariedAndSaysThatNothingIsKnown() {
            List<Card> cards = feed(FeedMode.BALANCED);
            assertThat(cards).hasSize(ITEMS).allMatch(card -> card.slot() == Slot.STARTER);
            assertThat(cards).allMatch(card -> card.prediction() == null);
            assertThat(cards.subList(0, 10).stream().filter(FeedTest::isEven)).hasSizeBetween(3, 7);
        }

        @Test
        void anotherSeedGivesAnotherOrder() {
            FeedRequest request = FeedRequest.first(person, FeedMode.BALANCED, 20);
            assertThat(ids(world.scroll(request.withSeed(1L))))
                    .isEqualTo(ids(world.scroll(request.withSeed(1L))))
                    .isNotEqualTo(ids(world.scroll(request.withSeed(2L))));
        }
    }

    @Nested
    class TheKind {
        @Test
        void limitsTheFeedAndTellsWhenThereIsNone() {
            try (FeedWorld other = new FeedWorld(2, FeedSettings.DEFAULTS)) {
                FeedRequest books =
                        FeedRequest.first(other.newPerson(), FeedMode.BALANCED, 20)
                                .withKind(ItemKind.BOOK);
                assertThat(other.feed.page(books).end()).isEqualTo(FeedPage.End.NOTHING_THERE);
                other.add(Item.of(id(2), ItemKind.BOOK, "A book"));
                FeedPage page = other.feed.page(books);
                assertThat(ids(page.items())).containsExactly(id(2));
                assertThat(page.items().getFirst().lengthEstimated()).isTrue();
            }
        }
    }

    @Nested
    class AnItem {
        @Test
        void hasSimilarOnesOfItsCamp() {
            ItemView view = world.feed.item(person, id(4));
            assertThat(view.similar())
                    .isNotEmpty()
                    .allMatch(found ->
                            Integer.parseInt(found.item().id().key().substring(1)) % 2 == 0);
        }

        @Test
        void showsWhatThePersonSaidNewestFirst() {
            world.say(person, 4, new Signal.Rated(3), world.nowMinus(Duration.ofDays(2)));
            world.say(person, 4, new Signal.Rated(7));
            ItemView view = world.feed.item(person, id(4));
            assertThat(view.signals())
                    .extracting(said -> said.signal().number())
                    .containsExactly(7.0, 3.0);
            assertThat(view.opinion().rating()).isEqualTo(7);
        }

        @Test
        void thatNobodyKnowsIsRefused() {
            assertThatThrownBy(() -> world.feed.item(person, id(999)))
                    .isInstanceOf(UnknownItemException.class);
        }
    }
}
