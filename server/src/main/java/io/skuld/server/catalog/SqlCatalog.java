package io.skuld.server.catalog;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The catalogue in tables `item`, `alias` and `item_word`.
public final class SqlCatalog implements Catalog {
    private static final int PAGE = 1000;

    private final Database database;
    private final InstantSource clock;
    private final SqlItemUse use;
    private final List<Consumer<List<Numbered>>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Merged>>> mergeListeners = new CopyOnWriteArrayList<>();

    /// Held from before a commit until its listeners were told, so that they hear of changes in order.
    private final ReentrantLock order = new ReentrantLock(true);

    /// The newest item that listeners have heard of. Guarded by `order`.
    private int heard;

    /// The newest merge that they have heard of. Guarded by `order`.
    private long heardMerge;

    /// For a database in which nothing else names items.
    public SqlCatalog(Database database, InstantSource clock) {
        this(database, clock, SqlItemUse.none(database));
    }

    /// @param use what names items by number
    public SqlCatalog(Database database, InstantSource clock, SqlItemUse use) {
        this.database = database;
        this.clock = clock;
        this.use = use;
        heard = database.read(SqlCatalog::newest);
        heardMerge = database.read(SqlItems::newestMerge);
    }

    private static int newest(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM item")
                .mapTo(Integer.class)
                .one();
    }

    /// Tells the listeners of items that other processes added or merged since.
    public void catchUp() {
        order.lock();
        try {
            if (database.read(SqlCatalog::newest) > heard) tell(List.of());
            if (database.read(SqlItems::newestMerge) > heardMerge) tellMerges(Set.of());
        } finally {
            order.unlock();
        }
    }

    @Override
    public Added add(Collection<Described> items) {
        if (items.isEmpty()) return new Added(0, 0, List.of());
        order.lock();
        try {
            SqlJoining done = database.write(handle -> joined(handle, items, null));
            if (!done.merged().isEmpty())
                done = use.whileMerging((handle, follow) -> joined(handle, items, follow));
            tell(done.touched());
            if (!done.merged().isEmpty()) tellMerges(gone(done.merged()));
            return done.added();
        } finally {
            order.unlock();
        }
    }

    /// Stores nothing when items are to be merged and nobody follows.
    private SqlJoining joined(
            Handle handle, Collection<Described> items, @Nullable Consumer<List<Merged>> follow) {
        database.exclusive(handle, "catalog");
        SqlJoining joining = new SqlJoining(handle, clock.millis(), items);
        joining.decide();
        if (follow != null) follow.accept(joining.merged());
        if (follow != null || joining.merged().isEmpty()) joining.store();
        return joining;
    }

    private static Set<Integer> gone(List<Merged> merged) {
        return merged.stream().map(Merged::gone).collect(Collectors.toSet());
    }

    /// @param own numbers of the items that this process merged itself: who names items has followed
    private void tellMerges(Set<Integer> own) {
        List<Merged> news = database.read(handle -> SqlItems.mergesAfter(handle, heardMerge));
        heardMerge = Math.max(heardMerge, database.read(SqlItems::newestMerge));
        List<Merged> others = news.stream().filter(one -> !own.contains(one.gone())).toList();
        if (!others.isEmpty()) {
            use.mergedElsewhere(others);
            tell(numbered(others.stream().map(Merged::kept).collect(Collectors.toSet())));
        }
        if (!news.isEmpty()) mergeListeners.forEach(listener -> listener.accept(news));
    }

    private List<Numbered> numbered(Set<Integer> numbers) {
        return database.read(handle ->
                Rows.ofKeys(
                        handle,
                        "SELECT * FROM item WHERE number IN (<keys>)",
                        numbers,
                        SqlItems::numbered));
    }

    @Override
    public void onMerge(Consumer<List<Merged>> listener) {
        mergeListeners.add(listener);
    }

    @Override
    public Added wouldAdd(Collection<Described> items) {
        return database.read(handle -> {
            SqlJoining joining = new SqlJoining(handle, clock.millis(), items);
            joining.decide();
            return joining.added();
        });
    }

    @Override
    public void correct(Item item) {
        order.lock();
        try {
            Numbered corrected =
                    database.write(handle -> {
                        Numbered known = findAll(handle, List.of(item.id())).get(item.id());
                        if (known == null) throw new UnknownItemException(item.id());
                        Numbered now = new Numbered(known.number(), item.withId(known.item().id()));
                        new SqlItems(handle).update(List.of(now));
                        return now;
                    });
            tell(List.of(corrected));
        } finally {
            order.unlock();
        }
    }

    /// Tells of these items, and of all that are newer than what was heard: others may have added some before.
    private void tell(List<Numbered> changed) {
        int before = heard;
        List<Numbered> news = new ArrayList<>();
        for (Numbered item : changed) if (item.number() <= before) news.add(item);
        List<Numbered> newer =
                changed.stream()
                        .filter(item -> item.number() > before)
                        .sorted(Comparator.comparingInt(Numbered::number))
                        .toList();
        boolean gapless = !newer.isEmpty() && newer.getLast().number() - before == newer.size();
        if (gapless) {
            news.addAll(newer);
            heard = newer.getLast().number();
        }
        List<Numbered> page = gapless ? List.of() : after(before, PAGE);
        while (!page.isEmpty()) {
            news.addAll(page);
            heard = page.getLast().number();
            page = after(heard, PAGE);
        }
        if (!news.isEmpty()) listeners.forEach(listener -> listener.accept(news));
    }

    @Override
    public Optional<Numbered> find(ItemId id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    @Override
    public Map<ItemId, Numbered> findAll(Collection<ItemId> ids) {
        return ids.isEmpty() ? Map.of() : database.read(handle -> findAll(handle, ids));
    }

    private static Map<ItemId, Numbered> findAll(Handle handle, Collection<ItemId> ids) {
        Map<ItemId, Numbered> found = new HashMap<>();
        Rows.ofKeys(
                        handle,
                        "SELECT name, item.* FROM item_name JOIN item ON item.number = item_name.item WHERE name IN (<keys>)",
                        ids.stream().map(ItemId::toString).toList(),
                        row -> Map.entry(ItemId.parse(row.getString(1)), SqlItems.numbered(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    @Override
    public List<Numbered> search(Query query) {
        return database.read(handle -> SqlSearch.search(handle, query));
    }

    @Override
    public List<Numbered> after(int number, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM item WHERE number > :number ORDER BY number LIMIT :limit")
                        .bind("number", number)
                        .bind("limit", limit)
                        .map((row, context) -> SqlItems.numbered(row))
                        .list());
    }

    /// Answered by index `item_without_length`, whose condition this repeats.
    static final String WITHOUT_LENGTH =
            "SELECT * FROM item WHERE kind = 'video' AND duration_ms IS NULL AND id LIKE :source AND extras NOT LIKE :unless ORDER BY number LIMIT :limit";

    @Override
    public List<Numbered> withoutLength(String source, String unless, int limit) {
        return database.read(handle ->
                handle.createQuery(WITHOUT_LENGTH)
                        .bind("source", source + ":%")
                        .bind("unless", "%\"" + unless + "\":%")
                        .bind("limit", limit)
                        .map((row, context) -> SqlItems.numbered(row))
                        .list());
    }

    @Override
    public Map<Integer, List<ItemId>> names(Collection<Integer> numbers) {
        Map<Integer, List<ItemId>> names = new HashMap<>();
        database.read(handle ->
                        Rows.ofKeys(
                                handle,
                                "SELECT item, name FROM item_name WHERE item IN (<keys>)",
                                numbers,
                                row -> Map.entry(row.getInt(1), ItemId.parse(row.getString(2)))))
                .forEach(name ->
                        names.computeIfAbsent(name.getKey(), item -> new ArrayList<>())
                                .add(name.getValue()));
        names.values().forEach(Collections::sort);
        return names;
    }

    @Override
    public int size() {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM item").mapTo(Integer.class).one());
    }

    @Override
    public void follow(Consumer<List<Numbered>> listener) {
        order.lock();
        try {
            int last = 0;
            for (List<Numbered> page = after(0, PAGE); !page.isEmpty(); page = after(last, PAGE)) {
                listener.accept(page);
                last = page.getLast().number();
            }
            if (last > heard)
                tell(List.of()); // others added some: those who listened before have not heard
            listeners.add(listener);
        } finally {
            order.unlock();
        }
    }
}
