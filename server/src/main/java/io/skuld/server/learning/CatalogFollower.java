package io.skuld.server.learning;

import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Catalog.Numbered;
import java.util.List;

/// Keeps something in memory current with the whole catalogue.
interface CatalogFollower {
    /// An item read from the catalogue at the start. What [#changed] said of it before is newer and stays.
    void read(Numbered item);

    /// An item that is new or changed.
    void changed(Numbered item);

    /// Follows from now on; when it returns, all items there are have been read.
    static void follow(Catalog catalog, List<? extends CatalogFollower> followers) {
        catalog.onChange(items -> {
            for (Numbered item : items) followers.forEach(f -> f.changed(item));
        });
        List<Numbered> page = catalog.after(0, 1000);
        while (!page.isEmpty()) {
            for (Numbered item : page) followers.forEach(f -> f.read(item));
            page = catalog.after(page.getLast().number(), 1000);
        }
    }
}
