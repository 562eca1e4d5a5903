package io.skuld.server.serving;

import io.skuld.server.ActionableException;

/// A model version that is there but cannot answer.
final class UnusableVersionException extends ActionableException {
    UnusableVersionException(String version, String reason) {
        super(
                Kind.UNPROCESSABLE,
                "Version %s was not activated: %s The version that answered goes on answering."
                        .formatted(version, reason));
    }
}
