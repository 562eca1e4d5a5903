package io.skuld.server.catalog;

import io.skuld.server.ActionableException;

/// No item has this name.
public final class UnknownItemException extends ActionableException {
    public UnknownItemException(ItemId id) {
        super(
                Kind.NOT_FOUND,
                "There is no item '%s'. Nothing was changed. Add it first with POST /api/v1/items, or search for its id."
                        .formatted(id));
    }
}
