package io.skuld.server.catalog;

/// What may come into the catalogue from outside. Keys `catalog.…`.
///
/// @param maxItemsPerRequest most items in one `POST /api/v1/items`
public record CatalogSettings(int maxItemsPerRequest) {
    public static final CatalogSettings DEFAULTS = new CatalogSettings(5_000);

    public CatalogSettings {
        if (maxItemsPerRequest < 1)
            throw new IllegalArgumentException(
                    "catalog.max-items-per-request is at least 1, got " + maxItemsPerRequest);
    }
}
