package io.skuld.server.people;

import io.skuld.server.ActionableException;

/// Nobody has this id.
public final class UnknownPersonException extends ActionableException {
    public UnknownPersonException(PersonId id) {
        super(
                Kind.NOT_FOUND,
                "There is no person '%s'. Nothing was changed. Create the person in Settings first, or use the id of one who is there."
                        .formatted(id));
    }
}
