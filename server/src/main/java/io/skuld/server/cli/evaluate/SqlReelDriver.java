package io.skuld.server.cli.evaluate;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads reel-driver's `training.parquet` with its `split.csv`, of each film no more than title, overview and genres:
/// ratings and votes are what its labels were partly made from.
final class SqlReelDriver {
    private SqlReelDriver() {}

    static boolean isAt(Path folder) {
        return Files.exists(folder.resolve("training.parquet"))
                && Files.exists(folder.resolve("split.csv"));
    }

    static List<LabelledFilm> read(Path folder) {
        String query =
                """
                SELECT imdb_id, media_title, coalesce(overview, ''),
                       array_to_string(coalesce(genre, []), '|'), label = 'would_watch', part
                FROM read_parquet(?) JOIN read_csv(?) USING (imdb_id) ORDER BY imdb_id
                """;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, folder.resolve("training.parquet").toString());
            statement.setString(2, folder.resolve("split.csv").toString());
            List<LabelledFilm> films = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) films.add(film(rows));
            }
            return films;
        } catch (SQLException e) {
            throw new EvaluationException(e);
        }
    }

    private static LabelledFilm film(ResultSet row) throws SQLException {
        List<String> genres =
                Arrays.stream(row.getString(4).toLowerCase(Locale.ROOT).split("\\|"))
                        .filter(genre -> !genre.isBlank())
                        .toList();
        Item item =
                Item.of(new ItemId("imdb", row.getString(1)), ItemKind.FILM, row.getString(2))
                        .withDescription(row.getString(3))
                        .withGenres(genres);
        return new LabelledFilm(item, row.getBoolean(5), row.getString(6));
    }
}
