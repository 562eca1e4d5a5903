package io.skuld.server.catalog;

import io.skuld.server.database.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of table `item` and their words. Plain JDBC batches: an import writes ten thousand of them at once.
final class SqlItems {
    private final Handle handle;

    SqlItems(Handle handle) {
        this.handle = handle;
    }

    /// Inserts items under the numbers given.
    void insert(List<Catalog.Numbered> items, long now) {
        Rows.batch(
                handle,
                "INSERT INTO item (id, kind, title, title_plain, creator, description, genres, tags, language, year, published, duration_ms, location, thumbnail, extras, number, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                items,
                (statement, numbered) -> {
                    bind(statement, numbered);
                    statement.setLong(17, now);
                });
        insertWords(items);
    }

    void update(List<Catalog.Numbered> items) {
        Rows.batch(
                handle,
                "UPDATE item SET id = ?, kind = ?, title = ?, title_plain = ?, creator = ?, description = ?, genres = ?, tags = ?, language = ?, year = ?, published = ?, duration_ms = ?, location = ?, thumbnail = ?, extras = ? WHERE number = ?",
                items,
                SqlItems::bind);
        Rows.batch(
                handle,
                "DELETE FROM item_word WHERE item = ?",
                items,
                (statement, numbered) -> statement.setLong(1, numbered.number()));
        insertWords(items);
    }

    /// Gives the names of the items that are gone to those that stay, and deletes them. What names an item by number has
    /// followed.
    void merge(List<Merged> merged, long now) {
        Rows.batch(
                handle,
                "UPDATE alias SET item = ? WHERE item = ?",
                merged,
                (statement, one) -> {
                    statement.setInt(1, one.kept());
                    statement.setInt(2, one.gone());
                });
        Rows.batch(
                handle,
                "INSERT INTO alias (alias, item) VALUES (?, ?)",
                merged,
                (statement, one) -> {
                    statement.setString(1, one.goneId().toString());
                    statement.setInt(2, one.kept());
                });
        Rows.batch(
                handle,
                "DELETE FROM item WHERE number = ?",
                merged,
                (statement, one) -> statement.setInt(1, one.gone()));
        Rows.batch(
                handle,
                "INSERT INTO item_merge (gone, gone_id, kept, kept_id, at) VALUES (?, ?, ?, ?, ?)",
                merged,
                (statement, one) -> {
                    statement.setInt(1, one.gone());
                    statement.setString(2, one.goneId().toString());
                    statement.setInt(3, one.kept());
                    statement.setString(4, one.keptId().toString());
                    statement.setLong(5, now);
                });
    }

    static long newestMerge(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(sequence), 0) FROM item_merge")
                .mapTo(Long.class)
                .one();
    }

    static List<Merged> mergesAfter(Handle handle, long sequence) {
        return handle.createQuery(
                        "SELECT * FROM item_merge WHERE sequence > :sequence ORDER BY sequence")
                .bind("sequence", sequence)
                .map((row, context) ->
                        new Merged(
                                row.getInt("gone"),
                                ItemId.parse(row.getString("gone_id")),
                                row.getInt("kept"),
                                ItemId.parse(row.getString("kept_id"))))
                .list();
    }

    private static void bind(PreparedStatement statement, Catalog.Numbered numbered)
            throws SQLException {
        Item item = numbered.item();
        statement.setString(1, item.id().toString());
        statement.setString(2, item.kind().label());
        statement.setString(3, item.title());
        statement.setString(4, Titles.normalise(item.title()));
        statement.setString(5, item.creator());
        statement.setString(6, item.description());
        statement.setString(7, Rows.json(item.genres()));
        statement.setString(8, Rows.json(item.tags()));
        statement.setString(9, item.language());
        Rows.set(statement, 10, item.year() == null ? null : item.year().longValue());
        Rows.set(statement, 11, millis(item.published()));
        Rows.set(statement, 12, item.duration() == null ? null : item.duration().toMillis());
        statement.setString(13, item.location());
        statement.setString(14, item.thumbnail());
        statement.setString(15, Rows.json(item.extras()));
        statement.setLong(16, numbered.number());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private record Word(String word, int item) {
        /// In the order of the table, so that each of its pages is visited once.
        static final Comparator<Word> ORDER =
                Comparator.comparing(Word::word).thenComparingInt(Word::item);
    }

    private void insertWords(List<Catalog.Numbered> items) {
        Rows.batch(
                handle,
                "INSERT INTO item_word (word, item) VALUES (?, ?)",
                items.stream()
                        .flatMap(numbered ->
                                words(numbered.item()).stream()
                                        .map(word -> new Word(word, numbered.number())))
                        .sorted(Word.ORDER)
                        .toList(),
                (statement, word) -> {
                    statement.setString(1, word.word());
                    statement.setLong(2, word.item());
                });
    }

    /// The words an item is found by.
    static Set<String> words(Item item) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : List.of(item.title(), item.creator()))
            for (String word : Titles.normalise(text).split(" "))
                if (!word.isEmpty()) words.add(word);
        return words;
    }

    static Catalog.Numbered numbered(ResultSet row) throws SQLException {
        Long year = Rows.longOrNull(row, "year");
        Long published = Rows.longOrNull(row, "published");
        Long duration = Rows.longOrNull(row, "duration_ms");
        Item item =
                new Item(
                        ItemId.parse(row.getString("id")),
                        ItemKind.of(row.getString("kind")),
                        row.getString("title"),
                        row.getString("creator"),
                        row.getString("description"),
                        Rows.words(row.getString("genres")),
                        Rows.words(row.getString("tags")),
                        row.getString("language"),
                        year == null ? null : year.intValue(),
                        published == null ? null : Instant.ofEpochMilli(published),
                        duration == null ? null : Duration.ofMillis(duration),
                        row.getString("location"),
                        row.getString("thumbnail"),
                        Rows.facts(row.getString("extras")));
        return new Catalog.Numbered(row.getInt("number"), item);
    }
}
