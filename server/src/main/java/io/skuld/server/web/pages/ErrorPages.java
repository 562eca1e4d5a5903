package io.skuld.server.web.pages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.ActionableException;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.http.Json;
import io.skuld.server.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Problems as pages for people: the same words as programs get, with a way on.
final class ErrorPages implements Routes {
    private static final List<Integer> STATUSES =
            List.of(400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503);

    private final Pages pages;

    ErrorPages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void register(RoutesConfig routes) {
        for (int status : STATUSES) routes.error(status, "html", this::show);
    }

    private void show(Context context) {
        if (context.path().startsWith("/api/") || Pages.isExchange(context)) return;
        if (context.statusCode() == 401 && context.method() == io.javalin.http.HandlerType.GET) {
            context.redirect("/sign-in", io.javalin.http.HttpStatus.SEE_OTHER);
            return;
        }
        JsonNode problem = problem(context.result());
        Shell shell = shell(context);
        int status = context.statusCode();
        pages.part(
                context,
                "problem.jte",
                new ProblemView(
                        shell,
                        status,
                        title(shell.text(), status),
                        detail(shell.text(), status, problem),
                        ArtRoutes.path(ItemKind.FILM, "lost " + status)));
        context.status(status);
    }

    private static String title(Messages text, int status) {
        String key = "problem." + status;
        return text.get(text.has(key) ? key : "problem.other");
    }

    private static String detail(Messages text, int status, @Nullable JsonNode problem) {
        String detail = problem == null ? "" : problem.path("detail").asText("");
        boolean noPage = status == 404 && (detail.isEmpty() || detail.startsWith("Endpoint"));
        if (noPage) return text.get("problem.404.text");
        return detail.isEmpty() ? text.get("problem.other.text") : detail;
    }

    private static @Nullable JsonNode problem(@Nullable String body) {
        if (body == null || body.isBlank()) return null;
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException notAProblem) {
            return null;
        }
    }

    /// A stranger gets no names of people with their error page.
    private Shell shell(Context context) {
        try {
            return pages.shell(context);
        } catch (ActionableException | IllegalArgumentException notSignedIn) {
            return pages.shellForStranger(context);
        }
    }
}
