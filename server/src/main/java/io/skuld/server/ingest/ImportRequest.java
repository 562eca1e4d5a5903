package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import org.jspecify.annotations.Nullable;

/// What a person wants imported, and how.
///
/// @param format the importer's name, or null to recognise it
/// @param owner whose a file of one person's is, when `person` does not say
/// @param person whose the signals are, or null: then the people of a file of many keep their own ids
/// @param only of a file of many people the id of the one to take, or null
public record ImportRequest(
        @Nullable String format,
        PersonId owner,
        @Nullable PersonId person,
        @Nullable String only,
        ReadOptions options) {
    /// Everything recognised, everyone kept.
    public static final ImportRequest DEFAULTS =
            new ImportRequest(null, PersonId.ME, null, null, ReadOptions.DEFAULTS);

    public ImportRequest withPerson(PersonId newPerson) {
        return new ImportRequest(format, owner, newPerson, only, options);
    }

    public ImportRequest withOnly(String id) {
        return new ImportRequest(format, owner, person, id, options);
    }

    /// Whose import this is, or null when it is that of many.
    @Nullable PersonId personOf(Importer importer) {
        if (person != null) return person;
        return importer.ofManyPeople() ? null : owner;
    }
}
