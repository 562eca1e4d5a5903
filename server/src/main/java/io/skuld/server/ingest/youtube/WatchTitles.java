package io.skuld.server.ingest.youtube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the words of Google's language off a title: `Watched X`, `„X“ angesehen`, `Vous avez regardé X`. Those of some
/// languages are known; for the others, what nearly all titles of the file have in common at their beginning and end.
final class WatchTitles {
    private static final String ENGLISH = "Watched ";

    private static final List<Pattern> KNOWN =
            List.of(
                    Pattern.compile("(?s)" + ENGLISH + "(.+)"),
                    Pattern.compile("(?s)„(.+)“ angesehen"),
                    Pattern.compile("(?s)(.+) angesehen"),
                    Pattern.compile("(?s)Vous avez regardé (.+)"),
                    Pattern.compile("(?s)(?:Has visto|Se ha visto|Se vio|Miraste) (.+)"),
                    Pattern.compile("(?s)Hai guardato (.+)"),
                    Pattern.compile("(?s)(?:Você assistiu a|Assistiu a|Viu) (.+)"),
                    Pattern.compile("(?s)(.+) を視聴しました"));

    /// What other entries of an English `MyActivity.json` begin with; they are not plays.
    private static final Pattern OTHER_DEED =
            Pattern.compile(
                    "(?s)(Searched for|Visited|Viewed|Saved|Added|Shared|Subscribed to|Voted on|Commented on|Created|Uploaded|Answered|Used|Received|Opened|Joined|Unsubscribed from) .*");

    private static final Pattern LIKED = Pattern.compile("(?s)Liked (.+)");
    private static final Pattern DISLIKED = Pattern.compile("(?s)Disliked (.+)");

    /// Titles that must agree before their common words are believed.
    private static final int FEWEST = 4;

    private static final double NEARLY_ALL = .8;

    enum Deed {
        WATCHED,
        LIKED,
        DISLIKED,
        OTHER
    }

    /// @param title without Google's words
    record Told(Deed deed, String title) {}

    private final String prefix;
    private final String suffix;

    private WatchTitles(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /// Learns the words from a sample of the file's own titles.
    static WatchTitles learn(List<String> sample) {
        List<String> foreign =
                sample.stream().filter(title -> known(title).isEmpty()).distinct().toList();
        if (foreign.size() < FEWEST) return new WatchTitles("", "");
        String before = common(foreign);
        String prefix = before.substring(0, lastGap(before));
        String after = reverse(common(foreign.stream().map(WatchTitles::reverse).toList()));
        return new WatchTitles(prefix, after.substring(firstGap(after)));
    }

    Told tell(String text) {
        // By far the most common case of long files needs no pattern.
        if (text.startsWith(ENGLISH) && text.length() > ENGLISH.length())
            return new Told(Deed.WATCHED, text.substring(ENGLISH.length()).strip());
        Matcher liked = LIKED.matcher(text);
        if (liked.matches()) return new Told(Deed.LIKED, liked.group(1));
        Matcher disliked = DISLIKED.matcher(text);
        if (disliked.matches()) return new Told(Deed.DISLIKED, disliked.group(1));
        if (OTHER_DEED.matcher(text).matches()) return new Told(Deed.OTHER, text);
        return new Told(Deed.WATCHED, known(text).orElseGet(() -> learned(text)));
    }

    private String learned(String text) {
        String title = text;
        if (!prefix.isEmpty() && title.startsWith(prefix)) title = title.substring(prefix.length());
        if (!suffix.isEmpty() && title.endsWith(suffix) && title.length() > suffix.length())
            title = title.substring(0, title.length() - suffix.length());
        return title.isBlank() ? text : title.strip();
    }

    private static Optional<String> known(String text) {
        return KNOWN.stream()
                .map(pattern -> pattern.matcher(text))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .findFirst();
    }

    /// The longest beginning that nearly all of the texts share. In sorted order they stand side by side, so the one in
    /// the middle has it.
    private static String common(List<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(Comparator.naturalOrder());
        String middle = sorted.get(sorted.size() / 2);
        for (int length = middle.length(); length > 0; length--) {
            String candidate = middle.substring(0, length);
            long sharing = sorted.stream().filter(text -> text.startsWith(candidate)).count();
            if (sharing >= NEARLY_ALL * sorted.size()) return candidate;
        }
        return "";
    }

    /// Up to and with the last blank or opening quote: a common first letter of the titles is not Google's.
    private static int lastGap(String text) {
        for (int i = text.length(); i > 0; i--)
            if (Character.isWhitespace(text.charAt(i - 1))
                    || "„«“\"「『:".indexOf(text.charAt(i - 1)) >= 0) return i;
        return 0;
    }

    private static int firstGap(String text) {
        for (int i = 0; i < text.length(); i++)
            if (Character.isWhitespace(text.charAt(i)) || "“»”\"」』".indexOf(text.charAt(i)) >= 0)
                return i;
        return text.length();
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
