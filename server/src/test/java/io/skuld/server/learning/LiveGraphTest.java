package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.encoders.WordEncoder;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Anna and Ben like the same films; Cara likes others.
class LiveGraphTest {
    private static final PersonId ANNA = new PersonId("anna");
    private static final PersonId BEN = new PersonId("ben");
    private static final PersonId CARA = new PersonId("cara");

    private final Home home = Home.temporary();
    private Database database;
    private SqlPeople people;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private final List<Learning> all = new ArrayList<>();
    private int said;

    @BeforeEach
    void open() {
        database = home.open();
        people = new SqlPeople(database, InstantSource.system());
        people.ensure(List.of(ANNA, BEN, CARA));
        catalog = new SqlCatalog(database, InstantSource.system());
        log = new SqlFeedbackLog(database, InstantSource.system());
        catalog.add(IntStream.range(0, 12).mapToObj(n -> Described.of(film(n))).toList());
        for (int n = 0; n < 4; n++) {
            say(ANNA, new Signal.Liked(), n);
            say(BEN, new Signal.Liked(), n);
            say(CARA, new Signal.Liked(), n + 6);
        }
    }

    @AfterEach
    void close() {
        all.forEach(Learning::close);
        database.close();
        home.close();
    }

    private static Item film(int n) {
        return Item.of(id(n), ItemKind.FILM, "film " + n)
                .withCreator(n == 0 || n == 11 ? "Agnès" : "director " + n);
    }

    private static ItemId id(int n) {
        return new ItemId("test", "" + n);
    }

    private int number(int n) {
        return catalog.find(id(n)).orElseThrow().number();
    }

    private String say(PersonId person, Signal signal, int film) {
        String id = "signal" + said++;
        log.append(
                List.of(
                        new Feedback(
                                id,
                                person,
                                id(film),
                                signal,
                                Instant.ofEpochSecond(1_700_000_000 + said),
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of())));
        return id;
    }

    private Learning started() throws InterruptedException {
        Learning learning = Learning.of(catalog, log, people, WordEncoder.DIM);
        catalog.follow(learning);
        learning.graph().start();
        all.add(learning);
        learning.graph().awaitReady();
        return learning;
    }

    private float[] lifts(Learning learning, PersonId person) {
        float[] lift = new float[learning.features().end()];
        learning.graph().lift(person, lift);
        return lift;
    }

    private float lift(Learning learning, PersonId person, int film) {
        return lifts(learning, person)[number(film)];
    }

    @Test
    void whatALikeMindedPersonLikesIsLifted() throws Exception {
        Learning learning = started();
        assertThat(lift(learning, ANNA, 5)).isZero();
        say(BEN, new Signal.Liked(), 5);
        assertThat(lift(learning, ANNA, 5)).isPositive();
        assertThat(lift(learning, ANNA, 7)).isZero();
        assertThat(learning.graph().candidates(ANNA, 12)).contains(number(5));
    }

    @Test
    void aRetractionIsUnlearnedAtOnce() throws Exception {
        Learning learning = started();
        float[] before = lifts(learning, ANNA);
        String id = say(BEN, new Signal.Liked(), 5);
        log.retract(BEN, id);
        assertThat(lifts(learning, ANNA)).isEqualTo(before);
    }

    @Test
    void aChangeOfMindReplacesTheEdge() throws Exception {
        Learning learning = started();
        say(BEN, new Signal.Liked(), 5);
        float liked = lift(learning, ANNA, 5);
        say(BEN, new Signal.Disliked(), 5);
        assertThat(lift(learning, ANNA, 5)).isLessThan(liked);
    }

    /// One person alone: the walks go through creators and tags.
    @Test
    void anotherWorkOfALikedCreatorIsLifted() throws Exception {
        Learning learning = started();
        assertThat(lift(learning, ANNA, 11)).isPositive();
        say(ANNA, new Signal.Disliked(), 0);
        assertThat(lift(learning, ANNA, 11)).isNegative();
    }

    @Test
    void followingTheLogEqualsReadingItAnew() throws Exception {
        Learning followed = started();
        followed.tastes().of(BEN);
        List<String> ids = new ArrayList<>();
        for (int n = 4; n < 11; n++) {
            ids.add(say(BEN, n % 3 == 0 ? new Signal.Disliked() : new Signal.Rated(n), n));
            say(CARA, new Signal.Skipped(.2), n);
        }
        log.retract(BEN, ids.get(2));
        Learning fresh = started();
        for (PersonId person : List.of(ANNA, BEN, CARA))
            assertThat(lifts(followed, person))
                    .containsExactly(lifts(fresh, person), within(1e-4f));
    }

    @Test
    void aReasonNamesThePersonsOwnItems() throws Exception {
        Learning learning = started();
        say(BEN, new Signal.Liked(), 5);
        assertThat(learning.graph().explain(ANNA, number(5), 9))
                .isNotEmpty()
                .allSatisfy(cause -> {
                    assertThat(Integer.parseInt(cause.item().key())).isLessThan(4);
                    assertThat(cause.contribution()).isPositive();
                });
    }

    @Test
    void aPersonWhoSaidNothingGetsNothing() throws Exception {
        Learning learning = started();
        assertThat(lifts(learning, new PersonId("nobody"))).containsOnly(0);
        assertThat(learning.graph().explain(new PersonId("nobody"), number(5), 3)).isEmpty();
    }
}
