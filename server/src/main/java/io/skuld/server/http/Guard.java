package io.skuld.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.skuld.server.ActionableException.Kind;
import io.skuld.server.http.Caller.Proof;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stands before every route: is it really us who are addressed, does the request come from our own pages, who is it,
/// and is it too much? Then [Access] decides about the particular person and deed.
///
/// - A foreign name in `Host` is refused: a page elsewhere could have pointed its own name at this machine (DNS
///   rebinding).
/// - A changing call with a foreign `Origin`, or marked cross-site by the browser, is refused. Programs send neither.
/// - A changing call of a session needs the session's CSRF token besides.
/// - `/feeds/{token}.xml` is opened by the token in its address, and by that alone.
public final class Guard implements Routes {
    /// The cookie of a session.
    static final String SESSION_COOKIE = "skuld_session";

    /// Carries the CSRF token of a changing call; forms use the field [#CSRF_FIELD].
    public static final String CSRF_HEADER = "X-CSRF-Token";

    public static final String CSRF_FIELD = "_csrf";

    private static final Set<String> LOOPBACK_NAMES =
            Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Pattern FEED_ADDRESS = Pattern.compile("/feeds/([A-Za-z0-9_-]+)\\.xml");
    private static final Duration EXTEND_AFTER = Duration.ofHours(1);

    private final SecuritySettings settings;
    private final SqlCredentials credentials;
    private final Access access;
    private final InstantSource clock;
    private final RateLimit requests;

    public Guard(
            SecuritySettings settings,
            SqlCredentials credentials,
            Access access,
            InstantSource clock) {
        this.settings = settings;
        this.credentials = credentials;
        this.access = access;
        this.clock = clock;
        requests = new RateLimit(settings.requestsPerMinute(), clock);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.before(context -> {
            refuseForeignHost(context);
            refuseTooLarge(context);
            if (changes(context)) refuseForeignOrigin(context);
            identify(context);
        });
    }

    /// The token that forms and scripts of the page send along with changing calls; empty when none is needed.
    public String csrfToken(Context context) {
        String session = context.cookie(SESSION_COOKIE);
        return session == null || session.isEmpty() ? "" : csrfOf(session);
    }

    private static String csrfOf(String session) {
        return Secrets.hash("csrf " + session);
    }

    private void identify(Context context) {
        Caller caller = callerOf(context);
        if (caller == null) return;
        boolean household = caller.proof() == Proof.LOOPBACK;
        if (!household && !requests.take(caller.person() + "/" + context.ip()))
            throw new HttpProblem(
                    Kind.TOO_MANY,
                    "More than %d requests in a minute. This one was not carried out; try again in a moment."
                            .formatted(settings.requestsPerMinute()));
        access.admit(context, caller);
    }

    private @Nullable Caller callerOf(Context context) {
        Matcher feed = FEED_ADDRESS.matcher(context.path());
        if (feed.matches()) return reader(feed.group(1));
        String authorization = context.header("Authorization");
        if (authorization != null) return bearer(authorization);
        if (!credentials.anyPassword()) return Access.HOUSEHOLD;
        String session = context.cookie(SESSION_COOKIE);
        return session == null ? null : session(context, session);
    }

    /// A token that stands in an address is easily seen, so it opens the feed and nothing else.
    private Caller reader(String secret) {
        Caller caller =
                credentials
                        .token(secret)
                        .map(this::used)
                        .filter(known -> known.scopes().contains(Scope.FEED))
                        .orElseThrow(() ->
                                HttpProblem.notFound(
                                        "There is no feed at this address, or it was revoked. Make a new one in the settings."));
        return new Caller(caller.person(), Set.of(Scope.FEED), Proof.TOKEN);
    }

    private Caller bearer(String authorization) {
        String secret =
                authorization.startsWith("Bearer ")
                        ? authorization.substring("Bearer ".length()).strip()
                        : "";
        SqlCredentials.Token token =
                credentials
                        .token(secret)
                        .orElseThrow(() ->
                                new HttpProblem(
                                        Kind.NOT_SIGNED_IN,
                                        "This token is not known, or was revoked. Nothing was read or changed; make a new one in the settings."));
        return used(token);
    }

    private Caller used(SqlCredentials.Token token) {
        Instant used = token.lastUsed();
        if (used == null || used.plus(EXTEND_AFTER).isBefore(clock.instant()))
            credentials.tokenUsed(token.id());
        return new Caller(token.person(), token.scopes(), Proof.TOKEN);
    }

    private @Nullable Caller session(Context context, String secret) {
        SqlCredentials.Session session = credentials.session(secret).orElse(null);
        if (session == null) return null;
        if (changes(context)) refuseMissingCsrf(context, secret);
        Instant expires = clock.instant().plus(settings.sessionLifetime());
        if (session.expires().plus(EXTEND_AFTER).isBefore(expires))
            credentials.extendSession(secret, expires);
        return new Caller(session.person(), scopesOf(session.person()), Proof.SESSION);
    }

    private static Set<Scope> scopesOf(PersonId person) {
        return person.equals(PersonId.ME)
                ? Set.of(Scope.FEED, Scope.READ, Scope.WRITE, Scope.ADMIN)
                : Set.of(Scope.FEED, Scope.READ, Scope.WRITE);
    }

    private void refuseMissingCsrf(Context context, String session) {
        String sent = context.header(CSRF_HEADER);
        if (sent == null && isForm(context)) sent = context.formParam(CSRF_FIELD);
        if (sent == null || !Secrets.equal(sent, csrfOf(session)))
            throw HttpProblem.forbidden(
                    "This call did not carry the page's token, so it may come from elsewhere. Nothing was changed; reload the page and try again.");
    }

    private static boolean isForm(Context context) {
        String type = context.contentType();
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private void refuseForeignHost(Context context) {
        String host = context.header("Host");
        if (host == null || known(withoutPort(host))) return;
        throw HttpProblem.forbidden(
                "Skuld does not answer to the name '%s'. Nothing was read or changed; use localhost, or add the name to security.public-hosts."
                        .formatted(withoutPort(host)));
    }

    private void refuseForeignOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        boolean crossSite = site != null && (site.equals("cross-site") || site.equals("same-site"));
        String origin = context.header("Origin");
        if (!crossSite && (origin == null || sameAuthority(origin, context.header("Host")))) return;
        throw HttpProblem.forbidden(
                "This call came from a page of another site (%s). Nothing was changed."
                        .formatted(origin == null ? "unnamed" : origin));
    }

    private boolean sameAuthority(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean known(String name) {
        return LOOPBACK_NAMES.contains(name) || settings.publicHosts().contains(name);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean ip6 = host.endsWith("]");
        return (colon > 0 && !ip6 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private void refuseTooLarge(Context context) {
        long length = context.req().getContentLengthLong();
        String type = context.contentType();
        boolean upload = type != null && type.startsWith("multipart/form-data");
        long limit = upload ? settings.maxUploadBytes() : settings.maxRequestBytes();
        if (length > limit)
            throw new HttpProblem(
                    Kind.TOO_LARGE,
                    "The request has %,d bytes; at most %,d are taken here. Nothing was stored; send it in parts, or raise security.%s."
                            .formatted(
                                    length,
                                    limit,
                                    upload ? "max-upload-bytes" : "max-request-bytes"));
    }

    private static boolean changes(Context context) {
        HandlerType method = context.method();
        return method != HandlerType.GET
                && method != HandlerType.HEAD
                && method != HandlerType.OPTIONS;
    }
}
