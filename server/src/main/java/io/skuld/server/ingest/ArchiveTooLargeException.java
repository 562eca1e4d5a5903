package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// An archive unpacks to more than is believable, as a ZIP bomb does.
public final class ArchiveTooLargeException extends ActionableException {
    ArchiveTooLargeException(String part, BundleLimits limits) {
        super(
                Kind.TOO_LARGE,
                "'%s' unpacks to more than %d times its size or more than %,d MB, so reading stopped there. If the file is honest, unpack it yourself and import the folder."
                        .formatted(part, limits.ratio(), limits.bytes() >> 20));
    }
}
