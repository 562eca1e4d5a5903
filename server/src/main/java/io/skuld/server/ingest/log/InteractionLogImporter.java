package io.skuld.server.ingest.log;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Ids;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.UnclearScaleException;
import io.skuld.server.ingest.text.LineReader;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `user item rating [timestamp]` lines of many people, separated by blanks, tabs, commas or semicolons. The scale
/// of the ratings is found over the whole of it first. An item written `source:key` or `tt0133093` is known by that name;
/// any other is `log:…`, and a number is all that is known of it.
public final class InteractionLogImporter implements Importer {
    private static final Pattern NAMED = Pattern.compile("[a-z][a-z0-9_-]{0,30}:[^/\\s].*");

    @Override
    public String format() {
        return "log";
    }

    @Override
    public String understands() {
        return "an interaction log: lines of 'user item rating [timestamp]', separated by blanks, tabs or commas";
    }

    @Override
    public boolean ofManyPeople() {
        return true;
    }

    @Override
    public boolean ofACommunity() {
        return true;
    }

    /// Any three columns could be one, so whoever knows the file better goes first.
    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        List<Part> logs =
                bundle.parts().stream()
                        .filter(part -> LogLayout.of(part.head()).isPresent())
                        .toList();
        boolean named =
                logs.stream().anyMatch(part -> LogLayout.of(part.head()).orElseThrow().header());
        return Recognised.when(named ? .4 : .3, logs);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        RatingScale scale = options.scale();
        if (scale == null) scale = scale(parts, sink);
        else sink.note("The scale of the ratings is set: " + scale.text());
        for (Part part : parts) {
            LogLayout layout = LogLayout.of(part.head()).orElseThrow();
            try (LineReader lines = new LineReader(part.text(sink))) {
                if (layout.header()) lines.next();
                for (var line = lines.next(); line != null; line = lines.next())
                    if (!line.text().isBlank())
                        read(
                                layout,
                                scale,
                                options,
                                new Where(part.name(), line.number()),
                                line.text(),
                                sink);
            }
        }
    }

    private static RatingScale scale(List<Part> parts, ImportSink sink) throws IOException {
        ScaleGuess guess = new ScaleGuess();
        for (Part part : parts) look(part, guess);
        if (guess.sawNothing()) return RatingScale.TEN;
        RatingScale scale =
                guess.scale()
                        .orElseThrow(() ->
                                new UnclearScaleException(parts.getFirst().name(), guess.range()));
        sink.note("Ratings go from %s, read as %s".formatted(guess.range(), scale.text()));
        return scale;
    }

    private static void look(Part part, ScaleGuess guess) throws IOException {
        LogLayout layout = LogLayout.of(part.head()).orElseThrow();
        try (LineReader lines =
                new LineReader(new io.skuld.server.ingest.text.TolerantReader(part.open()))) {
            if (layout.header()) lines.next();
            for (var line = lines.next(); line != null; line = lines.next()) {
                String[] cells = layout.cells(line.text());
                if (cells.length >= layout.columns())
                    Numbers.parse(cells[layout.rating()]).ifPresent(guess::see);
            }
        }
    }

    private static void read(
            LogLayout layout,
            RatingScale scale,
            ReadOptions options,
            Where where,
            String line,
            ImportSink sink) {
        String[] cells = layout.cells(line);
        if (cells.length < layout.columns()) {
            sink.skip(where, SkipReason.TOO_FEW_COLUMNS, line);
            return;
        }
        if (!sink.wants(cells[layout.user()])) return;
        Optional<Double> number = Numbers.parse(cells[layout.rating()]);
        Optional<Signal> signal = number.flatMap(scale::signal);
        String time =
                layout.time() >= 0 && layout.time() < cells.length ? cells[layout.time()] : "";
        Optional<Instant> at = Times.parse(time, options.zone());
        Optional<ItemId> id = itemId(cells[layout.item()]);
        if (number.isEmpty()) sink.skip(where, SkipReason.NOT_A_NUMBER, line);
        else if (signal.isEmpty()) sink.skip(where, SkipReason.OFF_SCALE, line);
        else if (id.isEmpty()) sink.skip(where, SkipReason.BAD_ID, line);
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, line);
        else {
            sink.item(Described.of(Item.of(id.get(), kind(id.get()), title(id.get()))));
            sink.said(
                    where, Said.by(cells[layout.user()], id.get(), signal.get(), at.orElse(null)));
        }
    }

    private static Optional<ItemId> itemId(String text) {
        if (text.isBlank() || text.length() > 400) return Optional.empty();
        if (text.startsWith("tt") && Ids.imdb(text).isPresent()) return Ids.imdb(text);
        boolean named = NAMED.matcher(text).matches();
        return Optional.of(named ? ItemId.parse(text) : new ItemId("log", text));
    }

    private static ItemKind kind(ItemId id) {
        return switch (id.source()) {
            case "imdb", "tmdb", "movielens" -> ItemKind.FILM;
            case "youtube" -> ItemKind.VIDEO;
            default -> ItemKind.OTHER;
        };
    }

    private static String title(ItemId id) {
        return id.source().equals("log") ? "Item " + id.key() : id.toString();
    }
}
