package io.skuld.server.ingest.movielens;

import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.text.CsvTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of a MovieLens data set, told by their first line.
enum MovieLensFile {
    RATINGS(List.of("userid", "movieid", "rating"), "\\d+::\\d+::\\d+(\\.\\d+)?::\\d+"),
    MOVIES(List.of("movieid", "title", "genres"), "\\d+::.+ \\(\\d{4}\\)::[^:]*"),
    LINKS(List.of("movieid", "imdbid"), "(?!)"),
    TAGS(List.of("userid", "movieid", "tag"), "\\d+::\\d+::[^:]+::\\d+");

    private final List<String> columns;
    private final Pattern dat;

    MovieLensFile(List<String> columns, String dat) {
        this.columns = columns;
        this.dat = Pattern.compile(dat);
    }

    static Optional<MovieLensFile> of(Part part) {
        List<String> header = CsvTable.header(part.head());
        String first = part.head().lines().findFirst().orElse("");
        return Arrays.stream(values())
                .filter(file ->
                        header.containsAll(file.columns) || file.dat.matcher(first).matches())
                .findFirst();
    }
}
