package io.skuld.server.ingest;

import io.skuld.server.ActionableException;

/// The numbers of a file are on no scale that is known.
public final class UnclearScaleException extends ActionableException {
    public UnclearScaleException(String name, String range) {
        super(
                Kind.UNPROCESSABLE,
                "The ratings in '%s' go from %s, which is on no scale that Skuld knows. Nothing was imported. Say which scale they are on with --scale (%s): lines outside it are then left out and listed."
                        .formatted(name, range, RatingScale.labels()));
    }
}
