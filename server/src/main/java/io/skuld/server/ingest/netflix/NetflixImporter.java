package io.skuld.server.ingest.netflix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.Titles;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.RatingScale;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.TableRows;
import io.skuld.server.ingest.text.CsvReader;
import io.skuld.server.ingest.text.CsvTable;
import io.skuld.server.ingest.text.Numbers;
import io.skuld.server.ingest.text.Times;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Reads what Netflix gives on request. Each profile is a person. Netflix names titles only, without years or ids; an
/// episode counts for its series. Trailers, and what ran for less than two minutes, are left out.
public final class NetflixImporter implements Importer {
    private static final List<String> VIEWING =
            List.of("profile name", "start time", "duration", "title");
    private static final List<String> RATINGS = List.of("profile name", "title name");
    private static final int NAME = 50;
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    /// `Name of the series: Season 1: An Episode`, in whatever language the word for a season is.
    private static final Pattern EPISODE = Pattern.compile("(.+?): [^:]*\\b\\d+\\b[^:]*: .+");

    private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d{2}):(\\d{2})");

    @Override
    public String format() {
        return "netflix";
    }

    @Override
    public String understands() {
        return "the data that Netflix gives on request: the ZIP, its ViewingActivity.csv or Ratings.csv";
    }

    @Override
    public boolean ofManyPeople() {
        return true;
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> isViewing(part) || isRatings(part))
                        .toList());
    }

    private static boolean isViewing(Part part) {
        return CsvTable.header(part.head()).containsAll(VIEWING);
    }

    private static boolean isRatings(Part part) {
        List<String> header = CsvTable.header(part.head());
        return header.containsAll(RATINGS)
                && (header.contains("star value") || header.contains("thumbs value"));
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            if (isViewing(part)) viewing(part, sink);
            else ratings(part, sink);
    }

    private static void viewing(Part part, ImportSink sink) throws IOException {
        TableRows.each(
                part,
                sink,
                table -> {
                    int profile = table.column("profile name");
                    int start = table.column("start time");
                    int duration = table.column("duration");
                    int title = table.column("title");
                    int supplement = table.column("supplemental video type");
                    return (where, row) -> {
                        SkipReason trifle = trifle(row.cell(supplement), row.cell(duration));
                        if (trifle != null) sink.skip(where, trifle, row.text());
                        else
                            say(
                                    where,
                                    row,
                                    row.cell(profile),
                                    row.cell(title),
                                    Optional.of(new Signal.Played(null)),
                                    row.cell(start),
                                    sink);
                    };
                });
    }

    private static @org.jspecify.annotations.Nullable SkipReason trifle(
            String supplement, String duration) {
        if (!supplement.isEmpty()) return SkipReason.ADVERTISEMENT;
        var clock = CLOCK.matcher(duration);
        if (!clock.matches()) return null;
        Duration played =
                Duration.ofHours(
                                Math.min(
                                        9_999,
                                        Numbers.parse(clock.group(1)).orElse(0.0).longValue()))
                        .plusMinutes(Long.parseLong(clock.group(2)))
                        .plusSeconds(Long.parseLong(clock.group(3)));
        return played.compareTo(SHORTEST) < 0 ? SkipReason.TOO_SHORT : null;
    }

    private static void ratings(Part part, ImportSink sink) throws IOException {
        TableRows.each(
                part,
                sink,
                table -> {
                    int profile = table.column("profile name");
                    int title = table.column("title name");
                    int stars = table.column("star value");
                    int thumbs = table.column("thumbs value");
                    int time = table.column("event utc ts");
                    return (where, row) ->
                            say(
                                    where,
                                    row,
                                    row.cell(profile),
                                    row.cell(title),
                                    opinion(row.cell(thumbs), row.cell(stars)),
                                    row.cell(time),
                                    sink);
                });
    }

    /// Thumbs: 1 down, 2 up, 3 two up. Stars are from the years before them.
    private static Optional<Signal> opinion(String thumbs, String stars) {
        return switch (thumbs) {
            case "1" -> Optional.of(new Signal.Disliked());
            case "2" -> Optional.of(new Signal.Liked());
            case "3" -> Optional.of(new Signal.Rated(10));
            default ->
                    Numbers.parse(stars)
                            .filter(value -> value >= 1)
                            .flatMap(RatingScale.FIVE::signal);
        };
    }

    private static void say(
            Where where,
            CsvReader.Row row,
            String profile,
            String title,
            Optional<Signal> signal,
            String time,
            ImportSink sink) {
        String who = person(profile);
        if (!sink.wants(who)) return;
        Optional<Instant> at = Times.parse(time, ZoneOffset.UTC);
        Optional<Item> item = item(title);
        if (item.isEmpty()) sink.skip(where, SkipReason.NO_TITLE, row.text());
        else if (signal.isEmpty()) sink.skip(where, SkipReason.NO_RATING, row.text());
        else if (at.isEmpty() && !time.isEmpty()) sink.skip(where, SkipReason.BAD_TIME, row.text());
        else {
            sink.item(Described.of(item.get()));
            sink.said(where, Said.by(who, item.get().id(), signal.get(), at.orElse(null)));
        }
    }

    /// A profile's name as an id: `Änna & Ben` is `Anna-Ben`. A name whose letters do not all have a place there ends with
    /// a number of its own, so that two such profiles stay two: `Анна` is `profile-` and eight digits.
    private static String person(String profile) {
        String unmarked =
                Normalizer.normalize(profile.strip(), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "");
        String plain =
                unmarked.replaceAll("[^A-Za-z0-9_.@-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        String named = plain.substring(0, Math.min(NAME, plain.length()));
        boolean whole =
                plain.length() <= NAME
                        && unmarked.codePoints().allMatch(c -> c < 128 || !Character.isLetter(c));
        if (unmarked.isEmpty() || (whole && !plain.isEmpty())) return named;
        String number =
                UUID.nameUUIDFromBytes(profile.strip().getBytes(UTF_8)).toString().substring(0, 8);
        return (named.isEmpty() ? "profile" : named) + "-" + number;
    }

    private static Optional<Item> item(String title) {
        var episode = EPISODE.matcher(title);
        boolean ofSeries = episode.matches();
        String name = ofSeries ? episode.group(1).strip() : title;
        String key = Titles.normalise(name);
        if (key.isEmpty() || key.length() > 400) return Optional.empty();
        ItemKind kind = ofSeries ? ItemKind.SERIES : ItemKind.FILM;
        return Optional.of(Item.of(new ItemId("netflix", key), kind, name));
    }
}
