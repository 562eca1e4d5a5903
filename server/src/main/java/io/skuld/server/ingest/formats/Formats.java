package io.skuld.server.ingest.formats;

import io.skuld.server.ingest.Importers;
import io.skuld.server.ingest.activitywatch.ActivityWatchImporter;
import io.skuld.server.ingest.anagnorisis.AnagnorisisImporter;
import io.skuld.server.ingest.feeds.OpmlImporter;
import io.skuld.server.ingest.goodreads.GoodreadsImporter;
import io.skuld.server.ingest.imdb.ImdbImporter;
import io.skuld.server.ingest.letterboxd.LetterboxdImporter;
import io.skuld.server.ingest.log.InteractionLogImporter;
import io.skuld.server.ingest.movielens.MovieLensImporter;
import io.skuld.server.ingest.music.ListenBrainzImporter;
import io.skuld.server.ingest.music.ScrobblerLogImporter;
import io.skuld.server.ingest.music.SpotifyImporter;
import io.skuld.server.ingest.netflix.NetflixImporter;
import io.skuld.server.ingest.reeldriver.ReelDriverImporter;
import io.skuld.server.ingest.reeldriver.ReelDriverPostgresImporter;
import io.skuld.server.ingest.skuld.SkuldExportImporter;
import io.skuld.server.ingest.tmdb.TmdbImporter;
import io.skuld.server.ingest.trakt.TraktImporter;
import io.skuld.server.ingest.vrdndi.VrdndiImporter;
import io.skuld.server.ingest.youtube.FreeTubeImporter;
import io.skuld.server.ingest.youtube.NewPipeImporter;
import io.skuld.server.ingest.youtube.TakeoutImporter;
import java.util.List;

/// Every format that Skuld understands. A new importer is added here and nowhere else.
public final class Formats {
    private Formats() {}

    public static Importers all() {
        return new Importers(
                List.of(
                        new SkuldExportImporter(),
                        new MovieLensImporter(),
                        new LetterboxdImporter(),
                        new ImdbImporter(),
                        new TakeoutImporter(),
                        new ReelDriverImporter(),
                        new ReelDriverPostgresImporter(),
                        new TraktImporter(),
                        new TmdbImporter(),
                        new GoodreadsImporter(),
                        new NetflixImporter(),
                        new SpotifyImporter(),
                        new ListenBrainzImporter(),
                        new ScrobblerLogImporter(),
                        new FreeTubeImporter(),
                        new NewPipeImporter(),
                        new VrdndiImporter(),
                        new AnagnorisisImporter(),
                        new ActivityWatchImporter(),
                        new OpmlImporter(),
                        new InteractionLogImporter()));
    }
}
