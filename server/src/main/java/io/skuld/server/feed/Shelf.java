package io.skuld.server.feed;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Merged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The [Facts] of the whole catalogue by number, kept up with it. Thread-safe: many readers, one writer at a time.
final class Shelf {
    private static final double MOST_VOTES = Math.log1p(1_000_000);

    /// Everything a reader needs, replaced as a whole.
    ///
    /// @param facts by number, null where there is no item; may be longer than needed
    /// @param size items there are
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record State(@Nullable Facts[] facts, int size) {
        @Nullable Facts of(int number) {
            return number >= 0 && number < facts.length ? facts[number] : null;
        }
    }

    private final Map<ItemId, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<String, Integer> creators = new HashMap<>();
    private final Map<String, Integer> topics = new HashMap<>();
    private volatile State state = new State(new Facts[1024], 0);

    State state() {
        return state;
    }

    /// The item's number, or 0 when it is not known.
    int number(ItemId id) {
        return numbers.getOrDefault(id, 0);
    }

    @Nullable Facts find(ItemId id) {
        return state.of(number(id));
    }

    /// Items that are new or changed.
    synchronized void put(List<Catalog.Numbered> items) {
        if (items.isEmpty()) return;
        int highest = items.stream().mapToInt(Catalog.Numbered::number).max().orElse(0);
        @Nullable Facts[] facts = state.facts;
        if (highest >= facts.length)
            facts = Arrays.copyOf(facts, Math.max(highest + 1, facts.length * 2));
        int size = state.size;
        for (Catalog.Numbered item : items) {
            if (facts[item.number()] == null) size++;
            facts[item.number()] = facts(item);
            numbers.put(item.item().id(), item.number());
        }
        state = new State(facts, size);
    }

    /// Items that are one from now on.
    synchronized void merge(List<Merged> merged) {
        @Nullable Facts[] facts = state.facts;
        int size = state.size;
        for (Merged one : merged) {
            numbers.put(one.goneId(), one.kept());
            if (one.gone() >= facts.length || facts[one.gone()] == null) continue;
            facts[one.gone()] = null;
            size--;
        }
        state = new State(facts, size);
    }

    private Facts facts(Catalog.Numbered numbered) {
        Item item = numbered.item();
        Instant published = item.published();
        long appeared = published == null ? Facts.UNKNOWN : published.toEpochMilli();
        return new Facts(
                numbered.number(),
                item.id(),
                item.kind(),
                item.title(),
                creator(item),
                topics(item),
                appeared,
                appeared != Facts.UNKNOWN ? appeared : startOf(item.year()),
                Sitting.of(item),
                fame(item));
    }

    private int creator(Item item) {
        String name = item.creator().strip().toLowerCase(Locale.ROOT);
        return name.isEmpty() ? 0 : creators.computeIfAbsent(name, n -> creators.size() + 1);
    }

    private int[] topics(Item item) {
        int[] numbers = new int[1 + item.genres().size()];
        numbers[0] = topic("kind " + item.kind());
        for (int g = 0; g < item.genres().size(); g++) numbers[g + 1] = topic(item.genres().get(g));
        return numbers;
    }

    private int topic(String name) {
        return topics.computeIfAbsent(name, n -> topics.size());
    }

    private static long startOf(@Nullable Integer year) {
        return year == null || Math.abs(year) > 9999
                ? Facts.UNKNOWN
                : LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /// The most votes that any source knows of.
    private static float fame(Item item) {
        double most = 0;
        for (Map.Entry<String, String> extra : item.extras().entrySet())
            if (extra.getKey().endsWith("votes")) most = Math.max(most, number(extra.getValue()));
        return (float) (Math.log1p(most) / MOST_VOTES);
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException e) {
            return 0; // a source's own words: then nothing is known of its fame
        }
    }
}
