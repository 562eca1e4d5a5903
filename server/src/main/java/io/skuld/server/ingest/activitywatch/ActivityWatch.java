package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.activity.ActivityLog.Added;
import io.skuld.server.activity.ActivitySettings;
import io.skuld.server.activity.Bucket;
import io.skuld.server.activity.Watcher;
import io.skuld.server.catalog.Described;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Said;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.outgoing.Ask;
import io.skuld.server.ingest.outgoing.Hosts;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import io.skuld.server.ingest.outgoing.Reply;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.ingest.text.Times;
import io.skuld.server.people.PersonId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads ActivityWatch servers at home over their REST interface, each bucket from where the last reading came to. It asks
/// the addresses that the settings name and no other, so that nobody can make Skuld look around in a private network.
/// Thread-safe.
public final class ActivityWatch implements AutoCloseable {
    /// Events of one answer.
    private static final int PAGE = 1000;

    /// A bucket's past is asked for by the day, and by longer times while nothing is found.
    private static final Duration DAY = Duration.ofDays(1);

    private static final Duration LONGEST_LOOK = Duration.ofDays(32);

    /// What came before is not asked for when a bucket does not say since when there is anything.
    private static final Duration UNKNOWN_PAST = Duration.ofDays(30);

    /// How far ahead of ours the clock of a machine may be.
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /// What one reading brought.
    ///
    /// @param left events that cannot be used
    public record Found(Added added, int left) {}

    private record Watched(Bucket bucket, Instant since) {}

    private final ActivitySettings settings;
    private final Outgoing outgoing;
    private final ActivityLog log;
    private final InstantSource clock;

    public ActivityWatch(
            ActivitySettings settings,
            OutgoingSettings manners,
            ActivityLog log,
            InstantSource clock) {
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        outgoing =
                new Outgoing(
                        manners.withPrivateHosts(
                                settings.addresses().stream()
                                        .map(address ->
                                                String.valueOf(URI.create(address).getHost()))
                                        .toList()),
                        clock);
    }

    /// Where one may be read.
    public List<String> addresses() {
        return settings.addresses();
    }

    public Hosts hosts() {
        return outgoing.hosts();
    }

    /// @throws OutgoingException when the settings do not name the address
    public void requireAllowed(String address) {
        if (!settings.addresses().contains(address))
            throw new OutgoingException(
                    Trouble.PRIVATE_ADDRESS, address, "activity.addresses names it not", null);
    }

    /// Reads what is new since the last time, and keeps it as this person's.
    ///
    /// @throws OutgoingException when the server does not answer as it should; what was read before is kept
    public Found read(String address, PersonId person) {
        requireAllowed(address);
        Found found = new Found(Added.NONE, 0);
        for (Watched watched : watched(address)) {
            Found more = read(address, person, watched);
            found = new Found(found.added().plus(more.added()), found.left() + more.left());
        }
        return found;
    }

    private List<Watched> watched(String address) {
        String at = address + "/api/0/buckets/";
        Reply reply = outgoing.call(Ask.get(at, Map.of()));
        if (reply.status() != 200) throw refusal(at, reply);
        List<Watched> all = new ArrayList<>();
        try {
            JsonNode buckets = MAPPER.readTree(reply.body());
            if (!buckets.isObject()) throw notUnderstood(at, "no list of buckets");
            for (Map.Entry<String, JsonNode> bucket : buckets.properties())
                watched(bucket.getKey(), bucket.getValue()).ifPresent(all::add);
        } catch (IOException e) {
            throw notUnderstood(at, "no JSON");
        }
        return all;
    }

    private Optional<Watched> watched(String name, JsonNode facts) {
        Instant now = clock.instant();
        Instant since =
                Times.parse(facts.path("created").asText(""), ZoneOffset.UTC)
                        .filter(created -> created.isAfter(Instant.EPOCH) && created.isBefore(now))
                        .orElse(now.minus(UNKNOWN_PAST));
        return name.isBlank()
                ? Optional.empty()
                : Watcher.ofBucketType(facts.path("type").asText(""))
                        .map(watcher ->
                                new Watched(
                                        new Bucket(
                                                facts.path("hostname").asText(""), name, watcher),
                                        since));
    }

    /// What has been seen whole is kept at once, so that a reading that breaks off goes on where it was.
    private Found read(String address, PersonId person, Watched watched) {
        Bucket bucket = watched.bucket();
        Instant now = clock.instant();
        Instant before = log.readUntil(person, bucket);
        Instant from = before.equals(Instant.EPOCH) ? watched.since() : before;
        Duration look = DAY;
        Found found = new Found(Added.NONE, 0);
        while (true) {
            boolean last = !from.plus(look).isBefore(now);
            Instant to = last ? now.plus(CLOCK_TOLERANCE) : from.plus(look);
            Optional<Page> page = seen(address, bucket, from, to);
            if (page.isEmpty()) return found; // The bucket was deleted there.
            List<ActivityEvent> events = page.get().events();
            Instant next = last ? newest(events, from, now) : to;
            Added added = log.keepUp(person, bucket, events, next);
            found = new Found(found.added().plus(added), found.left() + page.get().left());
            if (last) return found;
            from = to;
            look = events.isEmpty() ? longer(look) : DAY;
        }
    }

    private static Duration longer(Duration look) {
        Duration twice = look.multipliedBy(2);
        return twice.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : twice;
    }

    /// The last event grows with each heartbeat, so it is read again.
    private static Instant newest(List<ActivityEvent> events, Instant from, Instant now) {
        return events.stream()
                .map(ActivityEvent::at)
                .max(Instant::compareTo)
                .filter(at -> at.isAfter(from))
                .map(at -> at.isAfter(now) ? now : at)
                .orElse(from);
    }

    /// Events that begin in a time, from one answer or from several.
    private record Page(List<ActivityEvent> events, int left) {}

    /// All events that begin between the two. Answers begin with the newest event, so the next one is asked for up to the
    /// oldest of the last.
    ///
    /// @return nothing when there is no such bucket any more
    private Optional<Page> seen(String address, Bucket bucket, Instant from, Instant to) {
        List<ActivityEvent> events = new ArrayList<>();
        Sink sink = new Sink(events, from);
        Instant end = to;
        while (true) {
            String at =
                    "%s/api/0/buckets/%s/events?start=%s&end=%s&limit=%d"
                            .formatted(
                                    address,
                                    encoded(bucket.name()),
                                    encoded(from.toString()),
                                    encoded(end.toString()),
                                    PAGE);
            Reply reply = outgoing.call(Ask.get(at, Map.of()));
            if (reply.status() == 404) return Optional.empty();
            if (reply.status() != 200) throw refusal(at, reply);
            sink.oldest = end;
            int count = take(at, reply, bucket, sink);
            if (count < PAGE || !sink.oldest.isBefore(end))
                return Optional.of(new Page(events, sink.left));
            end = sink.oldest;
        }
    }

    /// @return how many events the answer held
    private static int take(String at, Reply reply, Bucket bucket, Sink sink) {
        try (JsonParser json = JSON.createParser(reply.body())) {
            if (json.nextToken() != JsonToken.START_ARRAY)
                throw notUnderstood(at, "no list of events");
            int count = 0;
            for (; json.nextToken() == JsonToken.START_OBJECT; count++)
                WatchedEvent.read(json).tell(new ImportSink.Where(bucket.name(), 0), bucket, sink);
            if (json.currentToken() != JsonToken.END_ARRAY)
                throw notUnderstood(at, "the list of events is not whole");
            return count;
        } catch (IOException e) {
            throw notUnderstood(at, "no JSON");
        }
    }

    private OutgoingException refusal(String at, Reply reply) {
        return outgoing.refusal(Ask.get(at, Map.of()), reply);
    }

    private static OutgoingException notUnderstood(String at, String why) {
        return new OutgoingException(Trouble.NOT_UNDERSTOOD, at, why, null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        outgoing.close();
    }

    /// Gathers events; what began before the asked time was read before, or deleted since.
    private static final class Sink implements ImportSink {
        private final List<ActivityEvent> events;
        private final Instant from;
        private Instant oldest;
        private int left;

        Sink(List<ActivityEvent> events, Instant from) {
            this.events = events;
            this.from = from;
            this.oldest = from;
        }

        @Override
        public void observed(Where where, ActivityEvent event) {
            if (event.at().isBefore(oldest)) oldest = event.at();
            if (!event.at().isBefore(from)) events.add(event);
        }

        @Override
        public void skip(Where where, SkipReason reason, String detail) {
            left++;
        }

        @Override
        public void item(Described item) {}

        @Override
        public void said(Where where, Said said) {}

        @Override
        public void note(String text) {}
    }
}
