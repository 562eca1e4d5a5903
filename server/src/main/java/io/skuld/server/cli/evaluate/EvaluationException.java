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

    /// For one model that fails in a way nobody foresaw; the other models need not suffer for it.
    static EvaluationException fault(RuntimeException cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return new EvaluationException(
                "This is a fault of Skuld's; please report it with these lines:%n%s"
                        .formatted(trace));
    }
}
