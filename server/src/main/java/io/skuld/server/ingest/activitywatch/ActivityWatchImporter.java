package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.core.JsonParser;
import io.skuld.server.activity.Bucket;
import io.skuld.server.activity.Watcher;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.DeafSink;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.SkipReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads ActivityWatch's export: `{"buckets": {name: {type, hostname, …, events: […]}}}`, of all buckets or of one, of one
/// machine or of several. Each file is read twice: what a bucket is may stand behind its events.
public final class ActivityWatchImporter implements Importer {
    private static final Pattern BEGINNING =
            Pattern.compile("(?s)\\s*\\{\\s*\"buckets\"\\s*:\\s*\\{.*");

    @Override
    public String format() {
        return "activitywatch";
    }

    @Override
    public String understands() {
        return "an ActivityWatch export: all buckets or one, as JSON";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> BEGINNING.matcher(part.head()).matches())
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts) {
            Map<String, BucketFacts> buckets = new LinkedHashMap<>();
            ExportReading.eachBucket(
                    part,
                    DeafSink.INSTANCE,
                    (name, json) ->
                            buckets.computeIfAbsent(name, bucket -> new BucketFacts()).read(json));
            ExportReading.eachBucket(
                    part, sink, (name, json) -> events(part, name, buckets, json, sink));
        }
    }

    private static void events(
            Part part,
            String name,
            Map<String, BucketFacts> buckets,
            JsonParser json,
            ImportSink sink)
            throws IOException {
        BucketFacts facts = buckets.getOrDefault(name, new BucketFacts());
        Optional<Watcher> watcher = Watcher.ofBucketType(facts.type());
        Where where = ExportReading.where(part, json);
        if (watcher.isEmpty() || name.isBlank()) {
            sink.skip(
                    where,
                    SkipReason.UNKNOWN_WATCHER,
                    "%s (%s), all of its events".formatted(name, facts.type()));
            json.skipChildren();
            return;
        }
        Bucket bucket = new Bucket(facts.machine(), name, watcher.get());
        sink.note(
                "%s on %s"
                        .formatted(
                                bucket.name(),
                                bucket.machine().isEmpty()
                                        ? "an unnamed machine"
                                        : bucket.machine()));
        ExportReading.eachEvent(part, json, bucket, sink);
    }
}
