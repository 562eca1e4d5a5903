package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Caller.Scope;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.http.SqlCredentials;
import io.skuld.server.http.SqlCredentials.Token;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/settings/tokens`: the programs that act for a person, what each may do and when it last did.
final class TokenPages implements Routes {
    private final Pages pages;
    private final SqlCredentials credentials;
    private final InstantSource clock;

    TokenPages(Pages pages, SqlCredentials credentials, InstantSource clock) {
        this.pages = pages;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/settings/tokens", context -> show(context, null, false));
        routes.post("/settings/tokens", this::create);
        routes.post("/settings/tokens/{id}/revoke", this::revoke);
    }

    private void show(Context context, @Nullable String secret, boolean feed) {
        PersonId person = pages.reader(context);
        Shell shell = pages.shell(context);
        Instant now = clock.instant();
        String home = "%s://%s/".formatted(context.scheme(), context.host());
        pages.page(
                context,
                "tokens.jte",
                new TokensView(
                        shell,
                        credentials.tokens(person).stream()
                                .map(token ->
                                        new TokensView.Row(
                                                token.id(), token.name(), facts(shell, token, now)))
                                .toList(),
                        scopes(context, shell.text()),
                        secret,
                        home,
                        feed ? home + "feeds/" + secret + ".xml" : null));
    }

    private List<Choice> scopes(Context context, Messages text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> pages.access().caller(context).may(scope))
                .map(scope ->
                        new Choice(
                                name(scope),
                                text.get("tokens.scope." + name(scope)),
                                "",
                                scope == Scope.READ))
                .toList();
    }

    private static String facts(Shell shell, Token token, Instant now) {
        Messages text = shell.text();
        String may =
                token.scopes().stream()
                        .map(scope -> text.get("tokens.scope." + name(scope)))
                        .collect(Collectors.joining(", "));
        Instant used = token.lastUsed();
        String last =
                used == null
                        ? text.get("tokens.unused")
                        : text.get("tokens.used", "when", shell.formats().ago(used, now));
        return may
                + " · "
                + text.get("tokens.made", "when", shell.formats().date(token.created()))
                + " · "
                + last;
    }

    private void create(Context context) {
        PersonId person = pages.writer(context);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values())
            if (context.formParams("scope").contains(name(scope))) scopes.add(scope);
        pages.access().grants(context, scopes);
        String name = context.formParam("name");
        show(
                context,
                credentials.createToken(person, name == null ? "" : name, scopes),
                scopes.contains(Scope.FEED));
    }

    private void revoke(Context context) {
        PersonId person = pages.writer(context);
        if (!credentials.revokeToken(person, context.pathParam("id")))
            throw HttpProblem.notFound(
                    "This token is not there any more. Nothing was changed; reload the page.");
        pages.goTo(context, "/settings/tokens");
    }

    private static String name(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
