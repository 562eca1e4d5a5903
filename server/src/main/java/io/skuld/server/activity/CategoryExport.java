package io.skuld.server.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// ActivityWatch's own categories, as its settings export them, written as rules of ours: `{"categories": [{"name": ["Work",
/// "Programming"], "rule": {"type": "regex", "regex": "…", "ignore_case": true}}]}`, or pairs of name and rule.
final class CategoryExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CategoryExport() {}

    static boolean looksLikeOne(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /// One line for each category; what has no pattern, or one that cannot be used, becomes a remark.
    ///
    /// @throws BadPatternException when it is no JSON, or none of ActivityWatch's
    static String rules(String text) {
        JsonNode root = read(text);
        JsonNode list = root.isArray() ? root : root.path("categories");
        if (!list.isArray())
            throw new BadPatternException(1, text, "it is not an export of categories");
        List<String> lines = new ArrayList<>();
        for (JsonNode category : list) {
            boolean pair = category.isArray();
            line(
                    pair ? category.path(0) : category.path("name"),
                    pair ? category.path(1) : category.path("rule"),
                    lines);
        }
        return String.join("\n", lines) + "\n";
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadPatternException(1, text, "it is not whole JSON");
        }
    }

    private static void line(JsonNode name, JsonNode rule, List<String> lines) {
        String path =
                (name.isArray() ? name.valueStream() : java.util.stream.Stream.of(name))
                        .map(part -> part.asText("").replaceAll("[:>#\\v]", " ").strip())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(Categories.INSIDE));
        String regex = rule.path("regex").asText("").replaceAll("\\v", " ").strip();
        if (path.isEmpty()) return;
        if (!rule.path("type").asText("").equals("regex") || regex.isEmpty()) {
            lines.add("# " + path);
            return;
        }
        String cased = rule.path("ignore_case").asBoolean(false) ? regex : "(?-i)" + regex;
        lines.add((isUsable(cased) ? "" : "# ") + path + ": " + cased);
    }

    private static boolean isUsable(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
