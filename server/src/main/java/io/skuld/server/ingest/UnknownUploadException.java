package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// An uploaded file is not there any more.
public final class UnknownUploadException extends ActionableException {
    UnknownUploadException(String id) {
        super(
                Kind.NOT_FOUND,
                "The upload '%s' is not here any more; uploads are kept for an hour. Nothing was imported. Send the file again."
                        .formatted(id));
    }
}
