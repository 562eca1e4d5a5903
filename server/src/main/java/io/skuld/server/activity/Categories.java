package io.skuld.server.activity;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The person's own names for what they do: one rule a line, `Work > Programming: GitHub|vim`. The regular expression is
/// looked for in app, title and address, in upper or lower case unless it begins with `(?-i)`. Of the rules that match the
/// one with the longest path wins, and of those the first, as in ActivityWatch. Lines that begin with `#` are remarks.
///
/// @param text as the person wrote it
public record Categories(String text) {
    /// Nothing has a name.
    public static final Categories NONE = new Categories("");

    /// What stands between the parts of a path.
    public static final String INSIDE = " > ";

    private static final int MOST_RULES = 1000;

    /// @param path from the widest: Work, Programming
    public record Rule(int line, List<String> path, Pattern pattern) {
        public Rule {
            path = List.copyOf(path);
        }

        boolean matches(String app, String title, String url) {
            return pattern.matcher(app).find()
                    || pattern.matcher(title).find()
                    || pattern.matcher(url).find();
        }
    }

    /// The rules of a text, ready to be asked.
    public record Rules(List<Rule> all) {
        public Rules {
            all = List.copyOf(all);
        }

        /// The path; empty when no rule matches.
        public List<String> of(String app, String title, String url) {
            List<String> best = List.of();
            for (Rule rule : all)
                if (rule.path().size() > best.size() && rule.matches(app, title, url))
                    best = rule.path();
            return best;
        }
    }

    /// @throws BadPatternException for a line that is no rule
    public Categories {
        text = text.replace("\r\n", "\n");
        rules(text);
    }

    public Rules rules() {
        return rules(text);
    }

    private static Rules rules(String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            String words = lines.get(line).strip();
            if (!words.isEmpty() && !words.startsWith("#")) rules.add(rule(line + 1, words));
        }
        if (rules.size() > MOST_RULES)
            throw new BadPatternException(
                    MOST_RULES + 1, "…", "there are more than %,d rules".formatted(MOST_RULES));
        return new Rules(rules);
    }

    private static Rule rule(int line, String words) {
        int colon = words.indexOf(':');
        List<String> path =
                colon < 0
                        ? List.of()
                        : Arrays.stream(words.substring(0, colon).split(">"))
                                .map(String::strip)
                                .filter(part -> !part.isEmpty())
                                .toList();
        String regex = words.substring(colon + 1).strip();
        if (path.isEmpty() || regex.isEmpty())
            throw new BadPatternException(
                    line, words, "a rule is a path and a pattern, as in 'Work > Mail: outlook'");
        return new Rule(line, path, PrivatePatterns.pattern(line, regex));
    }
}
