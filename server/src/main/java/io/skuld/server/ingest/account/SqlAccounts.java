package io.skuld.server.ingest.account;

import io.skuld.server.database.Database;
import io.skuld.server.people.PersonId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The permissions in table `account`, sealed, and in table `quota` what was used of each day's share. Thread-safe.
public final class SqlAccounts {
    private final Database database;
    private final Vault vault;
    private final InstantSource clock;

    /// @param home the data folder, for the key
    public SqlAccounts(Database database, Path home, InstantSource clock) {
        this.database = database;
        this.vault = new Vault(home);
        this.clock = clock;
    }

    void save(PersonId person, Grant grant) {
        String sealed = vault.seal(grant.json(), person.value());
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO account (person, secrets, connected) VALUES (:person, :secrets, :now) ON CONFLICT (person) DO UPDATE SET secrets = excluded.secrets")
                        .bind("person", person.value())
                        .bind("secrets", sealed)
                        .bind("now", clock.millis())
                        .execute());
    }

    /// Empty when there is none, or none that the present key opens.
    Optional<Grant> find(PersonId person) {
        return database.read(handle ->
                        handle.createQuery("SELECT secrets FROM account WHERE person = :person")
                                .bind("person", person.value())
                                .mapTo(String.class)
                                .findOne())
                .flatMap(sealed -> vault.open(sealed, person.value()))
                .map(Grant::parse);
    }

    Optional<Instant> connected(PersonId person) {
        return database.read(handle ->
                        handle.createQuery("SELECT connected FROM account WHERE person = :person")
                                .bind("person", person.value())
                                .mapTo(Long.class)
                                .findOne())
                .map(Instant::ofEpochMilli);
    }

    void delete(PersonId person) {
        database.change(handle ->
                handle.createUpdate("DELETE FROM account WHERE person = :person")
                        .bind("person", person.value())
                        .execute());
    }

    /// Takes units of a day's share, before they are used.
    ///
    /// @return false when so many are not left; then none was taken
    boolean take(String client, String day, int units, int most) {
        return database.write(handle -> {
            handle.createUpdate(
                            "INSERT INTO quota (client, day, used) VALUES (:client, :day, 0) ON CONFLICT (client, day) DO NOTHING")
                    .bind("client", client)
                    .bind("day", day)
                    .execute();
            return handle.createUpdate(
                                    "UPDATE quota SET used = used + :units WHERE client = :client AND day = :day AND used + :units <= :most")
                            .bind("units", units)
                            .bind("client", client)
                            .bind("day", day)
                            .bind("most", most)
                            .execute()
                    == 1;
        });
    }

    /// Google says that nothing is left, whatever was counted here: others may use the same client.
    void exhaust(String client, String day, int most) {
        database.change(handle ->
                handle.createUpdate(
                                "INSERT INTO quota (client, day, used) VALUES (:client, :day, :most) ON CONFLICT (client, day) DO UPDATE SET used = excluded.used")
                        .bind("client", client)
                        .bind("day", day)
                        .bind("most", most)
                        .execute());
    }

    int used(String client, String day) {
        return database.read(handle ->
                handle.createQuery("SELECT used FROM quota WHERE client = :client AND day = :day")
                        .bind("client", client)
                        .bind("day", day)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0));
    }
}
