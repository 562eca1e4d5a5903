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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TastesTest {
    private static final PersonId ANNA = new PersonId("anna");
    private static final PersonId BEN = new PersonId("ben");

    private final Home home = Home.temporary();
    private Database database;
    private SqlPeople people;
    private SqlCatalog catalog;
    private SqlFeedbackLog log;
    private Learning learning;
    private int said;

    @BeforeEach
    void open() {
        database = home.open();
        people = new SqlPeople(database, InstantSource.system());
        people.ensure(List.of(ANNA, BEN));
        catalog = new SqlCatalog(database, InstantSource.system());
        log = new SqlFeedbackLog(database, InstantSource.system());
        for (int n = 0; n < 10; n++) {
            add(film("western", n));
            add(film("romance", n));
        }
        learning = Learning.of(catalog, log, people, LearningSettings.DEFAULTS, WordEncoder.DIM);
        catalog.follow(learning);
    }

    @AfterEach
    void close() {
        learning.close();
        database.close();
        home.close();
    }

    private static Item film(String genre, int n) {
        return Item.of(new ItemId(genre, "" + n), ItemKind.FILM, genre + n)
                .withGenres(List.of(genre));
    }

    private void add(Item item) {
        catalog.add(List.of(Described.of(item)));
    }

    private int number(String genre, int n) {
        return catalog.find(new ItemId(genre, "" + n)).orElseThrow().number();
    }

    private String say(PersonId person, Signal signal, String genre, int n) {
        String id = "signal" + said++;
        log.append(
                List.of(
                        new Feedback(
                                id,
                                person,
                                new ItemId(genre, "" + n),
                                signal,
                                Instant.ofEpochSecond(1_700_000_000 + said),
                                ZoneOffset.UTC,
                                Provenance.HUMAN,
                                null,
                                Map.of())));
        return id;
    }

    private double expected(PersonId person, String genre, int n) {
        return learning.tastes().of(person).predict(number(genre, n)).mean();
    }

    private Taste freshlyRead() {
        try (Learning other =
                Learning.of(catalog, log, people, LearningSettings.DEFAULTS, WordEncoder.DIM)) {
            catalog.follow(other);
            return other.tastes().of(ANNA);
        }
    }

    @Nested
    class AfterASignal {
        @Test
        void theNextTasteHeedsIt() {
            double before = expected(ANNA, "western", 9);
            say(ANNA, new Signal.Liked(), "western", 0);
            assertThat(expected(ANNA, "western", 9)).isGreaterThan(before);
            say(ANNA, new Signal.Disliked(), "romance", 0);
            assertThat(expected(ANNA, "romance", 9)).isLessThan(expected(ANNA, "western", 9));
        }

        @Test
        void anotherPersonsTasteStaysAsItWas() {
            double before = expected(BEN, "western", 9);
            say(ANNA, new Signal.Rated(10), "western", 0);
            assertThat(expected(BEN, "western", 9)).isEqualTo(before);
        }

        @Test
        void notNowDoesNotMoveTheTaste() {
            say(ANNA, new Signal.Rated(8), "western", 0);
            double before = expected(ANNA, "western", 9);
            say(ANNA, new Signal.NotNow(), "western", 9);
            assertThat(expected(ANNA, "western", 9)).isEqualTo(before);
            assertThat(learning.tastes().of(ANNA).opinions()).hasSize(2);
        }

        @Test
        void aRetractedSignalIsUnlearned() {
            say(ANNA, new Signal.Rated(3), "romance", 0);
            double before = expected(ANNA, "western", 9);
            String id = say(ANNA, new Signal.Rated(10), "western", 0);
            assertThat(expected(ANNA, "western", 9)).isGreaterThan(before);
            log.retract(ANNA, id);
            assertThat(expected(ANNA, "western", 9)).isCloseTo(before, within(1e-4));
        }

        @Test
        void aNewRatingTakesThePlaceOfTheOld() {
            say(ANNA, new Signal.Rated(10), "western", 0);
            say(ANNA, new Signal.Rated(1), "western", 0);
            assertThat(learning.tastes().of(ANNA).rated()).isEqualTo(1);
            assertThat(expected(ANNA, "western", 9)).isLessThan(6);
        }

        @Test
        void aTasteOnceTakenStaysAsItWas() {
            Taste taken = learning.tastes().of(ANNA);
            double before = taken.predict(number("western", 9)).mean();
            say(ANNA, new Signal.Rated(10), "western", 0);
            assertThat(taken.predict(number("western", 9)).mean()).isEqualTo(before);
        }
    }

    @Test
    void followingTheLogEqualsReadingItFromTheStart() {
        learning.tastes().of(ANNA);
        for (int n = 0; n < 8; n++) {
            String id = say(ANNA, new Signal.Rated(n), n % 2 == 0 ? "western" : "romance", n);
            learning.tastes().of(ANNA);
            if (n % 3 == 0) log.retract(ANNA, id);
        }
        Taste followed = learning.tastes().of(ANNA);
        Taste fresh = freshlyRead();
        for (int n = 0; n < 10; n++) {
            int item = number("romance", n);
            assertThat(followed.predict(item).mean())
                    .isCloseTo(fresh.predict(item).mean(), within(1e-4));
        }
    }

    @Test
    void whenVectorsComeTheTasteIsLearnedAnewWithThem() {
        say(ANNA, new Signal.Rated(10), "western", 0);
        double unsure = learning.tastes().of(ANNA).uncertainty(number("western", 0));
        for (var item : catalog.after(0, 100))
            learning.features().onVector(item.number(), WordEncoder.vector(item.item().title()));
        Taste taste = learning.tastes().of(ANNA);
        assertThat(taste.uncertainty(number("western", 0))).isLessThan(unsure);
        Taste fresh = freshlyRead();
        assertThat(taste.predict(number("western", 9)).mean())
                .isGreaterThan(fresh.predict(number("western", 9)).mean());
    }

    @Test
    void aReasonNamesTheSignalBehindIt() {
        String id = say(ANNA, new Signal.Rated(10), "western", 0);
        say(ANNA, new Signal.Rated(5), "romance", 0);
        Taste.Cause cause =
                learning.tastes().of(ANNA).explain(number("western", 9), 1).causes().getFirst();
        assertThat(cause.signal()).isEqualTo(id);
        assertThat(cause.item()).isEqualTo(new ItemId("western", "0"));
        assertThat(cause.contribution()).isPositive();
    }

    @Test
    void allPredictionsAtOnceAreTheSameAsOneByOne() {
        say(ANNA, new Signal.Rated(9), "western", 0);
        Taste taste = learning.tastes().of(ANNA);
        float[] mean = new float[learning.features().end()];
        taste.predictAll(mean);
        assertThat(mean[0]).isEqualTo(Float.NEGATIVE_INFINITY);
        for (int n = 0; n < 10; n++)
            assertThat((double) mean[number("western", n)])
                    .isCloseTo(taste.predict(number("western", n)).mean(), within(1e-6));
    }

    @Test
    void anItemAddedLaterIsPredictedAtOnce() {
        say(ANNA, new Signal.Rated(10), "western", 0);
        add(film("western", 77));
        assertThat(expected(ANNA, "western", 77)).isGreaterThan(6.5);
    }

    @Test
    void theNearestItemsAreThoseOfLikeText() {
        for (var item : catalog.after(0, 100))
            learning.features().onVector(item.number(), WordEncoder.vector(item.item().title()));
        int[] nearest = learning.features().nearest(number("western", 3), 9);
        assertThat(nearest).hasSize(9);
        for (int other : nearest)
            assertThat(learning.index().id(other).source()).isEqualTo("western");
        assertThat(nearest).doesNotContain(number("western", 3));
    }

    @Nested
    class TestThenLearning {
        @Test
        void beatsTheMeanWhereThereIsATaste() {
            for (int n = 0; n < 8; n++) {
                say(ANNA, new Signal.Rated(9), "western", n);
                say(ANNA, new Signal.Rated(2), "romance", n);
            }
            TestThenLearn known = learning.tastes().testThenLearn(ANNA);
            assertThat(known.opinions()).isEqualTo(16);
            assertThat(known.error()).isLessThan(.95 * known.errorOfMean());
        }

        /// The first opinion is predicted by the prior alone.
        @Test
        void neverSeesAnOpinionBeforeItIsPredicted() {
            say(ANNA, new Signal.Rated(1), "western", 0);
            assertThat(learning.tastes().testThenLearn(ANNA)).isEqualTo(new TestThenLearn(1, 6, 6));
        }

        @Test
        void nothingSaidIsNothingKnown() {
            assertThat(learning.tastes().testThenLearn(BEN)).isEqualTo(new TestThenLearn(0, 0, 0));
        }
    }
}
