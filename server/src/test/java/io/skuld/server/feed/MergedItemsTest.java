package io.skuld.server.feed;

import static io.skuld.server.feed.FeedWorld.id;
import static io.skuld.server.feed.FeedWorld.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.learning.GraphTuning;
import io.skuld.server.learning.HouseholdModel;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Film 47 is stored twice, and people said something about either, until a source names both: taste, graph and feed follow
/// at once.
class MergedItemsTest {
    private static final int FILMS = 60;
    private static final ItemId OTHER = new ItemId("imdb", "tt47");

    private final FeedWorld world = new FeedWorld(FILMS, FeedSettings.DEFAULTS);
    private final PersonId anna = world.newPerson();
    private final PersonId ben = world.newPerson();

    @BeforeEach
    void storeItTwice() {
        world.add(Item.of(OTHER, ItemKind.FILM, "Film 47 again"));
        for (PersonId one : List.of(anna, ben)) {
            world.say(one, 0, new Signal.Rated(8));
            world.say(one, 1, new Signal.Rated(8));
            world.say(one, 2, new Signal.Rated(4));
            world.say(one, 3, new Signal.Rated(4));
        }
        for (int n = 0; n < 10; n++) {
            PersonId stranger = world.newStranger();
            world.say(stranger, 0, new Signal.Rated(10));
            say(stranger, "stranger" + n, new Signal.Rated(10));
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void say(PersonId person, String signal, Signal what) {
        world.log.append(
                List.of(
                        new Feedback(
                                signal,
                                person,
                                OTHER,
                                what,
                                FeedWorld.NOW,
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of())));
    }

    private void merge() {
        world.catalog.add(List.of(new Described(FeedWorld.film(47), Set.of(OTHER))));
    }

    private static FeedRequest request(PersonId person) {
        return FeedRequest.first(person, FeedMode.FAMILIAR, 20).withSeed(1L);
    }

    @Test
    void theFeedIsThatOfAFreshStart() throws InterruptedException {
        say(anna, "disliked", new Signal.Disliked());
        List<Card> before = world.scroll(request(ben));
        merge();
        assertThat(ids(before).indexOf(id(47))).isGreaterThan(5);
        assertThat(ids(world.scroll(request(ben))).indexOf(id(47))).isZero();
        Feed fresh = world.startedNow(FILMS);
        for (PersonId person : List.of(anna, ben)) {
            List<Card> now = fresh.page(request(person)).items();
            List<Card> ours = world.feed.page(request(person)).items();
            assertThat(ids(ours)).isEqualTo(ids(now));
            for (int k = 0; k < now.size(); k++)
                assertThat(ours.get(k).score()).isCloseTo(now.get(k).score(), within(1e-3));
        }
    }

    @Test
    void whatWasSaidAboutEitherHidesTheOne() {
        say(anna, "disliked", new Signal.Disliked());
        merge();
        assertThat(ids(world.scroll(request(anna)))).doesNotContain(id(47), OTHER);
        assertThat(world.feed.item(anna, OTHER).item().id()).isEqualTo(id(47));
        assertThat(world.feed.item(anna, OTHER).signals())
                .extracting(Feedback::id)
                .containsExactly("disliked");
        world.log.retract(anna, "disliked");
        assertThat(ids(world.scroll(request(anna)))).contains(id(47)).doesNotContain(OTHER);
    }

    @Test
    void aScrollThatBeganBeforeShowsItOnce() {
        FeedPage page = world.feed.page(request(ben));
        merge();
        List<Card> rest = new ArrayList<>();
        while (page.cursor() != null) {
            page = world.feed.page(request(ben).withCursor(page.cursor()));
            rest.addAll(page.items());
        }
        assertThat(ids(rest)).doesNotContain(OTHER).doesNotHaveDuplicates();
    }

    @Test
    void programsFindItByEitherName() {
        merge();
        int number = world.catalog.find(id(47)).orElseThrow().number();
        assertThat(served().item(OTHER.toString())).isEqualTo(number);
        assertThat(world.learning.index().number(OTHER)).isEqualTo(number);
    }

    private ServedModel served() {
        GraphTuning tuning =
                new GraphTuning(
                        world.learning,
                        world.log,
                        world.people,
                        new SqlGraphVersions(world.database),
                        Duration.ofMinutes(1),
                        InstantSource.system());
        return new HouseholdModel(world.learning, tuning, world.log, world.people);
    }
}
