package io.skuld.server.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Genres in one spelling, whichever catalogue they come from: a film is not another film because one says `Sci-Fi` and
/// the other `Science Fiction`.
public final class Genres {
    private static final Map<String, String> SAME =
            Map.ofEntries(
                    Map.entry("sci fi", "science fiction"),
                    Map.entry("sci-fi", "science fiction"),
                    Map.entry("scifi", "science fiction"),
                    Map.entry("film noir", "film-noir"),
                    Map.entry("children", "family"),
                    Map.entry("children's", "family"),
                    Map.entry("kids", "family"),
                    Map.entry("musical", "music"),
                    Map.entry("biopic", "biography"),
                    Map.entry("docu", "documentary"));

    private Genres() {}

    /// Lower case, without doubles; `(no genres listed)` and its like are none.
    public static List<String> of(Stream<String> names) {
        return names.map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name ->
                        !name.isEmpty() && !name.startsWith("(no genre") && !name.equals("\\n"))
                .map(name -> SAME.getOrDefault(name, name))
                .distinct()
                .toList();
    }

    /// Of names separated by this regular expression.
    public static List<String> split(String names, String separator) {
        return of(Arrays.stream(names.split(separator)));
    }
}
