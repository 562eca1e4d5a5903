package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.engine.model.taste.TasteSpace;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.encoders.WordEncoder;
import io.skuld.server.learning.AttributeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasteEvaluationTest {
    private static final TasteSpace SPACE = new TasteSpace(WordEncoder.DIM, AttributeHasher.DIM);

    @Nested
    class OnMovieLens {
        @TempDir Path folder;

        /// Even people love the even films, which are westerns, and hate the odd ones; odd people the other way round.
        @BeforeEach
        void twoCamps() throws IOException {
            StringBuilder movies = new StringBuilder("movieId,title,genres\n");
            for (int film = 0; film < 40; film++)
                movies.append(film)
                        .append(",\"Film ")
                        .append(film)
                        .append(", The (1990)\",")
                        .append(film % 2 == 0 ? "Western" : "Romance")
                        .append('\n');
            Files.writeString(folder.resolve("movies.csv"), movies);
            Files.writeString(
                    folder.resolve("tags.csv"),
                    "userId,movieId,tag,timestamp\n1,2,Early,100\n1,2,late,900\n");
            StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
            for (int person = 1; person <= 6; person++)
                for (int film = 0; film < 40; film++)
                    ratings.append(
                            "%d,%d,%s,%d%n"
                                    .formatted(
                                            person,
                                            film,
                                            (person + film) % 2 == 0 ? "4.5" : "1.0",
                                            film * 10));
            Files.writeString(folder.resolve("ratings.csv"), ratings);
        }

        @Test
        void aFilmAtAMomentHasNoTagsThatCameLater() {
            FilmRatings data = FilmRatings.read(folder);
            assertThat(film(data, Long.MIN_VALUE).tags()).isEmpty();
            assertThat(film(data, 500).tags()).containsExactly("early");
            assertThat(film(data, 5000).tags()).containsExactly("early", "late");
            assertThat(film(data, 500).title()).isEqualTo("The Film 2");
        }

        private static Item film(FilmRatings data, long moment) {
            return java.util.Objects.requireNonNull(data.filmsAt(moment).get(2));
        }

        @Test
        void theLaterPartBeginsWhereTheLearnedOneEnds() {
            FilmRatings data = FilmRatings.read(folder);
            long moment = data.momentAfter(.8);
            for (var c : RatingEvaluation.cutAt(moment, data.ratings(), data.mostActive(6))) {
                assertThat(c.learned()).allMatch(r -> r.at() < moment).hasSize(32);
                assertThat(c.later()).allMatch(r -> r.at() >= moment).hasSize(8);
            }
        }

        @Test
        void tasteBeatsBothMeansWhereTastesDiffer() {
            FilmRatings data = FilmRatings.read(folder);
            var evaluation =
                    new RatingEvaluation(
                            data.ratings(),
                            new EncodedItems(new WordEncoder()).features(data.filmsAt(0)),
                            SPACE,
                            TasteSettings.DEFAULTS);
            Map<String, Object> report =
                    evaluation.report(
                            RatingEvaluation.cutOwn(.8, data.ratings(), data.mostActive(6)));
            assertThat(mae(report, "personMean")).isCloseTo(3.5, within(.01));
            assertThat(mae(report, "itemMean")).isGreaterThan(3.4);
            assertThat(mae(report, "taste")).isLessThan(1.5);
        }

        private static double mae(Map<String, Object> report, String model) {
            return (double)
                    ((Map<?, ?>) java.util.Objects.requireNonNull(report.get(model))).get("mae");
        }

        @Test
        void aFolderWithoutTheFilesIsRefusedWithTheirNames() throws IOException {
            Files.delete(folder.resolve("tags.csv"));
            assertThatThrownBy(() -> FilmRatings.read(folder))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("tags.csv");
        }
    }

    @Nested
    class OnLabels {
        private final List<LabelledFilm> films = new ArrayList<>();
        private final Map<ItemId, Item> items = new HashMap<>();

        @BeforeEach
        void westernsAreWatched() {
            Random random = new Random(11);
            for (int k = 0; k < 900; k++) {
                boolean western = random.nextInt(4) == 0;
                Item item =
                        Item.of(new ItemId("test", "" + k), ItemKind.FILM, "film " + k)
                                .withGenres(List.of(western ? "western" : "romance", "g" + k % 7));
                String part = k % 5 == 3 ? "valid" : k % 5 == 4 ? "test" : "train";
                films.add(new LabelledFilm(item, western && random.nextInt(10) > 0, part));
                items.put(item.id(), item);
            }
        }

        @Test
        void theLabelsAreFoundAndShuffledOnesAreNot() {
            Map<ItemId, TasteFeatures> features =
                    new EncodedItems(new WordEncoder()).features(items);
            Map<String, Object> report =
                    new LabelEvaluation(films, features, SPACE, TasteSettings.DEFAULTS).report();
            assertThat((double) report.get("canaryAuc")).isCloseTo(.5, within(.05));
            Map<?, ?> test = (Map<?, ?>) report.get("test");
            assertThat((double) test.get("auc")).isGreaterThan(.9);
            assertThat((double) test.get("ap")).isGreaterThan(.7);
            assertThat((double) test.get("f1")).isGreaterThan(.8);
        }
    }
}
