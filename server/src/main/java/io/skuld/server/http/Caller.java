package io.skuld.server.http;

import io.skuld.server.people.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is calling, as [Access] found out from the connection, the session or the token.
///
/// @param person the person this caller is; null for the whole household, on loopback without a password
/// @param scopes what the caller may do
public record Caller(@Nullable PersonId person, Set<Scope> scopes) {
    public enum Scope {
        READ,
        WRITE,
        ADMIN
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
