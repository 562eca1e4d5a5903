package io.skuld.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.ActionableException.Kind;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.people.PersonId;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Signing in and out, passwords and tokens.
public final class AccessRoutes implements Routes {
    private final SecuritySettings settings;
    private final SqlCredentials credentials;
    private final Access access;
    private final RateLimit failedSignIns;

    public AccessRoutes(
            SecuritySettings settings,
            SqlCredentials credentials,
            Access access,
            InstantSource clock) {
        this.settings = settings;
        this.credentials = credentials;
        this.access = access;
        failedSignIns = new RateLimit(settings.signInsPerMinute(), clock);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/session", this::signIn);
        routes.delete("/api/v1/session", this::signOut);
        routes.put("/api/v1/people/{person}/password", this::setPassword);
        routes.get("/api/v1/tokens", this::tokens);
        routes.post("/api/v1/tokens", this::createToken);
        routes.delete("/api/v1/tokens/{id}", this::revokeToken);
        routes.post("/sign-in", this::signInForm);
        routes.post("/sign-out", this::signOutForm);
    }

    private void signIn(Context context) {
        JsonNode body = Json.body(context);
        startSession(context, text(body, "person"), text(body, "password"));
        context.status(204);
    }

    private void signInForm(Context context) {
        String person = context.formParam("person");
        startSession(
                context,
                person == null ? "" : person.strip(),
                String.valueOf(context.formParam("password")));
        context.redirect("/");
    }

    private void signOut(Context context) {
        endSession(context);
        context.status(204);
    }

    private void signOutForm(Context context) {
        endSession(context);
        context.redirect("/sign-in");
    }

    private void setPassword(Context context) {
        PersonId person = access.secures(context, context.pathParam("person"));
        credentials.setPassword(person, text(Json.body(context), "password"));
        context.status(204);
    }

    private void tokens(Context context) {
        PersonId person = access.reads(context, context.queryParam("person"));
        context.json(Map.of("tokens", credentials.tokens(person)));
    }

    private void createToken(Context context) {
        JsonNode body = Json.body(context);
        PersonId person = access.writes(context, optional(body, "person"));
        Set<Scope> scopes = scopes(body);
        access.grants(context, scopes);
        context.status(201)
                .json(Map.of("token", credentials.createToken(person, text(body, "name"), scopes)));
    }

    private void revokeToken(Context context) {
        PersonId person = access.writes(context, context.queryParam("person"));
        if (!credentials.revokeToken(person, context.pathParam("id")))
            throw HttpProblem.notFound(
                    "This person has no such token. Nothing was changed; GET /api/v1/tokens lists them.");
        context.status(204);
    }

    private void startSession(Context context, String person, String password) {
        String address = context.ip();
        if (!failedSignIns.has(address))
            throw new HttpProblem(
                    Kind.TOO_MANY,
                    "Too many failed sign-ins from this address. Wait a minute, then try again.");
        if (!knows(person, password)) {
            failedSignIns.take(address);
            throw new HttpProblem(
                    Kind.FORBIDDEN, "The name or the password is wrong. Nobody was signed in.");
        }
        String secret = credentials.startSession(new PersonId(person), settings.sessionLifetime());
        setCookie(context, secret, settings.sessionLifetime().toSeconds());
    }

    private boolean knows(String person, String password) {
        try {
            return credentials.passwordMatches(new PersonId(person), password);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private void endSession(Context context) {
        String session = context.cookie(Guard.SESSION_COOKIE);
        if (session != null) credentials.endSession(session);
        setCookie(context, "", 0);
    }

    private static void setCookie(Context context, String value, long seconds) {
        boolean https =
                "https".equals(context.header("X-Forwarded-Proto"))
                        || context.scheme().equals("https");
        context.res()
                .addHeader(
                        "Set-Cookie",
                        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                                .formatted(
                                        Guard.SESSION_COOKIE,
                                        value,
                                        seconds,
                                        https ? "; Secure" : ""));
    }

    private static Set<Scope> scopes(JsonNode body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode scope : body.path("scopes")) scopes.add(scope(scope.asText()));
        return scopes;
    }

    private static Scope scope(String name) {
        try {
            return Scope.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badInput(
                    "'%s' is not a scope; the scopes are feed, read, write, admin. No token was made."
                            .formatted(name));
        }
    }

    private static String text(JsonNode body, String field) {
        String value = optional(body, field);
        if (value == null)
            throw HttpProblem.badInput(
                    "The field '%s' is missing. Nothing was changed; send it as text."
                            .formatted(field));
        return value;
    }

    private static @Nullable String optional(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isTextual() ? null : value.asText();
    }
}
