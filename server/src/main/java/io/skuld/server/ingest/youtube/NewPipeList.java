package io.skuld.server.ingest.youtube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.JsonEntries;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.OutgoingException;
import java.io.IOException;
import java.util.Set;

/// NewPipe's subscriptions: of YouTube, and of those other services that have feeds.
final class NewPipeList {
    /// Its numbers of YouTube, media.ccc.de and PeerTube. SoundCloud and Bandcamp have no feeds.
    private static final Set<Integer> WITH_FEEDS = Set.of(0, 2, 3);

    private NewPipeList() {}

    static boolean is(Part part) {
        String head = part.head();
        return head.contains("\"subscriptions\"") && head.contains("\"service_id\"");
    }

    static void read(Part part, ImportSink sink) throws IOException {
        JsonEntries.each(part, sink, json -> document(part, json, sink));
    }

    private static void document(Part part, JsonParser json, ImportSink sink) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean ours = json.currentName().equals("subscriptions");
            json.nextToken();
            if (ours && json.currentToken() == JsonToken.START_ARRAY)
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    Where where = new Where(part.name(), json.currentTokenLocation().getLineNr());
                    JsonNode entry = JsonEntries.tree(json);
                    follow(
                            where,
                            entry.path("service_id").asInt(-1),
                            entry.path("url").asText(""),
                            entry.path("name").asText(""),
                            sink);
                }
            else json.skipChildren();
        }
    }

    static void follow(Where where, int service, String address, String name, ImportSink sink) {
        if (!WITH_FEEDS.contains(service)) {
            sink.skip(where, SkipReason.NO_FEED, name.isEmpty() ? address : name);
            return;
        }
        try {
            sink.follows(where, Subscription.at(address, name));
        } catch (OutgoingException e) {
            sink.skip(where, SkipReason.BAD_ADDRESS, address);
        }
    }
}
