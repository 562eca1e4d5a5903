package io.skuld.server.http;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.skuld.server.ActionableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where an exception becomes an answer: `application/problem+json` (RFC 9457) for programs. Pages
/// replace it with a page of the same words.
public final class Problems implements Routes {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @Override
    public void register(RoutesConfig routes) {
        routes.exception(
                ActionableException.class,
                (e, context) ->
                        answer(context, e.kind().status(), title(e.kind()), e.getMessage()));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) ->
                        answer(
                                context,
                                400,
                                title(ActionableException.Kind.BAD_INPUT),
                                e.getMessage()));
        routes.exception(
                JacksonException.class,
                (e, context) ->
                        answer(
                                context,
                                400,
                                title(ActionableException.Kind.BAD_INPUT),
                                "The body is not the JSON that is expected here: "
                                        + e.getOriginalMessage()
                                        + ". Nothing was stored; correct it and send it again."));
        routes.exception(
                HttpResponseException.class,
                (e, context) ->
                        answer(context, e.getStatus(), "The request failed", e.getMessage()));
        routes.exception(
                Exception.class,
                (e, context) -> {
                    log.error("{} {} failed", context.method(), LoggedPath.of(context), e);
                    answer(
                            context,
                            500,
                            "Skuld made a mistake",
                            "The request was not completed. The log has the details; try again, and report it if it happens again.");
                });
    }

    /// Writes a problem as the answer.
    public static void answer(Context context, int status, String title, @Nullable String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail == null ? title : detail);
        context.status(status).json(problem).contentType("application/problem+json");
    }

    private static String title(ActionableException.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> "The request does not fit";
            case NOT_SIGNED_IN -> "Sign in first";
            case FORBIDDEN -> "Not allowed";
            case NOT_FOUND -> "Not found";
            case CONFLICT -> "It collides with something that is there";
            case TOO_LARGE -> "Too large";
            case UNPROCESSABLE -> "It cannot be read";
            case TOO_MANY -> "Too many requests";
            case UNAVAILABLE -> "Not available right now";
        };
    }
}
