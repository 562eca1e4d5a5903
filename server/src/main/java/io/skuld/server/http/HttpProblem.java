package io.skuld.server.http;

import io.skuld.server.ActionableException;

/// A request that cannot be answered as asked; see [Problems] for how it is told.
public final class HttpProblem extends ActionableException {
    public HttpProblem(Kind kind, String message) {
        super(kind, message);
    }

    public static HttpProblem badInput(String message) {
        return new HttpProblem(Kind.BAD_INPUT, message);
    }

    public static HttpProblem notFound(String message) {
        return new HttpProblem(Kind.NOT_FOUND, message);
    }

    public static HttpProblem forbidden(String message) {
        return new HttpProblem(Kind.FORBIDDEN, message);
    }
}
