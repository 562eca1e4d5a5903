package io.skuld.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.people.UnknownPersonException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlFeedbackLogTest {
    static final PersonId ANNA = new PersonId("anna");
    static final ItemId MATRIX = new ItemId("imdb", "tt0133093");

    private final Home home = Home.temporary();
    private Database database;
    private SqlFeedbackLog log;

    @BeforeEach
    void open() {
        database = home.open();
        new SqlPeople(database, InstantSource.system()).ensure(List.of(ANNA));
        new SqlCatalog(database, InstantSource.system())
                .add(
                        List.of(
                                Described.of(
                                        Item.of(MATRIX, ItemKind.FILM, "The Matrix"),
                                        new ItemId("tmdb", "603"))));
        log = new SqlFeedbackLog(database, InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
        home.close();
    }

    static Feedback liked(String id, ItemId item) {
        return new Feedback(
                id,
                ANNA,
                item,
                new Signal.Liked(),
                Instant.ofEpochSecond(1_700_000_000),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of("mode", "balanced"));
    }

    @Test
    void theSameIdIsStoredOnce() {
        assertThat(log.append(List.of(liked("a", MATRIX))))
                .isEqualTo(new FeedbackLog.Appended(1, 0));
        assertThat(log.append(List.of(liked("a", MATRIX))))
                .isEqualTo(new FeedbackLog.Appended(0, 1));
        assertThat(log.active(ANNA)).containsExactly(liked("a", MATRIX));
    }

    @Test
    void anAliasIsStoredAsTheItemItself() {
        log.append(List.of(liked("a", new ItemId("tmdb", "603"))));
        assertThat(log.active(ANNA)).extracting(Feedback::item).containsExactly(MATRIX);
    }

    @Test
    void anUnknownItemOrPersonStoresNothing() {
        assertThatThrownBy(() ->
                        log.append(
                                List.of(liked("a", MATRIX), liked("b", new ItemId("imdb", "tt1")))))
                .isInstanceOf(UnknownItemException.class);
        assertThat(log.count(ANNA)).isZero();
        Feedback stranger =
                new Feedback(
                        "c",
                        new PersonId("bob"),
                        MATRIX,
                        new Signal.Liked(),
                        Instant.EPOCH,
                        ZoneOffset.UTC,
                        Provenance.HUMAN,
                        null,
                        Map.of());
        assertThatThrownBy(() -> log.append(List.of(stranger)))
                .isInstanceOf(UnknownPersonException.class);
    }

    @Test
    void aRetractionRestoresTheVersion() {
        String before = log.version();
        log.append(List.of(liked("a", MATRIX)));
        assertThat(log.version()).isNotEqualTo(before);
        assertThat(log.retract(ANNA, "a")).isTrue();
        assertThat(log.retract(ANNA, "a")).isFalse();
        assertThat(log.version()).isEqualTo(before);
    }
}
