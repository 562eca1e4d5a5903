package io.skuld.server.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.engine.evaluation.Interval;
import io.skuld.server.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Versions in tables `graph_version`, `graph_activation` and `tuning_trial`.
public final class SqlGraphVersions implements GraphVersions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public SqlGraphVersions(Database database) {
        this.database = database;
    }

    @Override
    public List<Kept> all() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM graph_version ORDER BY sequence DESC")
                        .map((row, context) -> kept(row))
                        .list());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        GraphSettings settings = null;
        String problem = null;
        try {
            settings =
                    GraphSettings.fromMap(
                            JSON.readValue(row.getString("settings"), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            problem = "what was stored is no JSON";
        } catch (IllegalArgumentException e) {
            problem = "its settings cannot be used: " + e.getMessage();
        }
        return new Kept(
                row.getInt("sequence"),
                Instant.ofEpochMilli(row.getLong("at")),
                settings,
                problem,
                row.getDouble("gain"),
                new Interval(row.getDouble("low"), row.getDouble("high")),
                row.getInt("opinions"));
    }

    @Override
    public int add(Instant at, GraphSettings settings, double gain, Interval ci95, int opinions) {
        return database.write(handle -> {
            int number =
                    handle.createUpdate(
                                    "INSERT INTO graph_version (at, settings, gain, low, high, opinions) VALUES (:at, :settings, :gain, :low, :high, :opinions)")
                            .bind("at", at.toEpochMilli())
                            .bind("settings", written(settings))
                            .bind("gain", gain)
                            .bind("low", ci95.low())
                            .bind("high", ci95.high())
                            .bind("opinions", opinions)
                            .executeAndReturnGeneratedKeys("sequence")
                            .mapTo(Integer.class)
                            .one();
            handle.execute(
                    "INSERT INTO graph_activation (at, version) VALUES (?, ?)",
                    at.toEpochMilli(),
                    number);
            return number;
        });
    }

    private static String written(GraphSettings settings) {
        try {
            return JSON.writeValueAsString(settings.toMap());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written", e);
        }
    }

    @Override
    public List<Integer> activations() {
        return database.read(handle ->
                handle.createQuery("SELECT version FROM graph_activation ORDER BY sequence DESC")
                        .mapTo(Integer.class)
                        .list());
    }

    @Override
    public void activate(Instant at, int number) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO graph_activation (at, version) VALUES (?, ?)",
                        at.toEpochMilli(),
                        number));
    }

    @Override
    public boolean rollBack() {
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM graph_activation WHERE sequence = (SELECT max(sequence) FROM graph_activation)")
                        > 0);
    }

    @Override
    public Map<String, Double> tried(String run) {
        return database.read(handle -> {
            Map<String, Double> tried = new HashMap<>();
            handle.createQuery("SELECT candidate, worth FROM tuning_trial WHERE run = :run")
                    .bind("run", run)
                    .map((row, context) ->
                            Map.entry(row.getString("candidate"), row.getDouble("worth")))
                    .forEach(entry -> tried.put(entry.getKey(), entry.getValue()));
            return tried;
        });
    }

    @Override
    public void keepTried(String run, String candidate, double worth) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO tuning_trial (run, candidate, worth) VALUES (?, ?, ?) ON CONFLICT (run, candidate) DO UPDATE SET worth = excluded.worth",
                        run,
                        candidate,
                        worth));
    }

    @Override
    public void clearTried() {
        database.change(handle -> handle.execute("DELETE FROM tuning_trial"));
    }
}
