package io.skuld.server;

/// The server was asked to listen where other machines can reach it, and nobody has a password.
public final class OpenToOthersException extends ActionableException {
    OpenToOthersException(String host) {
        super(
                Kind.CONFLICT,
                "Listening on %s would let other machines in, and nobody has a password yet. Nothing was started. Set one with './skuld password', or keep server.host at 127.0.0.1."
                        .formatted(host));
    }
}
