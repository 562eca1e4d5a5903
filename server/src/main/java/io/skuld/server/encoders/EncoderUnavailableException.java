package io.skuld.server.encoders;

import io.skuld.server.ActionableException;

/// The embedded encoder did not start on this computer.
public final class EncoderUnavailableException extends ActionableException {
    EncoderUnavailableException(String version, Throwable cause) {
        super(
                Kind.UNAVAILABLE,
                ("The text encoder '%s' did not start: %s. Nothing was lost: recommendations go on with creators, genres"
                                + " and tags alone. 'skuld doctor' shows what it needs.")
                        .formatted(version, cause.getMessage()),
                cause);
    }
}
