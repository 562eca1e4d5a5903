package io.skuld.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.catalog.Catalog.Added;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Catalog.Query;
import io.skuld.server.database.Database;
import io.skuld.server.database.Dialect;
import io.skuld.server.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the catalogue promises, on every database.
abstract class CatalogContract {
    static final ItemId IMDB = new ItemId("imdb", "tt0133093");
    static final ItemId TMDB = new ItemId("tmdb", "603");
    static final ItemId TITLE = Titles.alias(ItemKind.FILM, "The Matrix", 1999);

    TestDatabase place;
    Database database;
    SqlCatalog catalog;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        catalog = new SqlCatalog(database, InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    static Item film(ItemId id, String title) {
        return Item.of(id, ItemKind.FILM, title);
    }

    Added add(Described... items) {
        return catalog.add(List.of(items));
    }

    Item stored(ItemId id) {
        return catalog.find(id).orElseThrow().item();
    }

    @Test
    void aCharacterThatDatabasesRefuseBecomesABlank() {
        add(
                Described.of(
                        film(IMDB, "The\0Matrix")
                                .withCreator("Lana\0Wachowski")
                                .withDescription("Red\0or blue")
                                .withTags(List.of("kung\0fu"))
                                .withLocation("a\0b")));
        assertThat(stored(IMDB).title()).isEqualTo("The Matrix");
        assertThat(stored(IMDB).creator()).isEqualTo("Lana Wachowski");
        assertThat(stored(IMDB).description()).isEqualTo("Red or blue");
        assertThat(catalog.search(new Query("matrix", null, 0, 10))).hasSize(1);
        assertThatThrownBy(() -> new ItemId("imdb", "tt\0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Items stored apart that a later source names together.
    @Nested
    class TurnedOutToBeOne {
        private final List<Merged> merged = new ArrayList<>();

        @BeforeEach
        void storeThemApart() {
            catalog.onMerge(merged::addAll);
            add(Described.of(film(IMDB, "The Matrix").withYear(1999).withTags(List.of("kung fu"))));
            add(
                    Described.of(
                            film(TMDB, "Matrix")
                                    .withCreator("Lana Wachowski")
                                    .withTags(List.of("robots")),
                            new ItemId("letterboxd", "the-matrix")));
        }

        private Described both() {
            return Described.of(film(new ItemId("trakt", "481"), "The Matrix"), IMDB, TMDB);
        }

        @Test
        void areOneUnderTheIdOfTheFirstWithTheFactsOfBoth() {
            assertThat(add(both())).isEqualTo(new Added(0, 1, List.of(IMDB)));
            assertThat(catalog.size()).isEqualTo(1);
            Item one = stored(TMDB);
            assertThat(one.id()).isEqualTo(IMDB);
            assertThat(one.title()).isEqualTo("The Matrix");
            assertThat(one.creator()).isEqualTo("Lana Wachowski");
            assertThat(one.tags()).containsExactly("kung fu", "robots");
            assertThat(stored(new ItemId("letterboxd", "the-matrix"))).isEqualTo(one);
            assertThat(catalog.names(List.of(1)).get(1))
                    .containsExactlyInAnyOrder(
                            IMDB,
                            TMDB,
                            new ItemId("letterboxd", "the-matrix"),
                            new ItemId("trakt", "481"));
            assertThat(merged).containsExactly(new Merged(2, TMDB, 1, IMDB));
        }

        @Test
        void areFoundOnceByTheWordsOfTheFirst() {
            add(both());
            assertThat(catalog.search(new Query("matrix", null, 0, 10)))
                    .extracting(Numbered::number)
                    .containsExactly(1);
            assertThat(catalog.after(0, 10)).extracting(Numbered::number).containsExactly(1);
        }

        @Test
        void tellWhoFollowsFirstWhatStaysAndThenWhatIsGone() {
            List<String> heard = new ArrayList<>();
            catalog.follow(items -> items.forEach(item -> heard.add("changed " + item.number())));
            catalog.onMerge(gone -> gone.forEach(one -> heard.add("gone " + one.gone())));
            heard.clear();
            add(both());
            assertThat(heard).containsExactly("changed 1", "gone 2");
        }

        @Test
        void areCountedByAPreviewAndLeftAsTheyAre() {
            assertThat(catalog.wouldAdd(List.of(both()))).isEqualTo(new Added(0, 1, List.of(IMDB)));
            assertThat(catalog.size()).isEqualTo(2);
            assertThat(merged).isEmpty();
        }

        @Test
        void mayBeThreeAndGiveNoNumberAgain() {
            ItemId trakt = new ItemId("trakt", "481");
            add(Described.of(film(trakt, "Matrix, The")));
            add(Described.of(film(IMDB, "The Matrix"), TMDB, trakt));
            assertThat(merged)
                    .containsExactlyInAnyOrder(
                            new Merged(2, TMDB, 1, IMDB), new Merged(3, trakt, 1, IMDB));
            add(Described.of(film(new ItemId("imdb", "tt2"), "Another")));
            assertThat(catalog.after(0, 10)).extracting(Numbered::number).containsExactly(1, 4);
        }

        @Test
        void mayBothBeNewInTheSameCall() {
            ItemId a = new ItemId("goodreads", "1");
            ItemId b = new ItemId("isbn", "9780000000002");
            Item book = Item.of(a, ItemKind.BOOK, "A book");
            Added added =
                    add(
                            Described.of(book),
                            Described.of(book.withId(b)),
                            Described.of(book, b),
                            Described.of(film(new ItemId("imdb", "tt9"), "Later")));
            assertThat(added.ids()).containsExactly(a, a, a, new ItemId("imdb", "tt9"));
            assertThat(added.added()).isEqualTo(2);
            assertThat(catalog.find(b)).isEqualTo(catalog.find(a));
            assertThat(merged).isEmpty();
            add(Described.of(film(new ItemId("imdb", "tt10"), "Last")));
            assertThat(catalog.size()).isEqualTo(5);
        }

        @Test
        void areNotThoseThatASourceTellsApart() {
            ItemId other = new ItemId("imdb", "tt0234215");
            add(Described.of(film(other, "The Matrix Reloaded")));
            add(Described.of(film(IMDB, "The Matrix"), other));
            assertThat(catalog.size()).isEqualTo(3);
            assertThat(merged).isEmpty();
        }

        @Test
        void areNotThoseThatShareATitleOnly() {
            add(Described.of(film(new ItemId("trakt", "1"), "The Matrix"), TITLE));
            add(Described.of(film(TMDB, "The Matrix"), TITLE));
            assertThat(catalog.size()).isEqualTo(3);
        }

        @Test
        void stayOneAfterARestart() {
            add(both());
            SqlCatalog again = new SqlCatalog(database, InstantSource.system());
            List<Merged> told = new ArrayList<>();
            again.onMerge(told::addAll);
            again.catchUp();
            assertThat(told).isEmpty();
            assertThat(again.find(TMDB).orElseThrow().number()).isEqualTo(1);
        }
    }

    @Nested
    class VideosWithoutLength {
        private Item video(String key) {
            return Item.of(new ItemId("youtube", key), ItemKind.VIDEO, key);
        }

        @Test
        void areThoseOfTheSourceThatWereNotAskedAboutInTheOrderOfArrival() {
            add(
                    Described.of(film(IMDB, "A film")),
                    Described.of(video("b")),
                    Described.of(video("timed").withDuration(Duration.ofMinutes(3))),
                    Described.of(video("asked").withExtras(Map.of("facts", "none"))),
                    Described.of(video("other").withExtras(Map.of("channel", "facts"))),
                    Described.of(Item.of(new ItemId("vimeo", "1"), ItemKind.VIDEO, "V")),
                    Described.of(video("a")));
            assertThat(catalog.withoutLength("youtube", "facts", 10))
                    .extracting(found -> found.item().id().key())
                    .containsExactly("b", "other", "a");
            assertThat(catalog.withoutLength("youtube", "facts", 1)).hasSize(1);
        }

        @Test
        void areFoundByAnIndex() {
            if (database.dialect() != Dialect.SQLITE)
                return; // the other reads so small a table whole
            List<String> plan =
                    database.read(handle ->
                            handle.createQuery("EXPLAIN QUERY PLAN " + SqlCatalog.WITHOUT_LENGTH)
                                    .bind("source", "youtube:%")
                                    .bind("unless", "%")
                                    .bind("limit", 10)
                                    .map((row, context) -> row.getString("detail"))
                                    .list());
            assertThat(String.join("\n", plan)).contains("item_without_length");
        }
    }

    @Nested
    class Adding {
        @Test
        void keepsEveryFact() {
            Item item =
                    new Item(
                            IMDB,
                            ItemKind.FILM,
                            "The Matrix",
                            "Lana Wachowski, Lilly Wachowski",
                            "A hacker learns what he lives in.\nThen he leaves it. 🕶",
                            List.of("action", "science fiction"),
                            List.of("kung fu", "\"quoted\""),
                            "en",
                            1999,
                            Instant.parse("1999-03-31T00:00:00Z"),
                            Duration.ofMinutes(136),
                            "https://example.org/matrix",
                            "https://example.org/matrix.jpg",
                            Map.of("budget", "63000000", "note", "it's \\ fine"));
            add(Described.of(item));
            assertThat(stored(IMDB)).isEqualTo(item);
        }

        @Test
        void keepsThatAFactIsNotKnown() {
            add(Described.of(film(IMDB, "The Matrix")));
            assertThat(stored(IMDB)).isEqualTo(film(IMDB, "The Matrix"));
        }

        @Test
        void numbersItemsInTheOrderOfArrival() {
            Added added =
                    add(
                            Described.of(film(IMDB, "The Matrix")),
                            Described.of(film(new ItemId("imdb", "tt2"), "Second")),
                            Described.of(film(new ItemId("imdb", "tt3"), "Third")));
            assertThat(added.added()).isEqualTo(3);
            assertThat(catalog.after(0, 10)).extracting(Numbered::number).containsExactly(1, 2, 3);
            assertThat(catalog.size()).isEqualTo(3);
        }

        @Test
        void keepsAllNames() {
            add(Described.of(film(IMDB, "The Matrix"), TMDB));
            assertThat(catalog.names(List.of(1, 2))).isEqualTo(Map.of(1, List.of(IMDB, TMDB)));
        }

        @Test
        void theSameAgainChangesNothingAndTellsNobody() {
            Described matrix = Described.of(film(IMDB, "The Matrix").withYear(1999), TMDB);
            add(matrix);
            List<Numbered> heard = new ArrayList<>();
            catalog.follow(heard::addAll);
            heard.clear();
            assertThat(add(matrix, matrix)).isEqualTo(new Added(0, 2, List.of(IMDB, IMDB)));
            assertThat(heard).isEmpty();
            assertThat(catalog.size()).isEqualTo(1);
        }

        @Test
        void fillsInWhatWasNotKnownAndKeepsWhatWas() {
            add(Described.of(film(IMDB, "The Matrix").withCreator("Lana Wachowski")));
            add(Described.of(film(IMDB, "Matrix").withCreator("someone else").withYear(1999)));
            assertThat(stored(IMDB))
                    .isEqualTo(
                            film(IMDB, "The Matrix").withCreator("Lana Wachowski").withYear(1999));
        }

        @Test
        void listenersHearWhatIsNewOrChangedAfterTheCommit() {
            add(Described.of(film(IMDB, "The Matrix")));
            List<Numbered> heard = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            catalog.follow(changed -> {
                heard.addAll(changed);
                sizes.add(catalog.size());
            });
            assertThat(heard).extracting(Numbered::number).containsExactly(1);
            heard.clear();
            Item second = film(new ItemId("imdb", "tt2"), "Second");
            add(Described.of(film(IMDB, "The Matrix").withYear(1999)), Described.of(second));
            assertThat(heard)
                    .containsExactly(
                            new Numbered(1, film(IMDB, "The Matrix").withYear(1999)),
                            new Numbered(2, second));
        }

        @Test
        void aPreviewAnswersTheSameAndChangesNothing() {
            add(Described.of(film(IMDB, "The Matrix"), TMDB));
            List<Described> more =
                    List.of(
                            Described.of(film(TMDB, "Matrix").withYear(1999)),
                            Described.of(film(new ItemId("imdb", "tt2"), "Second")));
            Added preview = catalog.wouldAdd(more);
            assertThat(catalog.size()).isEqualTo(1);
            assertThat(stored(IMDB).year()).isNull();
            assertThat(catalog.add(more)).isEqualTo(preview);
        }
    }

    @Nested
    class TheSameThingFromTwoSources {
        @Test
        void isOneItemWhenAnAliasSaysSo() {
            add(Described.of(film(IMDB, "The Matrix"), TMDB));
            Added second = add(Described.of(film(TMDB, "Matrix").withYear(1999)));
            assertThat(second).isEqualTo(new Added(0, 1, List.of(IMDB)));
            assertThat(catalog.find(TMDB)).isEqualTo(catalog.find(IMDB));
            assertThat(stored(TMDB).year()).isEqualTo(1999);
        }

        @Test
        void isOneItemWithinOneCallToo() {
            Added added =
                    add(
                            Described.of(film(IMDB, "The Matrix"), TMDB),
                            Described.of(film(TMDB, "Matrix")));
            assertThat(added).isEqualTo(new Added(1, 1, List.of(IMDB, IMDB)));
        }

        @Test
        void isOneItemWhenTitleAndYearAgree() {
            add(Described.of(film(new ItemId("letterboxd", "the-matrix"), "The Matrix"), TITLE));
            Added second = add(Described.of(film(IMDB, "Matrix, The"), TMDB, TITLE));
            assertThat(second.ids()).containsExactly(new ItemId("letterboxd", "the-matrix"));
            assertThat(catalog.find(IMDB)).isPresent();
            assertThat(catalog.find(TMDB)).isPresent();
        }

        @Test
        void isTwoItemsWhenOneSourceTellsThemApart() {
            ItemId remake = new ItemId("imdb", "tt9");
            add(Described.of(film(IMDB, "The Matrix"), TITLE));
            Added second = add(Described.of(film(remake, "The Matrix"), TITLE));
            assertThat(second).isEqualTo(new Added(1, 0, List.of(remake)));
            assertThat(catalog.find(TITLE)).isEqualTo(catalog.find(IMDB));
        }

        @Test
        void aRealIdDecidesAgainstATitle() {
            ItemId remake = new ItemId("imdb", "tt9");
            add(Described.of(film(IMDB, "The Matrix"), TITLE));
            add(Described.of(film(remake, "The Matrix"), TMDB));
            Added third = add(Described.of(film(TMDB, "The Matrix"), TITLE));
            assertThat(third.ids()).containsExactly(remake);
        }
    }

    @Nested
    class Finding {
        @Test
        void answersByTheIdAskedFor() {
            add(Described.of(film(IMDB, "The Matrix"), TMDB));
            ItemId unknown = new ItemId("imdb", "tt404");
            Map<ItemId, Numbered> found = catalog.findAll(List.of(IMDB, TMDB, unknown));
            assertThat(found).containsOnlyKeys(IMDB, TMDB);
            assertThat(found.get(TMDB)).isEqualTo(found.get(IMDB));
            assertThat(catalog.find(unknown)).isEmpty();
            assertThat(catalog.findAll(List.of())).isEmpty();
        }

        @Test
        void readsThousandsAtOnce() {
            List<Described> many = new ArrayList<>();
            for (int i = 0; i < 2500; i++)
                many.add(Described.of(film(new ItemId("n", "" + i), "Item " + i)));
            catalog.add(many);
            List<ItemId> ids = many.stream().map(one -> one.item().id()).toList();
            assertThat(catalog.findAll(ids)).hasSize(2500);
            assertThat(catalog.after(1000, 2000)).hasSize(1500);
        }
    }

    @Nested
    class Correcting {
        @Test
        void replacesTheFactsUnderAnyOfItsNames() {
            add(Described.of(film(IMDB, "The Matrx").withYear(1998), TMDB));
            List<Numbered> heard = new ArrayList<>();
            catalog.follow(heard::addAll);
            heard.clear();
            catalog.correct(film(TMDB, "The Matrix"));
            assertThat(stored(IMDB)).isEqualTo(film(IMDB, "The Matrix"));
            assertThat(heard).containsExactly(new Numbered(1, film(IMDB, "The Matrix")));
            assertThat(catalog.search(new Query("matrx", null, 0, 5))).isEmpty();
            assertThat(catalog.search(new Query("matrix", null, 0, 5))).hasSize(1);
        }

        @Test
        void anUnknownItemIsAnError() {
            assertThatThrownBy(() -> catalog.correct(film(IMDB, "The Matrix")))
                    .isInstanceOf(UnknownItemException.class)
                    .hasMessageContaining(IMDB.toString());
        }
    }

    @Nested
    class Searching {
        @BeforeEach
        void fill() {
            String[] titles = {
                "Matrix Reloaded, The",
                "The Matrix",
                "Inside the Matrix of Things",
                "Matrixology",
                "Amélie",
                "Star Wars: Episode IV",
                "Wars of the Stars",
                "100% Wolf",
                "Under_score"
            };
            List<Described> items = new ArrayList<>();
            for (String title : titles)
                items.add(
                        Described.of(
                                film(new ItemId("t", "" + items.size()), title)
                                        .withCreator(
                                                title.equals("Amélie")
                                                        ? "Jean-Pierre Jeunet"
                                                        : "")));
            items.add(
                    Described.of(
                            Item.of(new ItemId("t", "album"), ItemKind.ALBUM, "Matrix Music")));
            catalog.add(items);
        }

        private List<String> titles(String text) {
            return titles(new Query(text, null, 0, 20));
        }

        private List<String> titles(Query query) {
            return catalog.search(query).stream().map(found -> found.item().title()).toList();
        }

        @Test
        void putsTheWholeTitleFirstThenItsBeginningThenWholeWordsThenTheRest() {
            assertThat(titles("matrix"))
                    .containsExactly(
                            "The Matrix",
                            "Matrixology",
                            "Matrix Music",
                            "Matrix Reloaded, The",
                            "Inside the Matrix of Things");
        }

        @Test
        void findsEveryWordByItsBeginningInAnyOrder() {
            assertThat(titles("wa st"))
                    .containsExactlyInAnyOrder("Star Wars: Episode IV", "Wars of the Stars");
            assertThat(titles("star wars")).startsWith("Star Wars: Episode IV");
        }

        @Test
        void findsByCreatorAndWithoutAccents() {
            assertThat(titles("jeunet")).containsExactly("Amélie");
            assertThat(titles("AMELIE")).containsExactly("Amélie");
            assertThat(titles("amélie jean")).containsExactly("Amélie");
        }

        @Test
        void keepsToAKind() {
            assertThat(titles(new Query("matrix", ItemKind.ALBUM, 0, 5)))
                    .containsExactly("Matrix Music");
            assertThat(titles(new Query("", ItemKind.ALBUM, 0, 5))).containsExactly("Matrix Music");
        }

        @Test
        void comesInPages() {
            List<String> all = titles("matrix");
            assertThat(titles(new Query("matrix", null, 1, 2))).isEqualTo(all.subList(1, 3));
            assertThat(titles(new Query("matrix", null, 99, 2))).isEmpty();
        }

        @Test
        void withoutWordsGivesAllNewestFirst() {
            assertThat(titles(new Query("  ", null, 0, 2)))
                    .containsExactly("Matrix Music", "Under_score");
        }

        @Test
        void signsAreNoWildcards() {
            assertThat(titles("100%")).containsExactly("100% Wolf");
            assertThat(titles("%")).isEmpty();
            assertThat(titles("_")).isEmpty();
            assertThat(titles("' OR 1=1 --")).isEmpty();
        }
    }
}
