package io.skuld.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.Suggestion;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object that came from outside. Whoever reads it names all fields there may be; each is checked
/// for its type and length, and the message of a refusal names the field.
public final class Fields {
    private final JsonNode object;
    private final String where;

    private Fields(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /// @param where what the object is, for messages: `signals[3]`
    /// @param known the fields there may be
    public static Fields of(JsonNode node, String where, Set<String> known) {
        if (!node.isObject())
            throw HttpProblem.badInput(
                    "%s is to be a JSON object. Nothing was stored.".formatted(where));
        for (String name : (Iterable<String>) node::fieldNames)
            if (!known.contains(name))
                throw HttpProblem.badInput(
                        "%s has a field '%s', which is not known here.%s Nothing was stored; the fields are %s."
                                .formatted(
                                        where,
                                        shortened(name),
                                        Suggestion.of(name, known),
                                        String.join(", ", known.stream().sorted().toList())));
        return new Fields(node, where);
    }

    /// The elements of a body that is one object, an array, or an object with the array in one field.
    ///
    /// @param field the name of that field
    /// @param most how many may come at once
    /// @param setting the key that says so
    public static List<JsonNode> oneOrMany(JsonNode body, String field, int most, String setting) {
        JsonNode array =
                body.isObject() && body.has(field) && body.size() == 1 ? body.get(field) : body;
        if (body.isObject() && array == body) return List.of(body);
        if (!array.isArray())
            throw HttpProblem.badInput(
                    "The body is to be a JSON object, an array of them, or {\"%s\": […]}. Nothing was stored."
                            .formatted(field));
        if (array.size() > most)
            throw new HttpProblem(
                    io.skuld.server.ActionableException.Kind.TOO_LARGE,
                    "%,d %s came at once; at most %,d are taken. Nothing was stored; send them in parts, or raise %s."
                            .formatted(array.size(), field, most, setting));
        List<JsonNode> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }

    public boolean has(String name) {
        return object.has(name);
    }

    /// The text, or null when the field is absent or null.
    public @Nullable String text(String name, int most) {
        JsonNode node = given(name);
        if (node == null) return null;
        if (!node.isTextual()) throw refusal(name, "text", node);
        return within(name, node.textValue(), most);
    }

    public String requiredText(String name, int most) {
        String text = text(name, most);
        if (text == null || text.isBlank())
            throw HttpProblem.badInput(
                    "%s needs the field '%s'. Nothing was stored.".formatted(where, name));
        return text;
    }

    /// One of the words there are.
    public String requiredWord(String name, Collection<String> known) {
        String word = requiredText(name, 500);
        if (known.contains(word)) return word;
        throw HttpProblem.badInput(
                "%s: '%s' is not a %s.%s Nothing was stored; there are %s."
                        .formatted(
                                where,
                                shortened(word),
                                name,
                                Suggestion.of(word, known),
                                String.join(", ", known)));
    }

    /// The text, or "" when the field is absent or null.
    public String textOrEmpty(String name, int most) {
        String text = text(name, most);
        return text == null ? "" : text.strip();
    }

    public @Nullable Double number(String name) {
        JsonNode node = given(name);
        if (node == null) return null;
        if (!node.isNumber() || !Double.isFinite(node.doubleValue()))
            throw refusal(name, "a number", node);
        return node.doubleValue();
    }

    public @Nullable Integer whole(String name, int least, int most) {
        JsonNode node = given(name);
        if (node == null) return null;
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < least
                || node.intValue() > most)
            throw refusal(name, "a whole number from %d to %d".formatted(least, most), node);
        return node.intValue();
    }

    public @Nullable Instant instant(String name) {
        String text = text(name, 64);
        if (text == null) return null;
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refusal(name, "an instant like 2026-11-21T18:30:00Z", object.get(name));
        }
    }

    public @Nullable ZoneId zone(String name) {
        String text = text(name, 64);
        if (text == null) return null;
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refusal(name, "a time zone like Europe/Berlin", object.get(name));
        }
    }

    /// Seconds, or ISO 8601 as `PT1H50M`.
    public @Nullable Duration duration(String name) {
        JsonNode node = given(name);
        if (node == null) return null;
        String expected = "a number of seconds or a duration like PT1H50M";
        try {
            Duration duration =
                    node.isTextual()
                            ? Duration.parse(node.textValue())
                            : Duration.ofSeconds((long) numberOr(name, node, expected));
            if (duration.isNegative() || duration.toDays() > 3650)
                throw refusal(name, expected, node);
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            throw refusal(name, expected, node);
        }
    }

    private double numberOr(String name, JsonNode node, String expected) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue()))
            throw refusal(name, expected, node);
        return node.doubleValue();
    }

    public List<String> texts(String name, int mostTexts, int mostCharacters) {
        JsonNode node = given(name);
        if (node == null) return List.of();
        if (!node.isArray() || node.size() > mostTexts)
            throw refusal(name, "an array of at most %d texts".formatted(mostTexts), node);
        List<String> texts = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (!element.isTextual()) throw refusal(name, "an array of texts", element);
            String text = within(name, element.textValue(), mostCharacters).strip();
            if (!text.isEmpty()) texts.add(text);
        }
        return texts;
    }

    /// A flat object of texts, numbers and flags, all as text.
    public Map<String, String> facts(String name, int mostFacts, int mostCharacters) {
        JsonNode node = given(name);
        if (node == null) return Map.of();
        if (!node.isObject() || node.size() > mostFacts)
            throw refusal(name, "an object of at most %d facts".formatted(mostFacts), node);
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> fact : node.properties()) {
            if (fact.getValue().isNull()) continue;
            if (!fact.getValue().isValueNode())
                throw refusal(name, "a flat object of texts and numbers", fact.getValue());
            facts.put(
                    within(name, fact.getKey(), 100),
                    within(name, fact.getValue().asText(), mostCharacters));
        }
        return facts;
    }

    private @Nullable JsonNode given(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String within(String name, String text, int most) {
        if (text.indexOf('\0') >= 0)
            throw HttpProblem.badInput(
                    "%s: '%s' holds a NUL character. Nothing was stored.".formatted(where, name));
        if (text.length() <= most) return text;
        throw HttpProblem.badInput(
                "%s: '%s' has %,d characters; at most %,d are taken. Nothing was stored."
                        .formatted(where, name, text.length(), most));
    }

    private HttpProblem refusal(String name, String expected, JsonNode got) {
        return HttpProblem.badInput(
                "%s: '%s' is to be %s, got %s. Nothing was stored."
                        .formatted(where, name, expected, shortened(got.toString())));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
