package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import org.jspecify.annotations.Nullable;

/// What a person wants imported, and how.
///
/// @param format the importer's name, or null to recognise it
/// @param person whose the signals are, or null: then the people of a file of many keep their own ids, and a file of one
///     person's is [PersonId#ME]'s
/// @param only of a file of many people the id of the one to take, or null
public record ImportRequest(
        @Nullable String format,
        @Nullable PersonId person,
        @Nullable String only,
        ReadOptions options) {
    /// Everything recognised, everyone kept.
    public static final ImportRequest DEFAULTS =
            new ImportRequest(null, null, null, ReadOptions.DEFAULTS);

    public ImportRequest withPerson(PersonId newPerson) {
        return new ImportRequest(format, newPerson, only, options);
    }

    public ImportRequest withOnly(String id) {
        return new ImportRequest(format, person, id, options);
    }

    public ImportRequest withFormat(String name) {
        return new ImportRequest(name, person, only, options);
    }
}
