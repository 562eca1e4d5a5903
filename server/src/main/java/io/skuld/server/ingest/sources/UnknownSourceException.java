package io.skuld.server.ingest.sources;

import io.skuld.server.ActionableException;

/// Nobody follows this.
public final class UnknownSourceException extends ActionableException {
    public UnknownSourceException(String id) {
        super(
                Kind.NOT_FOUND,
                "There is no source %s. Nothing was changed; it may have been taken out meanwhile, the list has those there are."
                        .formatted(id));
    }
}
