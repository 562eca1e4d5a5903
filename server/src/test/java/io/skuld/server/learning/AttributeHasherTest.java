package io.skuld.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeHasherTest {
    private static Item film(int year, String... genres) {
        return Item.of(new ItemId("test", year + String.join("", genres)), ItemKind.FILM, "x")
                .withYear(year)
                .withGenres(List.of(genres));
    }

    private static float alike(Item one, Item other) {
        return AttributeHasher.features(one).attributeSimilarity(AttributeHasher.features(other));
    }

    @Test
    void yearsBesideEachOtherAreAlikeAcrossADecade() {
        float beside = alike(film(1999), film(2000));
        assertThat(beside).isGreaterThan(.9f * alike(film(1999), film(1999)));
        assertThat(alike(film(1995), film(2004))).isLessThan(beside);
        assertThat(alike(film(1965), film(2004))).isLessThan(alike(film(1995), film(2004)));
    }

    @Test
    void theSamePairOfGenreAndDecadeCountsMoreThanEachAlone() {
        Item comedyOfTheFifties = film(1955, "comedy");
        float both = alike(comedyOfTheFifties, film(1954, "comedy"));
        float genre = alike(comedyOfTheFifties, film(2015, "comedy"));
        float decade = alike(comedyOfTheFifties, film(1954, "war"));
        float neither = alike(comedyOfTheFifties, film(2015, "war"));
        assertThat(both - neither).isGreaterThan(genre - neither + decade - neither + .2f);
    }

    /// The order in which a source lists its genres says nothing.
    @Test
    void theOrderOfGenresDoesNotMatter() {
        Item one = film(1984, "war", "comedy", "drama");
        Item other = film(1984, "drama", "war", "comedy");
        assertThat(alike(one, other)).isCloseTo(alike(one, one), within(1e-5f));
    }

    @Test
    void anItemOfWhichNothingIsKnownHasFeatures() {
        TasteFeatures bare =
                AttributeHasher.features(
                        Item.of(new ItemId("test", "bare"), ItemKind.OTHER, "bare"));
        assertThat(bare.hasText()).isFalse();
        assertThat(bare.attributeSimilarity(bare)).isGreaterThan(0);
    }
}
