package io.skuld.server.http;

import io.skuld.server.people.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is calling.
///
/// @param person the person this caller is; null for the whole household, on loopback without a password
/// @param scopes what the caller may do
/// @param proof how they proved it
public record Caller(@Nullable PersonId person, Set<Scope> scopes, Proof proof) {
    public enum Scope {
        /// The address of a feed, which readers of feeds keep: it opens that feed alone.
        FEED,
        READ,
        WRITE,
        ADMIN
    }

    /// How a caller proved who they are.
    public enum Proof {
        LOOPBACK,
        SESSION,
        TOKEN
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
