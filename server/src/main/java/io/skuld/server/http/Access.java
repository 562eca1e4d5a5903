package io.skuld.server.http;

import io.javalin.http.Context;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one place that decides who may do what, per person. A route names the person it is about and whether it reads or
/// writes; it gets the person, or an exception ends the request.
///
/// As long as nobody has a password, everyone on this machine is the household and may do everything. After that a
/// caller is who their session or token says. The first person, [PersonId#ME], is the owner.
public final class Access {
    static final Caller HOUSEHOLD =
            new Caller(null, Set.of(Scope.READ, Scope.WRITE, Scope.ADMIN), Caller.Proof.LOOPBACK);

    private static final String CALLER = "skuld.caller";
    private static final String PERSON_COOKIE = "skuld_person";

    /// The person whose data this request may read.
    ///
    /// @param asked the person that the request names, or null for the caller
    public PersonId reads(Context context, @Nullable String asked) {
        return person(context, asked, Scope.READ);
    }

    /// The person whose data this request may change.
    ///
    /// @param asked the person that the request names, or null for the caller
    public PersonId writes(Context context, @Nullable String asked) {
        return person(context, asked, Scope.WRITE);
    }

    /// The person whose feed a reader of feeds may show.
    public PersonId subscribes(Context context) {
        require(context, Scope.FEED);
        return chosen(context, caller(context));
    }

    /// Refuses whoever may not run this Skuld: settings, people, backups.
    public void administers(Context context) {
        require(context, Scope.ADMIN);
    }

    /// Refuses whoever may not add to what everyone shares: items.
    public void contributes(Context context) {
        require(context, Scope.WRITE);
    }

    /// The person whose password this request may set: it opens more than a token that only writes.
    ///
    /// @param asked the person that the request names, or null for the caller
    public PersonId secures(Context context, @Nullable String asked) {
        PersonId person = writes(context, asked);
        if (caller(context).proof() == Caller.Proof.TOKEN) administers(context);
        return person;
    }

    /// Refuses whoever would hand on more than they may do themselves.
    public void grants(Context context, Set<Scope> scopes) {
        for (Scope scope : scopes) require(context, scope);
    }

    /// Who is calling. [Guard] found it out before any route ran.
    public Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null)
            throw new HttpProblem(
                    io.skuld.server.ActionableException.Kind.NOT_SIGNED_IN,
                    "Sign in first, or send a token as 'Authorization: Bearer …'. Nothing was read or changed.");
        return caller;
    }

    void admit(Context context, Caller caller) {
        context.attribute(CALLER, caller);
    }

    /// Who may act for everyone chooses in the pages whom they are; the choice is kept in a cookie.
    public void choosePerson(Context context, PersonId person) {
        context.res()
                .addHeader(
                        "Set-Cookie",
                        "%s=%s; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly"
                                .formatted(PERSON_COOKIE, person.value()));
    }

    private void require(Context context, Scope scope) {
        if (!caller(context).may(scope))
            throw HttpProblem.forbidden(
                    "This needs the scope '%s'. Nothing was changed; sign in as the owner or use a token that has it."
                            .formatted(scope.name().toLowerCase(Locale.ROOT)));
    }

    private PersonId person(Context context, @Nullable String asked, Scope scope) {
        require(context, scope);
        Caller caller = caller(context);
        if (asked == null || asked.isBlank()) return chosen(context, caller);
        PersonId person = new PersonId(asked);
        boolean own = caller.person() == null || caller.person().equals(person);
        if (!own && !caller.may(Scope.ADMIN))
            throw HttpProblem.forbidden(
                    "This is about another person. Nothing was read or changed.");
        return person;
    }

    private static PersonId chosen(Context context, Caller caller) {
        PersonId self = caller.person() == null ? PersonId.ME : caller.person();
        String cookie = caller.may(Scope.ADMIN) ? context.cookie(PERSON_COOKIE) : null;
        return cookie == null || cookie.isBlank() ? self : new PersonId(cookie);
    }
}
