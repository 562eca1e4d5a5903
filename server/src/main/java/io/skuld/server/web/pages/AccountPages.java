package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.account.Accounts;
import io.skuld.server.ingest.account.NotConnectedException;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.ingest.sources.Source;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/sources/account`: connects a person's YouTube account by a redirect or a code, shows how much of the day's share is
/// used, and disconnects it.
final class AccountPages implements Routes {
    private static final String CALLBACK = "/sources/account/back";

    /// Names the account among the sources; the reader knows where it really is.
    private static final String ADDRESS = "https://www.youtube.com/";

    private final Pages pages;
    private final Accounts accounts;
    private final Following following;
    private final InstantSource clock;

    AccountPages(Pages pages, Accounts accounts, Following following, InstantSource clock) {
        this.pages = pages;
        this.accounts = accounts;
        this.following = following;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/sources/account", this::wait);
        routes.post("/sources/account/connect", this::connect);
        routes.post("/sources/account/disconnect", this::disconnect);
        routes.get(CALLBACK, this::comeBack);
    }

    private void connect(Context context) {
        PersonId person = pages.writer(context);
        Accounts.Client client =
                new Accounts.Client(field(context, "client"), field(context, "secret"));
        if ("device".equals(context.formParam("way"))) {
            accounts.beginDevice(person, client);
            answer(context, person, null);
            return;
        }
        String back = "%s://%s%s".formatted(context.scheme(), context.host(), CALLBACK);
        answer(context, person, accounts.begin(person, client, back));
    }

    /// Asked every few seconds while a code waits to be typed in.
    private void wait(Context context) {
        PersonId person = pages.writer(context);
        if (accounts.ask(person)) connected(context, person);
        answer(context, person, null);
    }

    /// Google leads the browser here from outside, so no session comes along: the state, which only they and we know, says
    /// who it is.
    private void comeBack(Context context) {
        String state = context.queryParam("state");
        String code = context.queryParam("code");
        String error = context.queryParam("error");
        if (state == null || code == null)
            throw new NotConnectedException(
                    "access_denied".equals(error)
                            ? "the permission was not given"
                            : "Google sent no permission");
        connected(context, accounts.finish(state, code));
        context.header("Content-Type", "text/html; charset=utf-8")
                .result(
                        "<!doctype html><meta http-equiv=\"refresh\" content=\"0;url=/sources#account\"><link rel=\"icon\" href=\"data:,\"><title>Skuld</title><p><a href=\"/sources#account\">%s</a></p>"
                                .formatted(pages.text(context).get("account.done")));
    }

    private void connected(Context context, PersonId person) {
        Subscription account =
                new Subscription(
                        Subscription.Kind.ACCOUNT,
                        ADDRESS,
                        pages.text(context).get("account.title"));
        Source source = following.add(person, account, null).source();
        following.setState(source.id(), Source.State.ACTIVE);
        following.hurry(source.id());
        pages.toast(context, pages.text(context).get("account.done"), null);
    }

    private void disconnect(Context context) {
        PersonId person = pages.writer(context);
        boolean told = accounts.disconnect(person);
        for (Source source : following.of(person))
            if (source.subscription().kind() == Subscription.Kind.ACCOUNT)
                following.setState(source.id(), Source.State.REMOVED);
        pages.toast(
                context,
                pages.text(context)
                        .get(told ? "account.disconnected" : "account.disconnected-here"),
                null);
        answer(context, person, null);
    }

    private void answer(Context context, PersonId person, @Nullable String consent) {
        Shell shell = pages.shell(context);
        Accounts.Device device = accounts.device(person).orElse(null);
        if (Pages.isExchange(context) || consent != null || device != null)
            pages.part(
                    context,
                    "parts/account.jte",
                    view(shell, accounts, person, consent, device, clock.instant()));
        else pages.goTo(context, "/sources");
    }

    static AccountView view(
            Shell shell,
            Accounts accounts,
            PersonId person,
            @Nullable String consent,
            Accounts.@Nullable Device begun,
            Instant now) {
        Messages text = shell.text();
        Accounts.Device device = begun == null ? accounts.device(person).orElse(null) : begun;
        String connected =
                accounts.status(person)
                        .map(status ->
                                text.get(
                                                "account.connected",
                                                "when",
                                                shell.formats().ago(status.connected(), now))
                                        + " · "
                                        + text.get(
                                                "account.quota",
                                                Map.of(
                                                        "used",
                                                        shell.formats().whole(status.used()),
                                                        "most",
                                                        shell.formats().whole(status.most()))))
                        .orElse(null);
        return new AccountView(
                shell,
                connected,
                consent,
                device == null ? null : device.code(),
                device == null ? "" : device.page());
    }

    private static String field(Context context, String name) {
        String value = context.formParam(name);
        return value == null ? "" : value;
    }
}
