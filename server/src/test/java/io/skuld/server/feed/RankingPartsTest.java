package io.skuld.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuld.server.catalog.ItemKind;
import io.skuld.server.people.PersonId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RankingPartsTest {
    @Property(seed = "2026")
    void anOrderIsSortedAndHoldsEachPlaceOnce(@ForAll @Size(max = 50) float[] values) {
        int[] order = Descending.order(values);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, values.length).toArray());
        for (int i = 1; i < order.length; i++) {
            float before = values[order[i - 1]];
            float after = values[order[i]];
            assertThat(
                            before > after
                                    || before == after && order[i - 1] < order[i]
                                    || Float.isNaN(after))
                    .isTrue();
        }
    }

    @Example
    void whatIsNotANumberComesLast() {
        assertThat(
                        Descending.order(
                                new float[] {Float.NaN, -1, Float.NEGATIVE_INFINITY, 3, -0f, 0}))
                .containsExactly(3, 4, 5, 1, 2, 0);
    }

    @Property(seed = "2026")
    void aPlanFitsAndNothingLeftOutWouldHave(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 500) Integer> lengths,
            @ForAll @IntRange(max = 2000) int budget) {
        int[] seconds = lengths.stream().mapToInt(Integer::intValue).toArray();
        int[] order = IntStream.range(0, seconds.length).toArray();
        int[] taken = TimePlan.fill(order, seconds, budget);
        int used = Arrays.stream(taken).map(place -> seconds[place]).sum();
        assertThat(used).isLessThanOrEqualTo(budget);
        assertThat(taken).isSorted();
        var chosen = new HashSet<Integer>();
        for (int place : taken) chosen.add(place);
        for (int place : order)
            if (!chosen.contains(place)) assertThat(seconds[place]).isGreaterThan(budget - used);
    }

    @Property(seed = "2026")
    void varietyOnlyReorders(
            @ForAll @Size(max = 80) List<@IntRange(max = 3) Integer> people,
            @ForAll @IntRange(max = 30) int tenths) {
        int[] creators = people.stream().mapToInt(Integer::intValue).toArray();
        float[] values = new float[creators.length];
        for (int i = 0; i < values.length; i++) values[i] = 10 - i / 10f;
        int[] order = IntStream.range(0, creators.length).toArray();
        int[][] topics =
                Arrays.stream(creators).mapToObj(c -> new int[] {c % 2}).toArray(int[][]::new);
        int[] varied = new Variety(values, creators, topics, tenths / 10f).apply(order);
        assertThat(Arrays.stream(varied).sorted().toArray()).isEqualTo(order);
        if (tenths == 0) assertThat(varied).isEqualTo(order);
        if (varied.length > 0) assertThat(varied[0]).as("the best stays first").isZero();
    }

    @Example
    void varietyBreaksUpARunOfOneCreator() {
        float[] values = {9, 8.9f, 8.8f, 8.7f, 8.6f};
        int[] creators = {1, 1, 1, 2, 3};
        int[] varied =
                new Variety(values, creators, new int[5][0], 1).apply(new int[] {0, 1, 2, 3, 4});
        assertThat(varied).containsExactly(0, 3, 4, 1, 2);
    }

    @Property(seed = "2026")
    void aDrawDependsOnlyOnSeedAndItem(@ForAll long seed, @ForAll int item) {
        assertThat(new Draws(seed).normal(item)).isEqualTo(new Draws(seed).normal(item)).isFinite();
    }

    @Example
    void drawsAreNormal() {
        double[] draws = IntStream.range(0, 20_000).mapToDouble(new Draws(42)::normal).toArray();
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance = Arrays.stream(draws).map(d -> d * d).average().orElseThrow();
        assertThat(mean).isBetween(-.03, .03);
        assertThat(variance).isBetween(.96, 1.04);
    }

    @Example
    void aCursorIsBoundToWhatWasAskedFor() {
        FeedRequest mine = FeedRequest.first(new PersonId("a"), FeedMode.BALANCED, 5);
        Cursor cursor = new Cursor(7, 42, 5, Cursor.hashOf(mine));
        assertThat(Cursor.parse(cursor.toString(), mine)).isEqualTo(cursor);
        FeedRequest hers = FeedRequest.first(new PersonId("b"), FeedMode.BALANCED, 5);
        assertThatThrownBy(() -> Cursor.parse(cursor.toString(), hers))
                .hasMessageContaining("another person");
        for (String broken : new String[] {"", "%%%", "AAAA", cursor + "AAAA"})
            assertThatThrownBy(() -> Cursor.parse(broken, mine))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a cursor");
    }

    @Example
    void rankingsAreKeptUpToALimitTheNewestAlways() {
        FeedRequest mine = FeedRequest.first(new PersonId("a"), FeedMode.BALANCED, 5);
        KeptRankings kept = new KeptRankings(10);
        for (long name = 1; name <= 3; name++) kept.keep(name, mine, ranking(5));
        assertThat(kept.find(1, mine)).isEmpty();
        assertThat(kept.find(2, mine)).isPresent();
        assertThat(kept.find(3, mine)).isPresent();
        kept.keep(4, mine, ranking(50));
        assertThat(kept.find(3, mine)).isEmpty();
        assertThat(kept.find(4, mine)).isPresent();
    }

    @Example
    void aRankingIsFoundForWhatItWasMadeForAlone() {
        FeedRequest mine = FeedRequest.first(new PersonId("a"), FeedMode.BALANCED, 5);
        KeptRankings kept = new KeptRankings(10);
        kept.keep(1, mine, ranking(5));
        assertThat(kept.find(1, mine.withCursor("next"))).isPresent();
        assertThat(kept.find(1, FeedRequest.first(new PersonId("b"), FeedMode.BALANCED, 5)))
                .isEmpty();
        assertThat(kept.find(1, mine.withKind(ItemKind.FILM))).isEmpty();
    }

    private static Ranking ranking(int size) {
        return new Ranking(
                new Facts[size], new Card.Slot[size], new float[size], FeedPage.End.ALL_SEEN);
    }
}
