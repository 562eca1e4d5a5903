package io.skuld.server.catalog;

import io.skuld.server.ActionableException;

/// No item has this name.
public final class UnknownItemException extends ActionableException {
    public UnknownItemException(ItemId id) {
        super(
                Kind.NOT_FOUND,
                "There is no item '%s'. Nothing was changed. Search for it by its title; a program adds it first with POST /api/v1/items."
                        .formatted(id));
    }
}
