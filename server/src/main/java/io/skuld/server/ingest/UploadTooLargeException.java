package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// An upload is larger than allowed.
public final class UploadTooLargeException extends ActionableException {
    UploadTooLargeException(String name, long most) {
        super(
                Kind.TOO_LARGE,
                "'%s' is larger than the %,d MB that are taken. Nothing was imported. Import it with './skuld import', which has no such limit, or raise security.max-upload-bytes."
                        .formatted(name, most >> 20));
    }
}
