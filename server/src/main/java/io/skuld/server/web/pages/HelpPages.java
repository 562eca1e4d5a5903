package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Routes;
import io.skuld.server.web.guide.Guide;
import java.util.List;

/// `/help`: the user guide, searchable, and the list of keys.
final class HelpPages implements Routes {
    private static final String KEYBOARD = "keyboard";

    private final Pages pages;

    HelpPages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/help", this::index);
        routes.get("/help/{page}", context -> show(context, context.pathParam("page")));
    }

    private void index(Context context) {
        String query = context.queryParam("q");
        if (query == null || query.isBlank()) show(context, Guide.PAGES.getFirst());
        else search(context, query.strip());
    }

    private void search(Context context, String query) {
        Shell shell = pages.shell(context);
        Guide guide = guide(shell);
        pages.page(
                context,
                "help.jte",
                new HelpView(
                        shell,
                        guide.pages(),
                        null,
                        shell.text().get("nav.help"),
                        false,
                        query,
                        guide.search(query)));
    }

    private void show(Context context, String name) {
        Shell shell = pages.shell(context);
        Guide guide = guide(shell);
        boolean keyboard = name.equals(KEYBOARD);
        Guide.Page page = guide.page(name).orElse(null);
        if (page == null && !keyboard)
            throw HttpProblem.notFound("The guide has no page '%s'.".formatted(name));
        String title = page == null ? shell.text().get("keys.heading") : page.title();
        pages.page(
                context,
                "help.jte",
                new HelpView(shell, guide.pages(), page, title, keyboard, "", List.of()));
    }

    private static Guide guide(Shell shell) {
        return Guide.in(shell.text().language());
    }
}
