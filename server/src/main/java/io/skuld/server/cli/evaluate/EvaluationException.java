package io.skuld.server.cli.evaluate;

import io.skuld.server.ActionableException;

/// An evaluation that could not be run as it was asked for. No result was written.
final class EvaluationException extends ActionableException {
    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(Kind.BAD_INPUT, message);
    }

    EvaluationException(Exception cause) {
        super(Kind.BAD_INPUT, String.valueOf(cause.getMessage()), cause);
    }
}
