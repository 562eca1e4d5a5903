package io.skuld.server.http;

import io.javalin.http.Context;
import io.skuld.server.Suggestion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters behind the `?` of a request. Whoever reads them names all there may be, so that a misspelt one is told
/// instead of being ignored.
public final class Query {
    private final Context context;

    private Query(Context context) {
        this.context = context;
    }

    /// @param known the parameters there may be
    public static Query of(Context context, String... known) {
        Set<String> names = Set.of(known);
        for (String name : context.queryParamMap().keySet())
            if (!names.contains(name))
                throw HttpProblem.badInput(
                        "'%s' is not a parameter of %s.%s The parameters are %s."
                                .formatted(
                                        name.length() <= 60 ? name : name.substring(0, 60) + "…",
                                        context.path(),
                                        Suggestion.of(name, names),
                                        names.isEmpty()
                                                ? "none"
                                                : String.join(", ", List.of(known))));
        return new Query(context);
    }

    /// The text, or null when it is absent or blank.
    public @Nullable String text(String name) {
        String text = context.queryParam(name);
        if (text != null && text.indexOf('\0') >= 0)
            throw HttpProblem.badInput("'%s' holds a NUL character.".formatted(name));
        return text == null || text.isBlank() ? null : text.strip();
    }

    public int whole(String name, int fallback, int least, int most) {
        long number = number(name, fallback);
        if (number < least || number > most)
            throw HttpProblem.badInput(
                    "'%s' is a whole number from %,d to %,d, got %,d."
                            .formatted(name, least, most, number));
        return (int) number;
    }

    public long number(String name, long fallback) {
        String text = text(name);
        if (text == null) return fallback;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.badInput("'%s' is a whole number, got '%s'.".formatted(name, text));
        }
    }

    public float decimal(String name, float fallback, float least, float most) {
        String text = text(name);
        if (text == null) return fallback;
        try {
            float number = Float.parseFloat(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Told below, like one out of range and NaN.
        }
        throw HttpProblem.badInput(
                "'%s' is a number from %s to %s, got '%s'.".formatted(name, least, most, text));
    }
}
