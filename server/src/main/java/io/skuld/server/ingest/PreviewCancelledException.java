package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// Somebody stopped a preview for which another waits.
public final class PreviewCancelledException extends ActionableException {
    PreviewCancelledException(String fileName) {
        super(
                Kind.CONFLICT,
                "The preview of '%s' was cancelled. Nothing was imported; send the file again to see it."
                        .formatted(fileName));
    }
}
