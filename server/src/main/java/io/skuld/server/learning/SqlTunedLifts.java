package io.skuld.server.learning;

import io.skuld.engine.evaluation.Interval;
import io.skuld.server.database.Database;
import io.skuld.server.people.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tuned lifts in tables `tuned_lift` and `tuning_part`.
public final class SqlTunedLifts implements TunedLifts {
    private final Database database;

    public SqlTunedLifts(Database database) {
        this.database = database;
    }

    @Override
    public List<Tuned> all() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM tuned_lift ORDER BY sequence DESC")
                        .map((row, context) -> tuned(row))
                        .list());
    }

    private static Tuned tuned(ResultSet row) throws SQLException {
        return new Tuned(
                Instant.ofEpochMilli(row.getLong("at")),
                new LiftSettings(
                        row.getFloat("community"),
                        row.getFloat("doubt"),
                        row.getFloat("attributes"),
                        0),
                row.getDouble("gain"),
                new Interval(row.getDouble("low"), row.getDouble("high")),
                row.getInt("opinions"));
    }

    @Override
    public void add(Tuned tuned) {
        LiftSettings settings = tuned.settings();
        database.change(handle ->
                handle.execute(
                        "INSERT INTO tuned_lift (at, community, doubt, attributes, gain, low, high, opinions) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        tuned.at().toEpochMilli(),
                        (double) settings.community(),
                        (double) settings.doubt(),
                        (double) settings.attributes(),
                        tuned.gain(),
                        tuned.ci95().low(),
                        tuned.ci95().high(),
                        tuned.opinions()));
    }

    @Override
    public boolean rollBack() {
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM tuned_lift WHERE sequence = (SELECT max(sequence) FROM tuned_lift)")
                        > 0);
    }

    @Override
    public Optional<String> part(String run, PersonId person) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT outcome FROM tuning_part WHERE run = :run AND person = :person")
                        .bind("run", run)
                        .bind("person", person.value())
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void keepPart(String run, PersonId person, String outcome) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO tuning_part (run, person, outcome) VALUES (?, ?, ?) ON CONFLICT (run, person) DO UPDATE SET outcome = excluded.outcome",
                        run,
                        person.value(),
                        outcome));
    }

    @Override
    public void clearParts() {
        database.change(handle -> handle.execute("DELETE FROM tuning_part"));
    }
}
