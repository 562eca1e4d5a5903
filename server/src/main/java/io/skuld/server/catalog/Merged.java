package io.skuld.server.catalog;

/// Two stored items that turned out to be one. Everything about the one that is gone is about the other from then on, and
/// its names are names of the other.
///
/// @param gone number of the item that was added later; never used again
/// @param goneId the id it was stored under, an alias from now on
/// @param kept number of the item that was there first
/// @param keptId the id that stays
public record Merged(int gone, ItemId goneId, int kept, ItemId keptId) {}
