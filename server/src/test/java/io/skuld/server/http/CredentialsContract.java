package io.skuld.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.http.SqlCredentials.Token;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What passwords, sessions and tokens promise, on every database.
abstract class CredentialsContract {
    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    static final PersonId ANNA = new PersonId("anna");
    static final PersonId BEN = new PersonId("ben");
    private static final Duration HOUR = Duration.ofHours(1);

    TestDatabase place;
    Database database;
    SqlPeople people;
    SqlCredentials credentials;
    private Instant now = NOW;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        InstantSource clock = () -> now;
        people = new SqlPeople(database, clock);
        people.ensure(List.of(ANNA, BEN));
        credentials = new SqlCredentials(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    @Nested
    class APassword {
        @Test
        void belongsToOnePerson() {
            assertThat(credentials.anyPassword()).isFalse();
            credentials.setPassword(ANNA, "correct horse");
            assertThat(credentials.anyPassword()).isTrue();
            assertThat(credentials.hasPassword(ANNA)).isTrue();
            assertThat(credentials.hasPassword(BEN)).isFalse();
            assertThat(credentials.passwordMatches(ANNA, "correct horse")).isTrue();
            assertThat(credentials.passwordMatches(ANNA, "correct house")).isFalse();
            assertThat(credentials.passwordMatches(BEN, "correct horse")).isFalse();
            assertThat(credentials.passwordMatches(new PersonId("nobody"), "")).isFalse();
        }

        @Test
        void thatIsChangedEndsThePersonsSessionsOnly() {
            credentials.setPassword(ANNA, "correct horse");
            String annas = credentials.startSession(ANNA, HOUR);
            String bens = credentials.startSession(BEN, HOUR);
            credentials.setPassword(ANNA, "battery staple");
            assertThat(credentials.passwordMatches(ANNA, "correct horse")).isFalse();
            assertThat(credentials.session(annas)).isEmpty();
            assertThat(credentials.session(bens)).isPresent();
        }

        @Test
        void setByAnotherProcessIsHeededWithinHalfASecond() {
            assertThat(credentials.anyPassword()).isFalse();
            new SqlCredentials(database, () -> now).setPassword(ANNA, "correct horse");
            now = now.plusMillis(500);
            assertThat(credentials.anyPassword()).isTrue();
        }
    }

    @Nested
    class ASession {
        @Test
        void lastsUntilItsTimeIsOver() {
            String secret = credentials.startSession(ANNA, HOUR);
            assertThat(credentials.session(secret))
                    .contains(new SqlCredentials.Session(ANNA, NOW.plus(HOUR)));
            now = NOW.plus(HOUR);
            assertThat(credentials.session(secret)).isEmpty();
        }

        @Test
        void canBeExtendedAndEnded() {
            String secret = credentials.startSession(ANNA, HOUR);
            credentials.extendSession(secret, NOW.plus(HOUR.multipliedBy(3)));
            now = NOW.plus(HOUR.multipliedBy(2));
            assertThat(credentials.session(secret)).isPresent();
            credentials.endSession(secret);
            assertThat(credentials.session(secret)).isEmpty();
        }

        @Test
        void isNotFoundByAnotherSecret() {
            credentials.startSession(ANNA, HOUR);
            assertThat(credentials.session("something else")).isEmpty();
        }
    }

    @Nested
    class AToken {
        @Test
        void isFoundByItsSecretAloneAndRemembersWhenItWasUsed() {
            String secret = credentials.createToken(ANNA, " backup ", Set.of(Scope.READ));
            Token token = credentials.token(secret).orElseThrow();
            assertThat(token.person()).isEqualTo(ANNA);
            assertThat(token.name()).isEqualTo("backup");
            assertThat(token.scopes()).containsExactly(Scope.READ);
            assertThat(token.created()).isEqualTo(NOW);
            assertThat(token.lastUsed()).isNull();
            now = NOW.plus(HOUR);
            credentials.tokenUsed(token.id());
            assertThat(credentials.token(secret).orElseThrow().lastUsed()).isEqualTo(now);
            assertThat(credentials.token("skuld_guess")).isEmpty();
        }

        @Test
        void isRevokedByItsPersonOnly() {
            String secret =
                    credentials.createToken(ANNA, "script", Set.of(Scope.READ, Scope.WRITE));
            String id = credentials.tokens(ANNA).getFirst().id();
            assertThat(credentials.tokens(BEN)).isEmpty();
            assertThat(credentials.revokeToken(BEN, id)).isFalse();
            assertThat(credentials.token(secret)).isPresent();
            assertThat(credentials.revokeToken(ANNA, id)).isTrue();
            assertThat(credentials.token(secret)).isEmpty();
        }

        @Test
        void newerOnesAreListedFirst() {
            credentials.createToken(ANNA, "first", Set.of(Scope.READ));
            now = NOW.plusSeconds(1);
            credentials.createToken(ANNA, "second", Set.of(Scope.READ));
            assertThat(credentials.tokens(ANNA))
                    .extracting(Token::name)
                    .containsExactly("second", "first");
        }

        @Test
        void needsANameAndAScope() {
            assertThatThrownBy(() -> credentials.createToken(ANNA, " ", Set.of(Scope.READ)))
                    .hasMessageContaining("None was made");
            assertThatThrownBy(() -> credentials.createToken(ANNA, "script", Set.of()))
                    .hasMessageContaining("None was made");
            assertThat(credentials.tokens(ANNA)).isEmpty();
        }
    }

    @Test
    void whoIsDeletedLeavesNoneOfThem() {
        credentials.setPassword(ANNA, "correct horse");
        String session = credentials.startSession(ANNA, HOUR);
        String token = credentials.createToken(ANNA, "script", Set.of(Scope.READ));
        people.delete(ANNA);
        assertThat(credentials.hasPassword(ANNA)).isFalse();
        assertThat(credentials.session(session)).isEmpty();
        assertThat(credentials.token(token)).isEmpty();
    }
}
