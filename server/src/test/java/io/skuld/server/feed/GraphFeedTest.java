package io.skuld.server.feed;

import static io.skuld.server.feed.FeedWorld.id;
import static io.skuld.server.feed.FeedWorld.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the graph does to a feed: 60 films, of which directors have six each.
class GraphFeedTest {
    private final FeedWorld world = new FeedWorld(60, FeedSettings.DEFAULTS);
    private final PersonId person = world.newPerson();

    @AfterEach
    void tearDown() {
        world.close();
    }

    private List<Card> feed(PersonId who) {
        return world.scroll(FeedRequest.first(who, FeedMode.FAMILIAR, 20).withSeed(1L));
    }

    private int place(PersonId who, int film) {
        return ids(feed(who)).indexOf(id(film));
    }

    /// Some of each camp, so that taste alone has nothing to choose by.
    private void saysThisAndThat(PersonId who) {
        world.say(who, 0, new Signal.Rated(8));
        world.say(who, 1, new Signal.Rated(8));
        world.say(who, 2, new Signal.Rated(4));
        world.say(who, 3, new Signal.Rated(4));
    }

    @Nested
    class ACommunity {
        private void ofTenWhoLike(int... films) {
            for (int stranger = 0; stranger < 10; stranger++) {
                PersonId one = world.newStranger();
                for (int film : films) world.say(one, film, new Signal.Rated(10));
            }
        }

        @Test
        void bringsForwardWhatGoesWithTheOwnLikes() {
            saysThisAndThat(person);
            int before = place(person, 47);
            ofTenWhoLike(0, 47);
            assertThat(before).isGreaterThan(5);
            assertThat(place(person, 47)).isZero();
        }

        @Test
        void isNamedAsAReasonThatCanBeRemoved() {
            saysThisAndThat(person);
            ofTenWhoLike(0, 47);
            Card card = feed(person).getFirst();
            Reason reason = card.why().getFirst();
            assertThat(reason.kind()).isEqualTo(Reason.Kind.COMMUNITY);
            assertThat(ReasonText.of(reason, Locale.ENGLISH))
                    .isEqualTo("You rated Film 0 8.0: others who like it like this, too");
            world.log.retract(person, String.valueOf(reason.signal()));
            assertThat(place(person, 47)).isGreaterThan(5);
        }

        @Test
        void isNeverNamedByName() {
            saysThisAndThat(person);
            ofTenWhoLike(0, 47);
            Set<String> own =
                    world.log.active(person).stream().map(Feedback::id).collect(Collectors.toSet());
            for (Card card : feed(person))
                for (Reason reason : world.feed.why(person, card.item().id())) {
                    assertThat(ReasonText.of(reason, Locale.ENGLISH)).doesNotContain("stranger");
                    if (reason.signal() != null) assertThat(own).contains(reason.signal());
                }
        }

        @Test
        void showsANewcomerWhatIsWellKnown() {
            ofTenWhoLike(40, 41, 42);
            assertThat(ids(feed(person).subList(0, 5))).contains(id(40), id(41), id(42));
        }

        @Test
        void doesNotTouchTheFeedWithoutAnAlgorithm() {
            saysThisAndThat(person);
            FeedRequest newest = FeedRequest.first(person, FeedMode.NO_ALGORITHM, 20);
            List<ItemId> before = ids(world.scroll(newest));
            ofTenWhoLike(0, 47);
            assertThat(ids(world.scroll(newest))).isEqualTo(before);
        }
    }

    @Nested
    class AnotherPersonOfTheHousehold {
        @Test
        void changesNothingInMyFeedAndMyReasons() {
            saysThisAndThat(person);
            List<Card> before = feed(person);
            List<Reason> why = world.feed.why(person, id(10));
            PersonId other = world.newPerson();
            for (int film = 0; film < 30; film++)
                world.say(other, film, new Signal.Rated(film % 11));
            assertThat(feed(person)).isEqualTo(before);
            assertThat(world.feed.why(person, id(10))).isEqualTo(why);
        }
    }

    @Nested
    class RemovingACause {
        @Test
        void givesTheFeedOfALogThatNeverHeldTheSignal() {
            PersonId never = world.newPerson();
            PersonId stranger = world.newStranger();
            for (int film = 0; film < 40; film += 3) world.say(stranger, film, new Signal.Liked());
            saysThisAndThat(person);
            saysThisAndThat(never);
            List<Card> before = feed(person);
            String signal = world.say(person, 9, new Signal.Liked());
            assertThat(ids(feed(person))).isNotEqualTo(ids(before));
            world.log.retract(person, signal);
            List<Card> after = feed(person);
            assertThat(ids(after)).isEqualTo(ids(before)).isEqualTo(ids(feed(never)));
            List<Card> clean = feed(never);
            for (int k = 0; k < after.size(); k++) {
                assertThat(after.get(k).score()).isCloseTo(clean.get(k).score(), within(1e-4));
                assertThat(after.get(k).prediction().mean())
                        .isCloseTo(clean.get(k).prediction().mean(), within(1e-4));
            }
        }
    }

    @Nested
    class AnOwnDislike {
        @Test
        void movesTheOtherWorksOfTheDirectorAtOnce() {
            saysThisAndThat(person);
            int before = place(person, 30);
            world.say(person, 10, new Signal.Disliked()); // of the same director
            assertThat(place(person, 30)).isGreaterThan(before);
            assertThat(ids(feed(person))).contains(id(30)).doesNotContain(id(10));
        }

        private double score(int film) {
            return feed(person).get(place(person, film)).score();
        }

        @Test
        void movesWhatPeopleLikeWhoLikeIt() {
            PersonId stranger = world.newStranger();
            for (int film : new int[] {17, 40, 41, 44})
                world.say(stranger, film, new Signal.Liked());
            saysThisAndThat(person);
            double before = score(44);
            world.say(person, 17, new Signal.Disliked());
            assertThat(score(44)).isLessThan(before - .5);
            List<Reason> why = world.feed.why(person, id(44));
            assertThat(why)
                    .anySatisfy(reason -> {
                        assertThat(reason.kind()).isEqualTo(Reason.Kind.OTHER_CAMP_AGAINST);
                        assertThat(reason.contribution()).isNegative();
                        assertThat(ReasonText.of(reason, Locale.ENGLISH))
                                .isEqualTo(
                                        "You disliked Film 17: this appeals to those who like it");
                    });
        }
    }
}
