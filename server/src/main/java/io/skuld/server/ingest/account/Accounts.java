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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Permissions to read YouTube accounts, given to the person's own OAuth client in one of two ways: by a redirect back to
/// this machine with PKCE (RFC 8252, RFC 7636), or by a code typed in on another device (RFC 8628). Thread-safe.
public final class Accounts {
    /// YouTube counts its days there.
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static final String SCOPE = "https://www.googleapis.com/auth/youtube.readonly";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqlAccounts stored;
    private final Outgoing outgoing;
    private final YouTubeSettings settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Started> started = new ConcurrentHashMap<>();
    private final Map<PersonId, Device> devices = new ConcurrentHashMap<>();
    private final ReentrantLock renewing = new ReentrantLock();

    /// The OAuth client that a person made at Google for themselves.
    public record Client(String id, String secret) {
        public Client {
            id = id.strip();
            secret = secret.strip();
            if (id.isEmpty() || id.length() > 300 || secret.length() > 300)
                throw new IllegalArgumentException(
                        "An OAuth client has an id of at most 300 characters. Nothing was changed.");
        }

        @Override
        public String toString() {
            return "Client " + id;
        }
    }

    /// A way to Google that was begun and waits for its end.
    private record Started(
            PersonId person, Client client, String verifier, String redirect, Instant at) {}

    /// A code for another device.
    ///
    /// @param code what the person types in there
    /// @param page where
    /// @param interval how long to wait between two questions
    public record Device(
            Client client,
            String secret,
            String code,
            String page,
            Duration interval,
            Instant expires,
            Instant nextQuestion) {}

    /// @param used units of today's share
    /// @param most units there are in a day
    public record Status(Instant connected, String clientId, int used, int most) {}

    public Accounts(
            SqlAccounts stored, Outgoing outgoing, YouTubeSettings settings, InstantSource clock) {
        this.stored = stored;
        this.outgoing = outgoing;
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins the way by redirect.
    ///
    /// @param redirect the address of this Skuld that Google leads back to
    /// @return where the person gives permission
    public String begin(PersonId person, Client client, String redirect) {
        forgetOld();
        String state = secret();
        String verifier = secret();
        started.put(state, new Started(person, client, verifier, redirect, clock.instant()));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.id());
        query.put("redirect_uri", redirect);
        query.put("response_type", "code");
        query.put("scope", SCOPE);
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        query.put("access_type", "offline");
        query.put("prompt", "consent");
        return settings.consent()
                + "?"
                + query.entrySet().stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /// Ends the way by redirect: only who was given the state can know it, and only once.
    ///
    /// @return whose account is connected now
    public PersonId finish(String state, String code) {
        Started begun = started.remove(state);
        if (begun == null || begun.at().plus(PATIENCE).isBefore(clock.instant()))
            throw new NotConnectedException(
                    "this permission was not asked for here, or too long ago");
        JsonNode answer =
                tokens(
                        Map.of(
                                "grant_type", "authorization_code",
                                "code", code,
                                "client_id", begun.client().id(),
                                "client_secret", begun.client().secret(),
                                "redirect_uri", begun.redirect(),
                                "code_verifier", begun.verifier()));
        keep(begun.person(), begun.client(), answer);
        return begun.person();
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(PATIENCE);
        started.values().removeIf(way -> way.at().isBefore(oldest));
    }

    /// Begins the way by another device.
    public Device beginDevice(PersonId person, Client client) {
        Reply reply =
                outgoing.call(
                        Ask.post(
                                settings.tokens() + "/device/code",
                                Map.of("client_id", client.id(), "scope", SCOPE)));
        JsonNode answer = json(reply);
        if (reply.status() != 200) throw new NotConnectedException(error(answer, reply));
        Duration interval =
                Duration.ofSeconds(Math.clamp(answer.path("interval").asLong(5), 1, 60));
        Instant now = clock.instant();
        String page =
                answer.path("verification_url").asText(answer.path("verification_uri").asText(""));
        Device device =
                new Device(
                        client,
                        answer.path("device_code").asText(""),
                        answer.path("user_code").asText(""),
                        page,
                        interval,
                        now.plusSeconds(Math.clamp(answer.path("expires_in").asLong(900), 1, 3600)),
                        now.plus(interval));
        devices.put(person, device);
        return device;
    }

    /// The code that waits to be typed in, if any.
    public Optional<Device> device(PersonId person) {
        return Optional.ofNullable(devices.get(person))
                .filter(device -> device.expires().isAfter(clock.instant()));
    }

    /// Asks, no more often than Google wants, whether the code was typed in.
    ///
    /// @return true once the account is connected
    public boolean ask(PersonId person) {
        Device device = device(person).orElse(null);
        if (device == null || device.nextQuestion().isAfter(clock.instant())) return false;
        devices.put(person, later(device, device.interval()));
        Reply reply =
                outgoing.call(
                        Ask.post(
                                settings.tokens() + "/token",
                                Map.of(
                                        "grant_type",
                                                "urn:ietf:params:oauth:grant-type:device_code",
                                        "device_code", device.secret(),
                                        "client_id", device.client().id(),
                                        "client_secret", device.client().secret())));
        JsonNode answer = json(reply);
        String error = answer.path("error").asText("");
        if (reply.status() == 200) {
            devices.remove(person);
            keep(person, device.client(), answer);
            return true;
        }
        if (error.equals("authorization_pending")) return false;
        if (error.equals("slow_down")) {
            devices.put(person, later(device, device.interval().plusSeconds(5)));
            return false;
        }
        devices.remove(person);
        throw new NotConnectedException(error(answer, reply));
    }

    private Device later(Device device, Duration interval) {
        return new Device(
                device.client(),
                device.secret(),
                device.code(),
                device.page(),
                interval,
                device.expires(),
                clock.instant().plus(interval));
    }

    private void keep(PersonId person, Client client, JsonNode answer) {
        String refresh = answer.path("refresh_token").asText("");
        if (refresh.isEmpty())
            throw new NotConnectedException("Google gave no permission that lasts");
        stored.save(
                person,
                new Grant(
                        client.id(),
                        client.secret(),
                        refresh,
                        answer.path("access_token").asText(""),
                        expires(answer)));
    }

    private long expires(JsonNode answer) {
        return clock.instant().plusSeconds(answer.path("expires_in").asLong(3600)).toEpochMilli();
    }

    /// A permission that holds for the next minute at least.
    ///
    /// @throws OutgoingException when there is none any more
    Grant grant(PersonId person) {
        Grant grant = known(person);
        return grant.expires() > clock.instant().plus(EARLY).toEpochMilli()
                ? grant
                : renewed(person, grant);
    }

    /// Another one in place of this, which was refused although it should hold.
    Grant renewed(PersonId person, Grant refused) {
        renewing.lock();
        try {
            Grant now = known(person);
            if (!now.accessToken().equals(refused.accessToken())) return now;
            JsonNode answer =
                    tokens(
                            Map.of(
                                    "grant_type", "refresh_token",
                                    "refresh_token", now.refreshToken(),
                                    "client_id", now.clientId(),
                                    "client_secret", now.clientSecret()));
            Grant renewed =
                    now.withAccess(
                            answer.path("access_token").asText(""),
                            expires(answer),
                            answer.path("refresh_token").asText(""));
            stored.save(person, renewed);
            return renewed;
        } finally {
            renewing.unlock();
        }
    }

    private Grant known(PersonId person) {
        return stored.find(person)
                .orElseThrow(
                        () -> new OutgoingException(Trouble.NOT_ALLOWED, "The account", "", null));
    }

    /// @throws OutgoingException when the permission ended, or Google cannot be reached
    private JsonNode tokens(Map<String, String> form) {
        Ask ask = Ask.post(settings.tokens() + "/token", form);
        Reply reply = outgoing.call(ask);
        if (reply.status() == 200) return json(reply);
        if (reply.status() != 400 && reply.status() != 401) throw outgoing.refusal(ask, reply);
        throw new OutgoingException(
                Trouble.NOT_ALLOWED, "The account", error(json(reply), reply), null);
    }

    /// Ends the permission here and, if it can be reached, at Google.
    ///
    /// @return false when Google could not be told, so that the permission goes on there until the person ends it
    public boolean disconnect(PersonId person) {
        devices.remove(person);
        started.values().removeIf(way -> way.person().equals(person));
        Optional<Grant> grant = stored.find(person);
        boolean unknown = grant.isEmpty() && stored.connected(person).isPresent();
        stored.delete(person);
        return grant.map(this::revoked).orElse(!unknown);
    }

    private boolean revoked(Grant grant) {
        try {
            Reply reply =
                    outgoing.call(
                            Ask.post(
                                    settings.tokens() + "/revoke",
                                    Map.of("token", grant.refreshToken())));
            // What Google does not know any more has ended there already.
            return reply.status() == 200
                    || "invalid_token".equals(json(reply).path("error").asText());
        } catch (OutgoingException e) {
            System.getLogger(Accounts.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "Google did not hear of the end: {0}",
                            e.trouble());
            return false;
        }
    }

    /// Takes units of today's share.
    ///
    /// @throws OutgoingException when so many are not left today
    void take(Grant grant, int units) {
        if (stored.take(grant.clientId(), today(), units, settings.dailyQuota())) return;
        throw spent();
    }

    /// Google says that the share is used up.
    OutgoingException exhausted(Grant grant) {
        stored.exhaust(grant.clientId(), today(), settings.dailyQuota());
        return spent();
    }

    private OutgoingException spent() {
        Instant midnight =
                LocalDate.ofInstant(clock.instant(), PACIFIC)
                        .plusDays(1)
                        .atStartOfDay(PACIFIC)
                        .toInstant();
        return new OutgoingException(
                Trouble.QUOTA, "YouTube", "%,d a day".formatted(settings.dailyQuota()), midnight);
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), PACIFIC).toString();
    }

    public Optional<Status> status(PersonId person) {
        Optional<Instant> connected = stored.connected(person);
        if (connected.isEmpty()) return Optional.empty();
        String client = stored.find(person).map(Grant::clientId).orElse("");
        return Optional.of(
                new Status(
                        connected.get(),
                        client,
                        stored.used(client, today()),
                        settings.dailyQuota()));
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.text());
        } catch (JsonProcessingException e) {
            throw new OutgoingException(
                    Trouble.NOT_UNDERSTOOD, "YouTube", String.valueOf(reply.status()), null);
        }
    }

    private static String error(JsonNode answer, Reply reply) {
        String words = answer.path("error_description").asText(answer.path("error").asText(""));
        return words.isEmpty() ? String.valueOf(reply.status()) : words;
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// RFC 7636, section 4.2.
    static String challenge(String verifier) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
