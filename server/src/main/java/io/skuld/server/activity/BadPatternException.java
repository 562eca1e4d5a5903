package io.skuld.server.activity;

import io.skuld.server.ActionableException;

/// A line of the person's own rules cannot be used.
public final class BadPatternException extends ActionableException {
    BadPatternException(int line, String text, String why) {
        super(
                Kind.BAD_INPUT,
                "Line %d, '%s', cannot be used: %s. Nothing was saved; correct the line, or put # before it."
                        .formatted(
                                line,
                                text.length() > 80 ? text.substring(0, 80) + "…" : text,
                                why));
    }
}
