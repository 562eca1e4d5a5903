package io.skuld.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.settings.DatabaseSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterCatalogueTest {
    private static final ItemId STALKER = ItemId.parse("starter:film-stalker-1979");

    @TempDir Path home;

    private Database database;
    private Catalog catalog;

    @BeforeEach
    void open() {
        database = Database.open(home, DatabaseSettings.DEFAULTS);
        catalog = new SqlCatalog(database, InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class AddedToAnEmptyCatalogue {
        @Test
        void isThereAsAWholeWithEveryFact() {
            StarterCatalogue.addTo(catalog);
            assertThat(catalog.size()).isEqualTo(StarterCatalogue.read().size());
            Item film = catalog.find(STALKER).orElseThrow().item();
            assertThat(film.creator()).isEqualTo("Andrei Tarkovsky");
            assertThat(film.year()).isEqualTo(1979);
            assertThat(film.genres()).contains("science fiction");
            assertThat(film.duration()).isNotNull();
        }
    }

    @Nested
    class AddedAgain {
        @Test
        void writesNothing() {
            StarterCatalogue.addTo(catalog);
            List<Catalog.Numbered> written = new ArrayList<>();
            catalog.follow(written::addAll);
            written.clear();
            StarterCatalogue.addTo(catalog);
            assertThat(written).isEmpty();
        }
    }

    @Nested
    class AddedAfterAnImport {
        @Test
        void theSameFilmIsOneItemAndKeepsItsFirstId() {
            ItemId imported = ItemId.parse("imdb:tt0079944");
            catalog.add(
                    List.of(
                            Described.of(
                                    Item.of(imported, ItemKind.FILM, "Stalker").withYear(1979),
                                    Titles.alias(ItemKind.FILM, "Stalker", 1979))));
            StarterCatalogue.addTo(catalog);
            Item film = catalog.find(STALKER).orElseThrow().item();
            assertThat(film.id()).isEqualTo(imported);
            assertThat(film.creator()).isEqualTo("Andrei Tarkovsky");
            assertThat(catalog.size()).isEqualTo(StarterCatalogue.read().size());
        }
    }
}
