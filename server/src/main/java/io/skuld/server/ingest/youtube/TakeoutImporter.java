package io.skuld.server.ingest.youtube;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.DeafSink;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads YouTube's watch history out of a Google Takeout, whatever the language of its folders and titles. Every time a
/// video was watched is a play; advertisements are left out. The list of subscriptions is read along.
public final class TakeoutImporter implements Importer {
    private static final Pattern FIELDS =
            Pattern.compile("(?s)\\s*\\[\\s*\\{.*\"(?:titleUrl|header|time)\"\\s*:.*");

    /// Titles from which the words of the file's language are learned.
    private static final int SAMPLE = 2_000;

    /// Ends a look at the first titles.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    @Override
    public String format() {
        return "youtube-takeout";
    }

    @Override
    public String understands() {
        return "a Google Takeout with YouTube's history or its subscriptions: the ZIP, its folder, watch-history or MyActivity as .json or .html, or subscriptions.csv";
    }

    /// Who has both kinds of history has the same twice; the pages know less of the times.
    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        List<Part> parts =
                new ArrayList<>(
                        bundle.parts().stream()
                                .filter(part -> isActivity(part) || ChannelList.is(part))
                                .toList());
        List<Part> pages =
                parts.stream().anyMatch(TakeoutImporter::isActivity)
                        ? List.of()
                        : bundle.parts().stream().filter(HtmlActivities::is).toList();
        parts.addAll(pages);
        boolean youtube =
                parts.stream()
                        .anyMatch(part -> part.head().contains("YouTube") || ChannelList.is(part));
        return Recognised.when(youtube || !pages.isEmpty() ? 1 : .6, parts);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts) {
            if (ChannelList.is(part)) {
                ChannelList.read(part, sink);
                continue;
            }
            if (HtmlActivities.is(part)) {
                TakeoutReading page =
                        new TakeoutReading(part, WatchTitles.learn(List.of()), options, sink);
                HtmlActivities.each(
                        part,
                        options.zone(),
                        sink,
                        (where, entry) -> page.read(entry.activity(), entry.sentence()));
                continue;
            }
            TakeoutReading reading = new TakeoutReading(part, titles(part), options, sink);
            JsonEntries.each(part, sink, json -> reading.read(Activity.read(json)));
        }
    }

    private static boolean isActivity(Part part) {
        String head = part.head();
        return FIELDS.matcher(head).matches()
                && head.contains("\"time\"")
                && (head.contains("\"titleUrl\"") || head.contains("\"header\""));
    }

    private static WatchTitles titles(Part part) throws IOException {
        List<String> sample = new ArrayList<>();
        try {
            JsonEntries.each(
                    part,
                    DeafSink.INSTANCE,
                    json -> {
                        Activity activity = Activity.read(json);
                        // What has a channel is a video with a title.
                        if (!activity.channel().isEmpty()) sample.add(activity.title());
                        if (sample.size() >= SAMPLE) throw new Enough();
                    });
        } catch (Enough e) {
            // The sample is full.
        }
        return WatchTitles.learn(sample);
    }
}
