package io.skuld.server.catalog;

import io.skuld.server.database.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One call of [Catalog#add]: decides for each described item whether it is there already, by id or alias, among the
/// stored items and those described before it, and stores what follows.
final class SqlJoining {
    /// An item as it will be after the transaction. Several described items may end up in one.
    private static final class Entry {
        final int number;
        final Item before;
        final boolean isNew;
        Item now;
        final Set<ItemId> names = new HashSet<>();
        @Nullable Entry mergedInto;

        Entry(int number, Item item, boolean isNew) {
            this.number = number;
            this.before = item;
            this.now = item;
            this.isNew = isNew;
        }

        /// The item that this one is in the end.
        Entry last() {
            Entry last = this;
            for (Entry next = mergedInto; next != null; next = next.mergedInto) last = next;
            return last;
        }
    }

    private record Name(ItemId name, int number) {}

    private record NewName(ItemId name, Entry entry) {
        /// Whether it is not the item's own id, which stands in its row.
        boolean isOther() {
            return !name.equals(entry.last().now.id());
        }
    }

    private final Handle handle;
    private final long now;
    private final Collection<Described> described;

    private final Map<ItemId, Entry> byName = new HashMap<>();
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final List<NewName> newNames = new ArrayList<>();
    private final List<Entry> joined = new ArrayList<>();
    private final List<Entry> gone = new ArrayList<>();
    private int added;
    private int nextNumber;

    SqlJoining(Handle handle, long now, Collection<Described> described) {
        this.handle = handle;
        this.now = now;
        this.described = described;
    }

    /// Finds out what is new and what is known, without writing.
    void decide() {
        loadKnown();
        nextNumber = 1 + lastNumber();
        for (Described one : described) join(one);
    }

    /// Stores what was decided.
    void store() {
        SqlItems items = new SqlItems(handle);
        items.insert(changed(true), now);
        items.merge(merged(), now);
        items.update(changed(false));
        keepLastNumber();
        Rows.batch(
                handle,
                "INSERT INTO alias (alias, item) VALUES (?, ?)",
                newNames.stream().filter(NewName::isOther).toList(),
                (statement, name) -> {
                    statement.setString(1, name.name().toString());
                    statement.setLong(2, name.entry().last().number);
                });
    }

    /// The stored items that are gone.
    List<Merged> merged() {
        return gone.stream()
                .filter(entry -> !entry.isNew)
                .map(entry ->
                        new Merged(
                                entry.number,
                                entry.before.id(),
                                entry.last().number,
                                entry.last().now.id()))
                .toList();
    }

    private int lastNumber() {
        return handle.createQuery("SELECT number FROM last_item").mapTo(Integer.class).one();
    }

    private void keepLastNumber() {
        if (nextNumber - 1 > lastNumber())
            handle.createUpdate("UPDATE last_item SET number = :number")
                    .bind("number", nextNumber - 1)
                    .execute();
    }

    /// The items that any of the names leads to, with all their names.
    private void loadKnown() {
        Set<String> asked = new HashSet<>();
        for (Described one : described) {
            asked.add(one.item().id().toString());
            for (ItemId alias : one.aliases()) asked.add(alias.toString());
        }
        Set<Integer> numbers =
                new HashSet<>(
                        Rows.ofKeys(
                                handle,
                                "SELECT item FROM item_name WHERE name IN (<keys>)",
                                asked,
                                row -> row.getInt(1)));
        Rows.ofKeys(
                        handle,
                        "SELECT * FROM item WHERE number IN (<keys>)",
                        numbers,
                        row -> SqlItems.numbered(row))
                .forEach(known ->
                        entries.put(
                                known.number(), new Entry(known.number(), known.item(), false)));
        Rows.ofKeys(
                        handle,
                        "SELECT name, item FROM item_name WHERE item IN (<keys>)",
                        numbers,
                        row -> new Name(ItemId.parse(row.getString(1)), row.getInt(2)))
                .forEach(name -> giveName(known(name.number()), name.name()));
    }

    private Entry known(int number) {
        return Objects.requireNonNull(entries.get(number), "a name without its item");
    }

    private void join(Described one) {
        Entry entry = knownAs(one);
        if (entry == null) {
            entry = new Entry(nextNumber++, one.item(), true);
            entries.put(entry.number, entry);
            added++;
        } else {
            entry.now = entry.now.filledFrom(one.item());
        }
        entry = mergedWithOthers(entry, one);
        joined.add(entry);
        addName(entry, one.item().id());
        for (ItemId alias : one.aliases()) addName(entry, alias);
    }

    /// The entry after it became one with all others that this one names too.
    private Entry mergedWithOthers(Entry entry, Described one) {
        Entry merged = entry;
        List<ItemId> names = new ArrayList<>(sorted(one.aliases()));
        names.addFirst(one.item().id());
        for (ItemId name : names) {
            Entry other = byName.get(name);
            if (other == null || other == merged || name.source().equals(Titles.SOURCE)) continue;
            if (!toldApart(merged, other)) merged = merge(merged, other);
        }
        return merged;
    }

    /// Has each an id of the same source?
    private static boolean toldApart(Entry one, Entry other) {
        Set<String> sources = new HashSet<>();
        for (ItemId name : one.names) sources.add(name.source());
        sources.remove(Titles.SOURCE);
        return other.names.stream().anyMatch(name -> sources.contains(name.source()));
    }

    private Entry merge(Entry one, Entry other) {
        Entry kept = one.number < other.number ? one : other;
        Entry lost = kept == one ? other : one;
        kept.now = kept.now.filledFrom(lost.now);
        for (ItemId name : lost.names) giveName(kept, name);
        lost.mergedInto = kept;
        entries.remove(lost.number);
        gone.add(lost);
        if (lost.isNew) added--;
        return kept;
    }

    private @Nullable Entry knownAs(Described one) {
        Entry same = byName.get(one.item().id());
        if (same != null) return same;
        for (ItemId alias : sorted(one.aliases())) {
            Entry other = byName.get(alias);
            if (other == null) continue;
            if (!alias.source().equals(Titles.SOURCE) || !differ(one, other)) return other;
        }
        return null;
    }

    /// Real ids first; the rest in a fixed order, so that the outcome never depends on hashing.
    private static List<ItemId> sorted(Set<ItemId> aliases) {
        return aliases.stream()
                .sorted(
                        Comparator.comparing((ItemId alias) -> alias.source().equals(Titles.SOURCE))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /// Two works of one title and year are told apart by their ids of one source.
    private static boolean differ(Described one, Entry other) {
        Set<ItemId> mine = new HashSet<>(one.aliases());
        mine.add(one.item().id());
        Set<String> sources = new HashSet<>();
        for (ItemId name : mine)
            if (!name.source().equals(Titles.SOURCE)) sources.add(name.source());
        for (ItemId name : other.names)
            if (sources.contains(name.source()) && !mine.contains(name)) return true;
        return false;
    }

    private void addName(Entry entry, ItemId name) {
        if (byName.containsKey(name)) return;
        giveName(entry, name);
        newNames.add(new NewName(name, entry));
    }

    private void giveName(Entry entry, ItemId name) {
        byName.put(name, entry);
        entry.names.add(name);
    }

    private List<Catalog.Numbered> changed(boolean isNew) {
        return entries.values().stream()
                .filter(entry -> entry.isNew == isNew)
                .filter(entry -> isNew || !entry.now.equals(entry.before))
                .map(entry -> new Catalog.Numbered(entry.number, entry.now))
                .toList();
    }

    /// New and changed items, ascending by number.
    List<Catalog.Numbered> touched() {
        List<Catalog.Numbered> touched = new ArrayList<>(changed(false));
        touched.addAll(changed(true));
        touched.sort(Comparator.comparingInt(Catalog.Numbered::number));
        return touched;
    }

    Catalog.Added added() {
        List<ItemId> ids = joined.stream().map(entry -> entry.last().now.id()).toList();
        return new Catalog.Added(added, described.size() - added, ids);
    }
}
