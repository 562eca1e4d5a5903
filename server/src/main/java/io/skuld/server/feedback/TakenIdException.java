package io.skuld.server.feedback;

import io.skuld.server.ActionableException;

/// The id of a signal stands for another one.
public final class TakenIdException extends ActionableException {
    TakenIdException(String id) {
        super(
                Kind.CONFLICT,
                "The id or Idempotency-Key of signal '%s' was used before for something else. Nothing was stored; give each new signal an id or key of its own."
                        .formatted(id));
    }
}
