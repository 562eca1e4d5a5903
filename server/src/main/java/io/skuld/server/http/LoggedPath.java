package io.skuld.server.http;

import io.javalin.http.Context;
import java.util.regex.Pattern;

/// The path of a request as it may stand in a log: without the token that a feed's address is made of.
final class LoggedPath {
    private static final Pattern TOKEN = Pattern.compile("(?<=^/feeds/)[^/]+");

    private LoggedPath() {}

    static String of(Context context) {
        return of(context.path());
    }

    static String of(String path) {
        return TOKEN.matcher(path).replaceFirst("…");
    }
}
