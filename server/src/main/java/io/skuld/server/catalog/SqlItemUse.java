package io.skuld.server.catalog;

import io.skuld.server.database.Database;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Tables of another stage that name items by number. When two items become one, they follow in the same transaction.
public interface SqlItemUse {
    /// What merges items.
    interface Work<T> {
        /// @param follow to be called with what is merged before the items that are gone are deleted
        T in(Handle handle, Consumer<List<Merged>> follow);
    }

    /// Runs a transaction that may merge items. Whoever listens to those tables has heard of it when this returns.
    <T> T whileMerging(Work<T> work);

    /// Hears of items that another process merged.
    void mergedElsewhere(List<Merged> merged);

    /// No other table names items.
    static SqlItemUse none(Database database) {
        return new SqlItemUse() {
            @Override
            public <T> T whileMerging(Work<T> work) {
                return database.write(handle -> work.in(handle, merged -> {}));
            }

            @Override
            public void mergedElsewhere(List<Merged> merged) {
                // Nobody to tell.
            }
        };
    }
}
