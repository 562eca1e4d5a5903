package io.skuld.server.ingest.account;

import io.skuld.server.ActionableException;

/// An account could not be connected.
public final class NotConnectedException extends ActionableException {
    public NotConnectedException(String why) {
        super(
                Kind.BAD_INPUT,
                "The account was not connected: %s. Nothing was stored; begin again on the page Sources."
                        .formatted(why));
    }
}
