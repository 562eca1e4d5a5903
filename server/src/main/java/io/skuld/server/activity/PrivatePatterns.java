package io.skuld.server.activity;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/// Which apps, titles and addresses are nobody's business: one regular expression a line, in any part of the text, in
/// upper or lower case; lines that begin with `#` are remarks. Of an event that one of them matches only the time is kept.
///
/// @param text as the person wrote it
public record PrivatePatterns(String text) {
    /// Private windows of the browsers.
    public static final PrivatePatterns DEFAULTS =
            new PrivatePatterns(
                    """
                    # Private windows of Firefox, Edge, Chrome and Safari
                    \\(?(private browsing|privater modus)\\)?$
                    \\[?inprivate\\]?
                    \\((incognito|inkognito)\\)
                    """);

    private static final int LONGEST = 20_000;

    /// The patterns of a text that was looked at before.
    record Compiled(List<Pattern> patterns) {
        ActivityEvent applied(ActivityEvent event) {
            return hides(event) ? event.withoutTexts() : event.withPlace();
        }

        boolean hides(ActivityEvent event) {
            if (event.hidden()) return true;
            if (event.bucket().watcher() == Watcher.AFK) return false;
            for (Pattern pattern : patterns)
                if (pattern.matcher(event.app()).find()
                        || pattern.matcher(event.title()).find()
                        || pattern.matcher(event.url()).find()) return true;
            return false;
        }
    }

    /// @throws BadPatternException for a line that is no regular expression, or one that hides everything
    public PrivatePatterns {
        text = text.replace("\r\n", "\n");
        compiled(text);
    }

    Compiled compiled() {
        return compiled(text);
    }

    private static Compiled compiled(String text) {
        List<Pattern> patterns = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            String words = lines.get(line).strip();
            if (words.isEmpty() || words.startsWith("#")) continue;
            Pattern pattern = pattern(line + 1, words);
            if (pattern.matcher("").find())
                throw new BadPatternException(line + 1, words, "it matches everything");
            patterns.add(pattern);
        }
        return new Compiled(List.copyOf(patterns));
    }

    /// In linear time whatever it says: a pattern must not be able to hold up the server.
    static Pattern pattern(int line, String regex) {
        if (regex.length() > LONGEST)
            throw new BadPatternException(line, regex, "it is longer than 20,000 characters");
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new BadPatternException(line, regex, String.valueOf(e.getMessage()));
        }
    }
}
