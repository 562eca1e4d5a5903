package io.skuld.server.activity;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Which window is a browser's and which web watcher watches it. Derived browsers use their ancestor's watcher.
final class Browsers {
    private static final Map<String, Pattern> FAMILIES =
            Map.of(
                    "edge", Pattern.compile("\\b(ms)?edge\\b"),
                    "brave", Pattern.compile("\\bbrave\\b"),
                    "vivaldi", Pattern.compile("\\bvivaldi\\b"),
                    "opera", Pattern.compile("\\bopera\\b"),
                    "safari", Pattern.compile("\\bsafari\\b"),
                    "arc", Pattern.compile("\\barc\\b"),
                    "chrome", Pattern.compile("\\b(chrome|chromium)\\b"),
                    "firefox",
                            Pattern.compile(
                                    "\\b(firefox|librewolf|waterfox|floorp|zen|navigator)\\b"));

    private Browsers() {}

    /// The family that an app or a bucket's name tells of; empty when it is none that is known.
    static String family(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        for (Map.Entry<String, Pattern> family : FAMILIES.entrySet())
            if (family.getValue().matcher(plain).find()) return family.getKey();
        return "";
    }
}
