package io.skuld.server.ingest;

import io.skuld.server.ActionableException;
import io.skuld.server.people.PersonId;
import java.util.Collection;

/// A file of many people was to become one person's.
public final class ManyPeopleException extends ActionableException {
    ManyPeopleException(PersonId person, Collection<String> people) {
        super(
                Kind.UNPROCESSABLE,
                "The file holds signals of several people (%s …), which cannot all be those of '%s'. Nothing was imported. Choose one with --only, or leave out --person to keep them apart under their own ids."
                        .formatted(String.join(", ", people), person));
    }
}
