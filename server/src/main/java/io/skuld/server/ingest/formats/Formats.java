package io.skuld.server.ingest.formats;

import io.skuld.server.ingest.Importers;
import io.skuld.server.ingest.imdb.ImdbImporter;
import io.skuld.server.ingest.letterboxd.LetterboxdImporter;
import io.skuld.server.ingest.log.InteractionLogImporter;
import io.skuld.server.ingest.movielens.MovieLensImporter;
import io.skuld.server.ingest.reeldriver.ReelDriverImporter;
import io.skuld.server.ingest.youtube.TakeoutImporter;
import java.util.List;

/// Every format that Skuld understands. A new importer is added here and nowhere else.
public final class Formats {
    private Formats() {}

    public static Importers all() {
        return new Importers(
                List.of(
                        new MovieLensImporter(),
                        new LetterboxdImporter(),
                        new ImdbImporter(),
                        new TakeoutImporter(),
                        new ReelDriverImporter(),
                        new InteractionLogImporter()));
    }
}
