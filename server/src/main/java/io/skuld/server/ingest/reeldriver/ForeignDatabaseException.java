package io.skuld.server.ingest.reeldriver;

import io.skuld.server.ActionableException;
import java.util.List;

/// Another program's database server does not give what was asked of it.
public final class ForeignDatabaseException extends ActionableException {
    private ForeignDatabaseException(Kind kind, String message) {
        super(kind, message);
    }

    static ForeignDatabaseException unreachable(String name, Exception cause) {
        return new ForeignDatabaseException(
                Kind.UNAVAILABLE,
                "%s cannot be read: %s. What came before is in; nothing there was changed. Check host, port and name, and add ?user=NAME to the address; the password is taken from ~/.pgpass or &password=…. Then import again: nothing is doubled."
                        .formatted(name, cause.getMessage()));
    }

    /// @param schemas where such tables are
    static ForeignDatabaseException withoutTables(
            String name, String schema, List<String> schemas) {
        String elsewhere =
                schemas.isEmpty()
                        ? "No schema that this user may see has them: check the address and the user's rights."
                        : "They are in %s: add ?currentSchema=%s to the address."
                                .formatted(String.join(", ", schemas), schemas.getFirst());
        return new ForeignDatabaseException(
                Kind.UNPROCESSABLE,
                "%s has neither a table 'training' nor 'media' in its schema '%s'. Nothing was imported. %s"
                        .formatted(name, schema, elsewhere));
    }
}
