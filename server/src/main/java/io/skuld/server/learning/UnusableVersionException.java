package io.skuld.server.learning;

import io.skuld.server.ActionableException;

/// A model version that is there but cannot answer.
public final class UnusableVersionException extends ActionableException {
    public UnusableVersionException(String version, String reason) {
        super(
                Kind.UNPROCESSABLE,
                "Version %s was not activated: %s The version that answered goes on answering."
                        .formatted(version, reason));
    }
}
