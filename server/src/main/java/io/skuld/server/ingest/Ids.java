package io.skuld.server.ingest;

import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.Titles;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ids of other catalogues, each written in one way, so that the same thing from two sources meets.
public final class Ids {
    private static final Pattern IMDB = Pattern.compile("(?:tt)?0*(\\d{1,10})");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12})(?:\\.0+)?");

    private Ids() {}

    /// `imdb:tt0133093` from `tt0133093`, `133093` or `0133093`; seven digits or more, as IMDb writes them.
    public static Optional<ItemId> imdb(String text) {
        var id = IMDB.matcher(text.strip());
        if (!id.matches() || id.group(1).equals("0")) return Optional.empty();
        return Optional.of(new ItemId("imdb", "tt%07d".formatted(Long.parseLong(id.group(1)))));
    }

    /// `tmdb:603` for a film, `tmdb:tv-1396` for anything else: TMDB numbers the two apart.
    public static Optional<ItemId> tmdb(String text, ItemKind kind) {
        var id = NUMBER.matcher(text.strip());
        if (!id.matches() || id.group(1).matches("0+")) return Optional.empty();
        String number = Long.toString(Long.parseLong(id.group(1)));
        return Optional.of(new ItemId("tmdb", kind == ItemKind.FILM ? number : "tv-" + number));
    }

    /// `youtube:dQw4w9WgXcQ` when it is a video's id.
    public static Optional<ItemId> youtube(String text) {
        return isYouTube(text) ? Optional.of(new ItemId("youtube", text)) : Optional.empty();
    }

    /// Eleven letters, digits, `_` and `-`.
    private static boolean isYouTube(String text) {
        if (text.length() != 11) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') return false;
        }
        return true;
    }

    /// A title and its year, when both are known.
    public static Optional<ItemId> title(ItemKind kind, String title, @Nullable Integer year) {
        return year == null || title.isBlank()
                ? Optional.empty()
                : Optional.of(Titles.alias(kind, title, year));
    }
}
