package io.skuld.server.ingest.music;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.LineReader;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `.scrobbler.log`, the log that portable players keep for Last.fm: artist, album, track, number, seconds, rating
/// (`L` listened, `S` skipped), time, MusicBrainz id, separated by tabs.
public final class ScrobblerLogImporter implements Importer {
    @Override
    public String format() {
        return "scrobbler-log";
    }

    @Override
    public String understands() {
        return "a .scrobbler.log of a portable player";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> part.head().startsWith("#AUDIOSCROBBLER/"))
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            try (LineReader lines = new LineReader(part.text(sink))) {
                boolean utc = part.head().contains("#TZ/UTC");
                ZoneId zone = utc ? ZoneOffset.UTC : options.zone();
                for (var line = lines.next(); line != null; line = lines.next())
                    if (!line.text().isBlank() && !line.text().startsWith("#"))
                        read(new Where(part.name(), line.number()), line.text(), zone, sink);
            }
    }

    private static void read(Where where, String line, ZoneId zone, ImportSink sink) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 7) {
            sink.skip(where, SkipReason.TOO_FEW_COLUMNS, line);
            return;
        }
        Optional<Signal> signal = signal(cells[5].strip());
        Optional<Instant> at = Times.parse(cells[6], ZoneOffset.UTC).map(time -> local(time, zone));
        Optional<Described> song = song(cells);
        if (song.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, line);
        else if (signal.isEmpty()) sink.skip(where, SkipReason.NEUTRAL, line);
        else if (at.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, line);
        else {
            sink.item(song.get());
            sink.said(where, Said.byOwner(song.get().item().id(), signal.get(), at.get()));
        }
    }

    /// A player that does not know its zone counts the seconds of its own clock.
    private static Instant local(Instant clock, ZoneId zone) {
        return LocalDateTime.ofInstant(clock, ZoneOffset.UTC).atZone(zone).toInstant();
    }

    private static Optional<Signal> signal(String rating) {
        return switch (rating) {
            case "L" -> Optional.of(new Signal.Played(1.0));
            case "S" -> Optional.of(new Signal.Skipped(null));
            default -> Optional.empty();
        };
    }

    private static Optional<Described> song(String[] cells) {
        String mbid = cells.length > 7 ? cells[7].strip() : "";
        ItemId id =
                mbid.matches("[0-9a-fA-F-]{36}")
                        ? new ItemId("musicbrainz", mbid.toLowerCase(Locale.ROOT))
                        : null;
        Duration length =
                Numbers.parse(cells[4])
                        .filter(seconds -> seconds > 0 && seconds < 86_400)
                        .map(seconds -> Duration.ofSeconds(Math.round(seconds)))
                        .orElse(null);
        return new Song(cells[0].strip(), cells[2].strip(), cells[1].strip(), length).described(id);
    }
}
