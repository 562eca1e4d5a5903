package io.skuld.server.serving;

import io.javalin.http.Context;
import io.skuld.server.http.Access;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.people.PersonId;
import org.jspecify.annotations.Nullable;

/// Guards answers that are made of what everybody said: of a household that shares nothing, the likes of two can be told
/// from the order of one.
final class AboutEveryone {
    private AboutEveryone() {}

    /// The person whose data this request may read, made of everybody's.
    ///
    /// @param asked the person that the request names, or null for the caller
    static PersonId reads(
            Access access, ServedModel model, Context context, @Nullable String asked) {
        PersonId person = access.reads(context, asked);
        if (model.tellsOfOthers()) access.administers(context);
        return person;
    }
}
