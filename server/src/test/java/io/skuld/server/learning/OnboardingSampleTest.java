package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.encoders.WordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OnboardingSampleTest {
    private static final List<String> GENRES =
            List.of("war", "jazz", "sport", "western", "horror", "musical");

    private final List<Numbered> items = new ArrayList<>();
    private final OnboardingSample sample = new OnboardingSample(features());

    /// Half of all items are wars; the other genres share the rest; films and albums by turns.
    private ItemFeatures features() {
        ItemFeatures features = new ItemFeatures(WordEncoder.DIM);
        for (int n = 1; n <= 300; n++) {
            String genre = n % 2 == 0 ? "war" : GENRES.get(n % GENRES.size());
            ItemKind kind = n % 3 == 0 ? ItemKind.ALBUM : ItemKind.FILM;
            Numbered item =
                    new Numbered(
                            n,
                            Item.of(new ItemId("test", "" + n), kind, genre + " " + n)
                                    .withGenres(List.of(genre)));
            items.add(item);
            features.changed(item);
            features.onVector(n, WordEncoder.vector(genre));
        }
        return features;
    }

    private static Set<String> genres(List<Numbered> chosen) {
        return chosen.stream().map(i -> i.item().genres().getFirst()).collect(Collectors.toSet());
    }

    @Test
    void aDozenCoversEveryGenreAndKind() {
        List<Numbered> chosen = sample.choose(items, item -> 1, 12, 42);
        assertThat(chosen).hasSize(12).doesNotHaveDuplicates();
        assertThat(genres(chosen)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(chosen.stream().map(i -> i.item().kind()).distinct()).hasSize(2);
    }

    @Test
    void theCommonestTasteIsAskedAboutFirst() {
        assertThat(genres(sample.choose(items, item -> 1, 1, 42))).containsExactly("war");
    }

    @Test
    void familiarWorksComeBeforeUnknownOnes() {
        List<Numbered> chosen = sample.choose(items, item -> item.number() <= 60 ? 100 : 1, 12, 42);
        assertThat(chosen).allMatch(item -> item.number() <= 60);
    }

    @Test
    void theSameSeedGivesTheSameSample() {
        assertThat(sample.choose(items, item -> 1, 12, 7))
                .isEqualTo(sample.choose(items, item -> 1, 12, 7));
    }

    @Test
    void fewCandidatesAreAllChosen() {
        assertThat(sample.choose(items.subList(0, 3), item -> 1, 12, 42)).hasSize(3);
        assertThat(sample.choose(List.of(), item -> 1, 12, 42)).isEmpty();
    }
}
