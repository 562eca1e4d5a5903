package io.skuld.engine.evaluation;

import java.io.IOException;
import java.nio.file.Path;

/// A data file that cannot be used, with the line and the reason. Nothing of the dataset was loaded.
public final class BadDatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param line 1-based
    BadDatasetException(Path file, int line, String reason) {
        super(
                "%s, line %d: %s. Nothing was loaded; mend or remove that line and run again."
                        .formatted(file, line, reason));
    }

    BadDatasetException(Path file, String reason) {
        super("%s: %s. Nothing was loaded.".formatted(file, reason));
    }
}
