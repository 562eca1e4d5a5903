package io.skuld.server.ingest.letterboxd;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads a Letterboxd export. Stars of 0.5 to 5 are doubled; a film watched without a rating is a play to the end; a film
/// on the watchlist is one the person would watch.
public final class LetterboxdImporter implements Importer {
    @Override
    public String format() {
        return "letterboxd";
    }

    @Override
    public String understands() {
        return "a Letterboxd export: the ZIP, or its ratings.csv, diary.csv, watched.csv or watchlist.csv";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> LetterboxdFile.of(part).isPresent())
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        LetterboxdReading reading = new LetterboxdReading(sink);
        for (LetterboxdFile file : LetterboxdFile.values())
            for (Part part : parts)
                if (LetterboxdFile.of(part).filter(file::equals).isPresent())
                    reading.read(file, part);
    }
}
