package io.skuld.server.cli;

import io.skuld.server.ActionableException;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.Titles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An item named on the command line by its id or its title.
final class ItemArgument {
    private static final int SUGGESTIONS = 8;

    private ItemArgument() {}

    static final class NotOneItemException extends ActionableException {
        NotOneItemException(String message) {
            super(Kind.NOT_FOUND, message);
        }
    }

    /// @throws NotOneItemException when no item or more than one is meant
    static Item resolve(Catalog catalog, String text) {
        Optional<Numbered> byId =
                text.indexOf(':') > 0 ? catalog.find(ItemId.parse(text)) : Optional.empty();
        if (byId.isPresent()) return byId.get().item();
        List<Item> found =
                catalog.search(new Catalog.Query(text, null, 0, SUGGESTIONS)).stream()
                        .map(Numbered::item)
                        .toList();
        String wanted = Titles.normalise(text);
        List<Item> exact =
                found.stream()
                        .filter(item -> Titles.normalise(item.title()).equals(wanted))
                        .toList();
        if (exact.size() == 1) return exact.getFirst();
        if (found.size() == 1) return found.getFirst();
        throw new NotOneItemException(message(text, found));
    }

    private static String message(String text, List<Item> found) {
        if (found.isEmpty())
            return "Nothing in the catalogue is called '%s'. Nothing was changed; './skuld import' brings items in."
                    .formatted(text);
        return "'%s' could be one of these. Nothing was changed; name one by its id:%n%s"
                .formatted(
                        text,
                        found.stream()
                                .map(item -> "  %-44s %s".formatted(item.id(), item.title()))
                                .collect(Collectors.joining(System.lineSeparator())));
    }
}
