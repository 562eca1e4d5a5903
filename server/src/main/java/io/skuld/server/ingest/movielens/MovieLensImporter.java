package io.skuld.server.ingest.movielens;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a MovieLens folder or ZIP (Harper & Konstan, "The MovieLens Datasets", TiiS 2015): every film of it, and the
/// ratings of its people under their own numbers. Ratings are half-stars up to 5 and are doubled.
public final class MovieLensImporter implements Importer {
    @Override
    public String format() {
        return "movielens";
    }

    @Override
    public String understands() {
        return "a MovieLens folder or ZIP: ratings.csv, movies.csv, links.csv, tags.csv, or the older .dat files";
    }

    @Override
    public boolean ofManyPeople() {
        return true;
    }

    @Override
    public boolean ofACommunity() {
        return true;
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        List<Part> parts =
                bundle.parts().stream().filter(part -> MovieLensFile.of(part).isPresent()).toList();
        Map<MovieLensFile, Part> files = byKind(parts);
        if (!files.containsKey(MovieLensFile.RATINGS) && !files.containsKey(MovieLensFile.MOVIES))
            return Optional.empty();
        return Optional.of(new Recognised(files.size() > 1 ? 1 : .8, parts));
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        new MovieLensReading(byKind(parts), sink).run();
    }

    private static Map<MovieLensFile, Part> byKind(List<Part> parts) {
        Map<MovieLensFile, Part> files = new EnumMap<>(MovieLensFile.class);
        for (Part part : parts)
            MovieLensFile.of(part).ifPresent(kind -> files.putIfAbsent(kind, part));
        return files;
    }
}
