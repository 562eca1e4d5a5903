package io.skuld.server.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All items, each stored once however many sources name it. Thread-safe; what it returned from [#add] is durable.
public interface Catalog {
    /// An item with its number: positive, given in the order of arrival, never reused. Dense enough to index arrays.
    record Numbered(int number, Item item) {}

    /// @param added items that were new
    /// @param known items that were there already, perhaps filled in
    /// @param ids the stored id of each described item, in the order given
    record Added(int added, int known, List<ItemId> ids) {}

    /// @param text words that a title or a creator starts with; empty for all
    /// @param kind null for every kind
    record Query(String text, @Nullable ItemKind kind, int offset, int limit) {}

    /// Adds what is new and fills in what was not known, in one transaction. A described item is known when its id or
    /// one of its aliases is; an alias of [Titles#SOURCE] does not join items whose ids of one other source differ.
    ///
    /// Stored items that a described one names both are one from then on ([Merged]): the one that was there first keeps its
    /// id, number and facts and is filled in from the other. Not so by an alias of [Titles#SOURCE], and not items that have
    /// ids of one source each: what a source tells apart stays apart.
    Added add(Collection<Described> items);

    /// What [#add] would answer, without changing anything: the preview of an import.
    Added wouldAdd(Collection<Described> items);

    /// Replaces the facts of an item, as when a person corrects them. The id must be known.
    void correct(Item item);

    /// By id or alias.
    Optional<Numbered> find(ItemId id);

    /// By id or alias; unknown ids are missing from the answer. Keys are the ids asked for.
    Map<ItemId, Numbered> findAll(Collection<ItemId> ids);

    List<Numbered> search(Query query);

    /// Items with a number above this one, ascending: the way to read the whole catalogue in pages.
    List<Numbered> after(int number, int limit);

    /// Videos of a source whose length is not known, ascending by number.
    ///
    /// @param unless those that have an extra of this name are left out
    List<Numbered> withoutLength(String source, String unless, int limit);

    /// All names of items, their ids among them, in order. Keys are the numbers asked for.
    Map<Integer, List<ItemId>> names(Collection<Integer> numbers);

    int size();

    /// Calls back with all items there are, page by page, before it returns; from then on after each commit with the items
    /// that are new or changed. Who writes meanwhile waits, so that no older state comes after a newer one.
    void follow(Consumer<List<Numbered>> listener);

    /// Calls back after each commit that merged items, when the listeners of [#follow] know what became of those that stay.
    void onMerge(Consumer<List<Merged>> listener);
}
