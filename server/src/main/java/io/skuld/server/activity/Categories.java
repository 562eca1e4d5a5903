package io.skuld.server.activity;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
            return deciding(app, title, url).map(Rule::path).orElse(List.of());
        }

        /// The rule that gives the name.
        public Optional<Rule> deciding(String app, String title, String url) {
            Rule best = null;
            for (Rule rule : all)
                if ((best == null || rule.path().size() > best.path().size())
                        && rule.matches(app, title, url)) best = rule;
            return Optional.ofNullable(best);
        }
    }

    /// @throws BadPatternException for a line that is no rule
    public Categories {
        text = text.replace("\r\n", "\n");
        rules(text);
    }

    /// Of what a person typed: rules, or ActivityWatch's own categories as JSON, which become rules.
    ///
    /// @throws BadPatternException for a line that is no rule, or JSON that holds none
    public static Categories typed(String text) {
        return new Categories(
                CategoryExport.looksLikeOne(text) ? CategoryExport.rules(text) : text);
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
