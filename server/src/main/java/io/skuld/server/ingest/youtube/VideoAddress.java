package io.skuld.server.ingest.youtube;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.ingest.Ids;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address of a video in one of its many spellings: `watch?v=…&t=42s&list=…`, `youtu.be/…`, `/shorts/…`,
/// `music.youtube.com/…`.
///
/// @param brief whether it is a Short
/// @param music whether it was heard on YouTube Music
record VideoAddress(ItemId id, boolean brief, boolean music) {
    private static final String PLAIN = "https://www.youtube.com/watch?v=";

    /// Characters of a video's key.
    private static final int KEY = 11;

    private static final Pattern WATCH =
            Pattern.compile(
                    "https?://(www\\.|m\\.|music\\.)?youtube(?:-nocookie)?\\.com/watch/?\\?(?:[^#]*&)?v=([A-Za-z0-9_-]{11})(?:[&#].*)?");
    private static final Pattern PATH =
            Pattern.compile(
                    "https?://(www\\.|m\\.|music\\.)?youtube(?:-nocookie)?\\.com/(shorts|embed|live|v)/([A-Za-z0-9_-]{11})(?:[/?&#].*)?");
    private static final Pattern BRIEF_HOST =
            Pattern.compile("https?://youtu\\.be/([A-Za-z0-9_-]{11})(?:[/?&#].*)?");

    /// Empty when the address is not a video's: a search, a post, a channel.
    static Optional<VideoAddress> parse(String address) {
        // Nearly all of a long history; it needs no pattern.
        if (address.length() == PLAIN.length() + KEY && address.startsWith(PLAIN))
            return of(address.substring(PLAIN.length()), false, false);
        var watch = WATCH.matcher(address);
        if (watch.matches()) return of(watch.group(2), false, "music.".equals(watch.group(1)));
        var path = PATH.matcher(address);
        if (path.matches())
            return of(
                    path.group(3), path.group(2).equals("shorts"), "music.".equals(path.group(1)));
        var host = BRIEF_HOST.matcher(address);
        return host.matches() ? of(host.group(1), false, false) : Optional.empty();
    }

    static boolean isYouTube(String address) {
        return address.matches(
                "https?://([a-z0-9-]+\\.)*(youtube(-nocookie)?\\.com|youtu\\.be)(/.*)?");
    }

    /// The plain address to watch it at.
    String location() {
        return "https://www.youtube.com/watch?v=" + id.key();
    }

    private static Optional<VideoAddress> of(String key, boolean brief, boolean music) {
        return Ids.youtube(key).map(id -> new VideoAddress(id, brief, music));
    }
}
