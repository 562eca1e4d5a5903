package io.skuld.server.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Search by the beginnings of words, the same on both databases. Whole titles come first, then titles that start with
/// the text, then whole words, then the rest; among equals the shorter title, then the earlier item.
final class SqlSearch {
    /// Sorts after every word that starts with what precedes it.
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private static final int MOST_WORDS = 8;

    private SqlSearch() {}

    static List<Catalog.Numbered> search(Handle handle, Catalog.Query query) {
        String plain = Titles.normalise(query.text());
        if (plain.isEmpty() && !query.text().isBlank()) return List.of();
        List<String> words =
                plain.isEmpty()
                        ? List.of()
                        : List.of(plain.split(" ")).stream().distinct().limit(MOST_WORDS).toList();
        StringBuilder sql = new StringBuilder("SELECT item.* FROM item WHERE 1 = 1");
        if (query.kind() != null) sql.append(" AND kind = :kind");
        for (int w = 0; w < words.size(); w++)
            sql.append(
                    " AND number IN (SELECT item FROM item_word WHERE word >= :from%d AND word < :to%d)"
                            .formatted(w, w));
        sql.append(words.isEmpty() ? " ORDER BY number DESC" : ORDER);
        sql.append(" LIMIT :limit OFFSET :offset");

        var select = handle.createQuery(sql);
        if (query.kind() != null) select.bind("kind", query.kind().label());
        for (int w = 0; w < words.size(); w++)
            select.bind("from" + w, words.get(w)).bind("to" + w, words.get(w) + LAST);
        if (!words.isEmpty())
            select.bind("plain", plain)
                    .bind("words", "% " + plain + " %")
                    .bind("start", plain.length());
        return select.bind("limit", query.limit())
                .bind("offset", query.offset())
                .map((row, context) -> SqlItems.numbered(row))
                .list();
    }

    private static final String ORDER =
            """
            ORDER BY CASE
               WHEN title_plain = :plain THEN 0
               WHEN title_plain IN ('the ' || :plain, 'a ' || :plain, 'an ' || :plain) THEN 1
               WHEN substr(title_plain, 1, :start) = :plain THEN 2
               WHEN ' ' || title_plain || ' ' LIKE :words THEN 3
               ELSE 4 END, length(title_plain), number\
            """;
}
