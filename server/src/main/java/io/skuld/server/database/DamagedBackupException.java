package io.skuld.server.database;

import io.skuld.server.ActionableException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file is no whole backup.
public final class DamagedBackupException extends ActionableException {
    DamagedBackupException(Path file, String detail, @Nullable Throwable cause) {
        super(
                Kind.UNPROCESSABLE,
                "%s is not a whole backup of Skuld: %s. Nothing was changed; your present data is as it was. Use another backup."
                        .formatted(file, detail));
        if (cause != null) initCause(cause);
    }
}
