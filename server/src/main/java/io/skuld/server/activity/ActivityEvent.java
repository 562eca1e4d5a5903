package io.skuld.server.activity;

import java.time.Duration;
import java.time.Instant;

/// Something that was in front of a person for a while. A bucket holds one event for each start: a heartbeat that arrives
/// again with the same start has grown.
///
/// @param at when it began, to the millisecond
/// @param length how long it lasted, up to [#LONGEST]
/// @param title of the window, tab or file; of a presence watcher `afk` or `not-afk`
/// @param url of a tab as the watcher gave it; what is kept of it says [#place]
/// @param audible whether the tab made sound
/// @param hidden whether only its time may be kept; then its texts are empty
public record ActivityEvent(
        Bucket bucket,
        Instant at,
        Duration length,
        String app,
        String title,
        String url,
        boolean audible,
        boolean hidden) {
    /// The title of a presence watcher's event while someone is there.
    public static final String PRESENT = "not-afk";

    /// A longer event is a broken clock.
    public static final Duration LONGEST = Duration.ofDays(31);

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_APP = 200;
    private static final int LONGEST_URL = 2000;

    public ActivityEvent {
        if (length.isNegative() || length.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(
                    "An event lasts from no time to %s, got %s".formatted(LONGEST, length));
        at = Instant.ofEpochMilli(at.toEpochMilli());
        length = Duration.ofMillis(length.toMillis());
        app = hidden ? "" : Texts.clipped(app, LONGEST_APP);
        title = hidden ? "" : Texts.clipped(title, LONGEST_TITLE);
        url = hidden ? "" : Texts.clipped(url, LONGEST_URL);
    }

    public Instant end() {
        return at.plus(length);
    }

    /// All but the time taken out.
    public ActivityEvent withoutTexts() {
        return new ActivityEvent(bucket, at, length, "", "", "", audible, true);
    }

    /// The same with as much of the address as is kept.
    ActivityEvent withPlace() {
        return new ActivityEvent(bucket, at, length, app, title, place(url), audible, hidden);
    }

    /// Host and path: what follows `?` or `#`, and names and passwords before `@`, are nobody's business.
    static String place(String url) {
        String rest = url.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*:(//)?", "");
        int end = rest.length();
        for (char cut : new char[] {'?', '#'})
            if (rest.indexOf(cut) >= 0) end = Math.min(end, rest.indexOf(cut));
        String plain = rest.substring(0, end);
        int slash = plain.indexOf('/');
        String host = slash < 0 ? plain : plain.substring(0, slash);
        String path = slash < 0 ? "" : plain.substring(slash);
        return host.substring(host.lastIndexOf('@') + 1) + (path.equals("/") ? "" : path);
    }
}
