package io.skuld.server.http;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Passwords, sessions and tokens as stored: only hashes. Thread-safe.
public final class SqlCredentials {
    /// A token of a program, without its secret.
    public record Token(
            String id,
            PersonId person,
            String name,
            Set<Scope> scopes,
            Instant created,
            @Nullable Instant lastUsed) {}

    /// A session that is being used.
    record Session(PersonId person, Instant expires) {}

    private final Database database;
    private final InstantSource clock;
    private volatile boolean anyPassword;

    public SqlCredentials(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        anyPassword = findPassword();
    }

    /// Does anyone have a password? Then everyone has to sign in. A "no" is never remembered: the command line may set
    /// the first one while the server runs.
    public boolean anyPassword() {
        if (!anyPassword) anyPassword = findPassword();
        return anyPassword;
    }

    /// Asked before every request, so without a mapper between: that would take twice as long as the question.
    private boolean findPassword() {
        return database.read(handle -> {
            try (Statement statement = handle.getConnection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT 1 FROM credential LIMIT 1")) {
                return row.next();
            } catch (SQLException e) {
                throw new IllegalStateException("The database refused to tell of passwords", e);
            }
        });
    }

    public boolean hasPassword(PersonId person) {
        return hash(person).isPresent();
    }

    /// Sets the password and ends the person's sessions.
    public void setPassword(PersonId person, String password) {
        String hash = Passwords.hash(password);
        database.change(handle -> {
            handle.createUpdate(
                            "INSERT INTO credential (person, hash) VALUES (:person, :hash) ON CONFLICT (person) DO UPDATE SET hash = excluded.hash")
                    .bind("person", person.value())
                    .bind("hash", hash)
                    .execute();
            handle.createUpdate("DELETE FROM session WHERE person = :person")
                    .bind("person", person.value())
                    .execute();
        });
        anyPassword = true;
    }

    boolean passwordMatches(PersonId person, String password) {
        // An unknown person costs as much time as a known one, so that nobody learns who is here.
        return Passwords.matches(password, hash(person).orElse(Passwords.OF_NOBODY));
    }

    private Optional<String> hash(PersonId person) {
        return database.read(handle ->
                handle.createQuery("SELECT hash FROM credential WHERE person = :person")
                        .bind("person", person.value())
                        .mapTo(String.class)
                        .findOne());
    }

    /// @return the secret for the cookie
    String startSession(PersonId person, Duration lifetime) {
        String secret = Secrets.next();
        Instant now = clock.instant();
        database.change(handle -> {
            handle.createUpdate("DELETE FROM session WHERE expires < :now")
                    .bind("now", now.toEpochMilli())
                    .execute();
            handle.createUpdate(
                            "INSERT INTO session (hash, person, expires) VALUES (:hash, :person, :expires)")
                    .bind("hash", Secrets.hash(secret))
                    .bind("person", person.value())
                    .bind("expires", now.plus(lifetime).toEpochMilli())
                    .execute();
        });
        return secret;
    }

    Optional<Session> session(String secret) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT person, expires FROM session WHERE hash = :hash AND expires > :now")
                        .bind("hash", Secrets.hash(secret))
                        .bind("now", clock.millis())
                        .map((row, context) ->
                                new Session(
                                        new PersonId(row.getString("person")),
                                        Instant.ofEpochMilli(row.getLong("expires"))))
                        .findOne());
    }

    void extendSession(String secret, Instant expires) {
        database.change(handle ->
                handle.createUpdate("UPDATE session SET expires = :expires WHERE hash = :hash")
                        .bind("expires", expires.toEpochMilli())
                        .bind("hash", Secrets.hash(secret))
                        .execute());
    }

    void endSession(String secret) {
        database.change(handle ->
                handle.createUpdate("DELETE FROM session WHERE hash = :hash")
                        .bind("hash", Secrets.hash(secret))
                        .execute());
    }

    /// @return the secret, shown once
    public String createToken(PersonId person, String name, Set<Scope> scopes) {
        if (name.isBlank() || name.length() > 100)
            throw HttpProblem.badInput(
                    "A token needs a name of at most 100 characters. None was made.");
        if (scopes.isEmpty())
            throw HttpProblem.badInput(
                    "A token needs at least one scope of feed, read, write, admin. None was made.");
        String secret = "skuld_" + Secrets.next();
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO token (id, person, name, hash, scopes, created) VALUES (:id, :person, :name, :hash, :scopes, :created)")
                        .bind("id", UUID.randomUUID().toString())
                        .bind("person", person.value())
                        .bind("name", name.strip())
                        .bind("hash", Secrets.hash(secret))
                        .bind("scopes", text(scopes))
                        .bind("created", clock.millis())
                        .execute());
        return secret;
    }

    Optional<Token> token(String secret) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM token WHERE hash = :hash")
                        .bind("hash", Secrets.hash(secret))
                        .map((row, context) -> token(row))
                        .findOne());
    }

    public List<Token> tokens(PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM token WHERE person = :person ORDER BY created DESC")
                        .bind("person", person.value())
                        .map((row, context) -> token(row))
                        .list());
    }

    void tokenUsed(String id) {
        database.change(handle ->
                handle.createUpdate("UPDATE token SET last_used = :now WHERE id = :id")
                        .bind("now", clock.millis())
                        .bind("id", id)
                        .execute());
    }

    /// @return false when this person has no such token
    public boolean revokeToken(PersonId person, String id) {
        return database.write(handle ->
                handle.createUpdate("DELETE FROM token WHERE id = :id AND person = :person")
                                .bind("id", id)
                                .bind("person", person.value())
                                .execute()
                        > 0);
    }

    private static Token token(ResultSet row) throws SQLException {
        Long used = Rows.longOrNull(row, "last_used");
        return new Token(
                row.getString("id"),
                new PersonId(row.getString("person")),
                row.getString("name"),
                Arrays.stream(row.getString("scopes").split(" "))
                        .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
                Instant.ofEpochMilli(row.getLong("created")),
                used == null ? null : Instant.ofEpochMilli(used));
    }

    private static String text(Set<Scope> scopes) {
        return scopes.stream()
                .sorted()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
