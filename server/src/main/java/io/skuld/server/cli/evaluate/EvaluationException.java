package io.skuld.server.cli.evaluate;

import io.skuld.server.ActionableException;
import java.io.PrintWriter;
import java.io.StringWriter;

/// An evaluation that could not be run as it was asked for. No result was written.
final class EvaluationException extends ActionableException {
    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(Kind.BAD_INPUT, message);
    }

    EvaluationException(Exception cause) {
        super(Kind.BAD_INPUT, String.valueOf(cause.getMessage()), cause);
    }

    /// For what shows before any model was made, when there is no result of others either.
    static EvaluationException beforeAnything(Exception cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Nothing was")) return new EvaluationException(cause);
        return new EvaluationException(
                "%s%s Nothing was evaluated.".formatted(message, message.endsWith(".") ? "" : "."));
    }

    /// For one model that fails in a way nobody foresaw; the other models need not suffer for it.
    static EvaluationException fault(RuntimeException cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return new EvaluationException(
                "This is a fault of Skuld's; please report it with these lines:%n%s"
                        .formatted(trace));
    }
}
