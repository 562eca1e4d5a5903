package io.skuld.server.ingest.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skuld.server.ingest.outgoing.Ask;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.Reply;
import io.skuld.server.ingest.outgoing.Trouble;
import io.skuld.server.people.PersonId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The calls of the YouTube Data API v3 that read one person's account. Each costs one unit of the day's share
/// (https://developers.google.com/youtube/v3/determine_quota_cost); what costs more is not called.
final class YouTubeApi {
    /// Entries of one answer, and ids of one question.
    static final int PAGE = 50;

    /// An answer that always names a next page would never end.
    private static final int MOST_PAGES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Accounts accounts;
    private final Outgoing outgoing;
    private final String address;
    private final PersonId person;

    YouTubeApi(Accounts accounts, Outgoing outgoing, String address, PersonId person) {
        this.accounts = accounts;
        this.outgoing = outgoing;
        this.address = address;
        this.person = person;
    }

    /// Channels that the person follows, a page at a time.
    ///
    /// @param goOn told each page; false when no more are wanted
    void subscriptions(Predicate<JsonNode> goOn) {
        all("/subscriptions?part=snippet&mine=true&maxResults=" + PAGE, goOn);
    }

    /// Videos that the person rated, the last rated first, a page at a time.
    ///
    /// @param rating `like` or `dislike`
    /// @return true when there are no further pages
    boolean rated(String rating, Predicate<JsonNode> goOn) {
        return all(
                "/videos?part=snippet,contentDetails&myRating=%s&maxResults=%d"
                        .formatted(rating, PAGE),
                goOn);
    }

    /// The channel of the account, which tells it from others; empty for an account that has none.
    String channel() {
        return call("/channels?part=id&mine=true").at("/items/0/id").asText("");
    }

    /// Videos by their ids, at most [#PAGE]; those that are gone are missing from the answer.
    JsonNode videos(List<String> ids) {
        return call("/videos?part=snippet,contentDetails&id=" + encoded(String.join(",", ids)))
                .path("items");
    }

    private boolean all(String path, Predicate<JsonNode> goOn) {
        String token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = call(token.isEmpty() ? path : path + "&pageToken=" + encoded(token));
            token = answer.path("nextPageToken").asText("");
            boolean wanted = goOn.test(answer);
            if (token.isEmpty()) return true;
            if (!wanted) return false;
        }
        return false;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode call(String path) {
        Grant grant = accounts.grant(person);
        Reply reply = ask(path, grant);
        if (reply.status() == 401) {
            grant = accounts.renewed(person, grant);
            reply = ask(path, grant);
        }
        if (reply.status() == 200) return json(reply);
        if (reply.status() == 401)
            throw new OutgoingException(Trouble.NOT_ALLOWED, "YouTube", "401", null);
        String reason = reason(reply);
        if (reason.equals("quotaExceeded") || reason.equals("dailyLimitExceeded"))
            throw accounts.exhausted(grant);
        if (reply.status() == 403 && !reason.isEmpty())
            throw new OutgoingException(Trouble.FORBIDDEN, "YouTube", reason, null);
        throw outgoing.refusal(Ask.get(address + path, Map.of()), reply);
    }

    private Reply ask(String path, Grant grant) {
        accounts.take(grant, 1);
        return outgoing.call(
                Ask.get(
                        address + path,
                        Map.of(
                                "Authorization",
                                "Bearer " + grant.accessToken(),
                                "Accept",
                                "application/json")));
    }

    private static String reason(Reply reply) {
        try {
            return JSON.readTree(reply.text()).at("/error/errors/0/reason").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.text());
        } catch (JsonProcessingException e) {
            throw new OutgoingException(Trouble.NOT_UNDERSTOOD, "YouTube", "no JSON", null);
        }
    }
}
