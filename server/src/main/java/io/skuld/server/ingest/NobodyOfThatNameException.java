package io.skuld.server.ingest;

import io.skuld.server.ActionableException;
import java.util.Collection;

/// The person asked for by `--only` is not in the file.
public final class NobodyOfThatNameException extends ActionableException {
    NobodyOfThatNameException(String only, Collection<String> others) {
        super(
                Kind.UNPROCESSABLE,
                "Nobody in the file is called '%s', so no signals were imported. It has people called %s and others; name one of them with --only, or leave it out to take all."
                        .formatted(only, String.join(", ", others)));
    }
}
