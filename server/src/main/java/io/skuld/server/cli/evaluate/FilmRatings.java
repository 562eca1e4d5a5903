package io.skuld.server.cli.evaluate;

import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.ingest.Genres;
import io.skuld.server.ingest.movielens.FilmTitle;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The ratings of a MovieLens folder, oldest first, and its films as title, genres and tags.
final class FilmRatings {
    /// @param rating 0 to 10: the stars doubled
    /// @param at epoch seconds
    record Rating(int person, int film, double rating, long at) {}

    private record Tag(String text, long at) {}

    private record Film(FilmTitle title, List<String> genres) {}

    private final List<Rating> ratings = new ArrayList<>();
    private final Map<Integer, Film> films = new HashMap<>();
    private final Map<Integer, List<Tag>> tags = new HashMap<>();

    private FilmRatings() {}

    static FilmRatings read(Path folder) {
        FilmRatings data = new FilmRatings();
        each(folder.resolve("movies.csv"), data::film);
        each(folder.resolve("tags.csv"), data::tag);
        each(folder.resolve("ratings.csv"), data::rating);
        data.ratings.sort(
                Comparator.comparingLong(Rating::at)
                        .thenComparingInt(Rating::person)
                        .thenComparingInt(Rating::film));
        return data;
    }

    private static void each(Path file, Consumer<CsvReader.Row> reader) {
        try (Stream<String> lines = Files.lines(file);
                CsvTable table =
                        CsvTable.open(
                                Files.newBufferedReader(file), lines.findFirst().orElse(""))) {
            for (CsvReader.Row row = table.next(); row != null; row = table.next())
                reader.accept(row);
        } catch (IOException | NumberFormatException e) {
            throw new EvaluationException(
                    "%s could not be read: %s. Nothing was evaluated; --data names a MovieLens folder with movies.csv, tags.csv and ratings.csv, or reel-driver's with training.parquet and split.csv."
                            .formatted(file, e));
        }
    }

    private void film(CsvReader.Row row) {
        films.put(
                Integer.valueOf(row.cell(0)),
                new Film(FilmTitle.parse(row.cell(1)), Genres.split(row.cell(2), "\\|")));
    }

    private void tag(CsvReader.Row row) {
        tags.computeIfAbsent(Integer.valueOf(row.cell(1)), film -> new ArrayList<>())
                .add(
                        new Tag(
                                row.cell(2).strip().toLowerCase(Locale.ROOT),
                                Long.parseLong(row.cell(3))));
    }

    private void rating(CsvReader.Row row) {
        ratings.add(
                new Rating(
                        Integer.parseInt(row.cell(0)),
                        Integer.parseInt(row.cell(1)),
                        2 * Double.parseDouble(row.cell(2)),
                        Long.parseLong(row.cell(3))));
    }

    /// Oldest first.
    List<Rating> ratings() {
        return ratings;
    }

    /// The moment that this share of all ratings came before.
    long momentAfter(double share) {
        return ratings.get((int) (ratings.size() * share)).at();
    }

    /// Those who rated most, most active first.
    List<Integer> mostActive(int count) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (Rating r : ratings) counts.merge(r.person(), 1, Integer::sum);
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The films as they were described at a moment: tags given later are not there yet.
    ///
    /// @param before epoch seconds
    Map<Integer, Item> filmsAt(long before) {
        Map<Integer, Item> items = new HashMap<>();
        films.forEach((number, film) -> items.put(number, item(number, film, before)));
        return items;
    }

    private Item item(int number, Film film, long before) {
        List<String> known =
                tags.getOrDefault(number, List.of()).stream()
                        .filter(tag -> tag.at() < before)
                        .map(Tag::text)
                        .distinct()
                        .sorted()
                        .limit(12)
                        .toList();
        return Item.of(
                        new ItemId("movielens", String.valueOf(number)),
                        ItemKind.FILM,
                        film.title().title())
                .withYear(film.title().year())
                .withGenres(film.genres())
                .withTags(known);
    }
}
