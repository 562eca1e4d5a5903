package io.skuld.server.ingest.letterboxd;

import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.text.CsvTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files of an export, in the order in which they are read: what is said more precisely comes first. The header
/// tells that it is Letterboxd's; three of the lists share one header and only their names tell them apart.
enum LetterboxdFile {
    DIARY,
    RATINGS,
    LIKES,
    WATCHED,
    WATCHLIST;

    private static final List<String> FILM = List.of("date", "name", "year", "letterboxd uri");

    static Optional<LetterboxdFile> of(Part part) {
        List<String> header = CsvTable.header(part.head());
        String path = "/" + part.name().toLowerCase(Locale.ROOT);
        // What the member deleted is in the export too.
        boolean gone = path.contains("/deleted/") || path.contains("/orphaned/");
        // Reviews repeat the diary's and the ratings' numbers.
        if (!header.containsAll(FILM) || gone || header.contains("review")) return Optional.empty();
        if (header.contains("watched date")) return Optional.of(DIARY);
        if (header.contains("rating")) return Optional.of(RATINGS);
        if (path.contains("/likes/")) return Optional.of(LIKES);
        return Optional.of(path.contains("watchlist") ? WATCHLIST : WATCHED);
    }
}
