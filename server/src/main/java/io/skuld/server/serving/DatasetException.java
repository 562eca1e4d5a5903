package io.skuld.server.serving;

import io.skuld.server.ActionableException;

/// The data set cannot be served as it is.
final class DatasetException extends ActionableException {
    DatasetException(Exception cause) {
        super(
                Kind.BAD_INPUT,
                "%s%nNothing was started; give --interactions a folder with train.txt (lines 'user item rating'), or with MovieLens' ratings.csv, ratings.dat or u.data."
                        .formatted(cause.getMessage()),
                cause);
    }
}
