package io.skuld.server.ingest.goodreads;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a Goodreads library. Stars of 1 to 5 are doubled, 0 means not rated; a book read without a rating was read to its
/// end, one to be read is one the person would read. The person's own shelves become tags of the book.
public final class GoodreadsImporter implements Importer {
    private static final List<String> COLUMNS = List.of("title", "author", "my rating");

    @Override
    public String format() {
        return "goodreads";
    }

    @Override
    public String understands() {
        return "a Goodreads library export as CSV";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return TableRows.withColumns(bundle, COLUMNS);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        TableRows.each(parts, sink, Columns::of, GoodreadsImporter::read);
    }

    private record Columns(
            int key,
            int title,
            int author,
            int isbn,
            int isbn13,
            int rating,
            int year,
            int read,
            int added,
            int shelves,
            int shelf) {
        static Columns of(CsvTable table) {
            return new Columns(
                    table.column("book id"),
                    table.column("title"),
                    table.column("author"),
                    table.column("isbn"),
                    table.column("isbn13"),
                    table.column("my rating"),
                    table.column("original publication year", "year published"),
                    table.column("date read"),
                    table.column("date added"),
                    table.column("bookshelves"),
                    table.column("exclusive shelf"));
        }
    }

    private static void read(Columns columns, Where where, CsvReader.Row row, ImportSink sink) {
        String read = row.cell(columns.read());
        String time = read.isEmpty() ? row.cell(columns.added()) : read;
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Described> book = described(columns, row);
        Optional<Double> stars = Numbers.parse(row.cell(columns.rating()));
        if (row.cell(columns.title()).isEmpty()) sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (book.isEmpty()) sink.skip(where, SkipReason.BAD_ID, row.text());
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text());
        else if (stars.filter(s -> s < 0 || s > 5).isPresent())
            sink.skip(where, SkipReason.OFF_SCALE, row.text());
        else {
            sink.item(book.get());
            signal(columns, row, stars)
                    .ifPresentOrElse(
                            signal ->
                                    sink.said(
                                            where,
                                            Said.byOwner(
                                                    book.get().item().id(),
                                                    signal,
                                                    at.orElse(null))),
                            () -> sink.skip(where, SkipReason.NO_RATING, row.text()));
        }
    }

    private static Optional<Signal> signal(
            Columns columns, CsvReader.Row row, Optional<Double> stars) {
        Optional<Signal> rated = stars.filter(s -> s >= 1).flatMap(RatingScale.FIVE::signal);
        if (rated.isPresent()) return rated;
        return switch (row.cell(columns.shelf())) {
            case "read" -> Optional.of(new Signal.Played(1.0));
            case "to-read" -> Optional.of(new Signal.Labelled(true));
            case "currently-reading" -> Optional.of(new Signal.Played(null));
            default -> Optional.empty();
        };
    }

    private static Optional<Described> described(Columns columns, CsvReader.Row row) {
        String title = row.cell(columns.title());
        Integer year = Numbers.year(row.cell(columns.year()));
        Set<ItemId> names = new LinkedHashSet<>();
        for (int column : new int[] {columns.isbn13(), columns.isbn()})
            isbn(row.cell(column)).ifPresent(names::add);
        String key = row.cell(columns.key());
        if (key.matches("\\d{1,12}")) names.add(new ItemId("goodreads", key));
        Ids.title(ItemKind.BOOK, title, year).ifPresent(names::add);
        if (names.isEmpty() || title.isEmpty()) return Optional.empty();
        ItemId id = names.iterator().next();
        names.remove(id);
        List<String> shelves =
                Arrays.stream(row.cell(columns.shelves()).split(","))
                        .map(shelf -> shelf.strip().toLowerCase(Locale.ROOT))
                        .filter(shelf ->
                                !shelf.isEmpty()
                                        && !shelf.matches("read|to-read|currently-reading"))
                        .toList();
        return Optional.of(
                new Described(
                        Item.of(id, ItemKind.BOOK, title)
                                .withCreator(row.cell(columns.author()))
                                .withYear(year)
                                .withTags(shelves),
                        names));
    }

    /// Goodreads writes `="9780140449136"`, so that spreadsheets keep the digits.
    private static Optional<ItemId> isbn(String text) {
        String digits = text.replaceAll("[^0-9Xx]", "").toUpperCase(Locale.ROOT);
        return digits.matches("\\d{13}|\\d{9}[0-9X]")
                ? Optional.of(new ItemId("isbn", digits))
                : Optional.empty();
    }
}
