package io.skuld.server.http;

import io.javalin.http.Context;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one place that decides who may do what, per person. A route asks for the person it is about and says whether it
/// reads or writes; it gets the person or an exception.
public final class Access {
    private static final Caller HOUSEHOLD =
            new Caller(null, Set.of(Scope.READ, Scope.WRITE, Scope.ADMIN));

    /// The person whose data this request may read. `asked` is what the request names, or null for "me".
    public PersonId reads(Context context, @Nullable String asked) {
        return person(context, asked, Scope.READ);
    }

    /// The person whose data this request may change.
    public PersonId writes(Context context, @Nullable String asked) {
        return person(context, asked, Scope.WRITE);
    }

    /// Refuses whoever may not run this Skuld: settings, catalogue, people, backups.
    public void administers(Context context) {
        if (!caller(context).may(Scope.ADMIN))
            throw HttpProblem.forbidden(
                    "This needs the right to administer Skuld. Nothing was changed; sign in as its owner or use a token with the scope 'admin'.");
    }

    /// Who is calling.
    public Caller caller(Context context) {
        return HOUSEHOLD;
    }

    private PersonId person(Context context, @Nullable String asked, Scope scope) {
        Caller caller = caller(context);
        if (!caller.may(scope))
            throw HttpProblem.forbidden(
                    "This token may not "
                            + scope.name().toLowerCase(java.util.Locale.ROOT)
                            + ". Nothing was changed.");
        if (asked == null || asked.isBlank())
            return caller.person() == null ? PersonId.ME : caller.person();
        PersonId person = new PersonId(asked);
        if (caller.person() != null && !caller.person().equals(person) && !caller.may(Scope.ADMIN))
            throw HttpProblem.forbidden(
                    "This is about another person. Nothing was read or changed.");
        return person;
    }
}
