package io.skuld.server.ingest.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Asks other hosts, politely and carefully: few requests to one host at a time, none while it wants to be left alone, only
/// if something changed; public addresses alone, also behind redirects; never longer or more than is allowed. Thread-safe;
/// a call waits in its own (virtual) thread.
public final class Outgoing implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final String AGENT = "Skuld/0.1 (personal feed reader)";

    /// Longer pauses than this are not believed.
    private static final Duration LONGEST_PAUSE = Duration.ofDays(2);

    private final OutgoingSettings settings;
    private final InstantSource clock;
    private final CloseableHttpClient client;
    private final Hosts hosts;
    private final Semaphore all;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outgoing-watch").factory());

    public Outgoing(OutgoingSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        hosts = new Hosts(settings.perHost());
        all = new Semaphore(settings.atOnce(), true);
        Timeout silence = Timeout.of(settings.timeout());
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(settings.privateHosts()))
                        .setMaxConnTotal(settings.atOnce())
                        .setMaxConnPerRoute(settings.perHost())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(silence)
                                        .setSocketTimeout(silence)
                                        .setTimeToLive(Timeout.ofMinutes(2))
                                        .build())
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(silence)
                                        .setConnectionRequestTimeout(silence)
                                        .build())
                        .setUserAgent(AGENT)
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableAutomaticRetries()
                        .evictIdleConnections(Timeout.ofSeconds(30))
                        .build();
    }

    public Hosts hosts() {
        return hosts;
    }

    /// Asks for what may have changed since, and follows redirects.
    ///
    /// @throws OutgoingException when the host does not give it
    public Answer get(String address, Validators known) {
        return get(address, known, settings.maxBytes());
    }

    /// @param mostBytes largest answer, unpacked, if that is less than is taken anyway
    public Answer get(String address, Validators known, long mostBytes) {
        URI at = Ask.address(address);
        boolean forGood = true;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Ask ask = new Ask(at, conditions(known), null);
            Reply reply = call(ask, Math.min(mostBytes, settings.maxBytes()));
            if (!isRedirect(reply.status()))
                return answer(ask, reply, hop > 0 && forGood ? at : null);
            forGood &= reply.status() == 301 || reply.status() == 308;
            at = target(at, reply.header("Location"));
        }
        throw new OutgoingException(Trouble.TOO_MANY_REDIRECTS, address, "", null);
    }

    /// One request, whatever its status; redirects are not followed.
    ///
    /// @throws OutgoingException when there is no reply, or none that may be taken
    public Reply call(Ask ask) {
        return call(ask, settings.maxBytes());
    }

    private Reply call(Ask ask, long mostBytes) {
        String host = ask.host();
        Instant pause = hosts.closedUntil(host);
        if (pause.isAfter(clock.instant()))
            throw new OutgoingException(Trouble.BUSY, ask.address().toString(), host, pause);
        Semaphore turn = hosts.turn(host);
        try {
            turn.acquire();
            try {
                all.acquire();
                try {
                    hosts.note(host, clock.instant());
                    return send(ask, mostBytes);
                } finally {
                    all.release();
                }
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(Trouble.BROKEN_OFF, ask, "stopped");
        }
    }

    private Reply send(Ask ask, long mostBytes) {
        HttpUriRequestBase request = request(ask);
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline =
                watch.schedule(
                        () -> {
                            late.set(true);
                            request.cancel();
                        },
                        settings.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> reply(ask, response, mostBytes));
        } catch (PublicAddresses.PrivateAddressException e) {
            throw trouble(Trouble.PRIVATE_ADDRESS, ask, ask.host());
        } catch (UnknownHostException e) {
            throw trouble(Trouble.UNKNOWN_HOST, ask, ask.host());
        } catch (SocketTimeoutException e) {
            throw timeout(ask);
        } catch (ConnectException | NoRouteToHostException e) {
            throw trouble(Trouble.UNREACHABLE, ask, ask.host());
        } catch (SSLException e) {
            throw trouble(Trouble.NOT_TRUSTED, ask, String.valueOf(e.getMessage()));
        } catch (InterruptedIOException e) {
            throw timeout(ask);
        } catch (IOException e) {
            throw late.get()
                    ? timeout(ask)
                    : trouble(Trouble.BROKEN_OFF, ask, String.valueOf(e.getMessage()));
        } finally {
            deadline.cancel(false);
        }
    }

    private static HttpUriRequestBase request(Ask ask) {
        Map<String, String> form = ask.form();
        HttpUriRequestBase request =
                new HttpUriRequestBase(form == null ? "GET" : "POST", ask.address());
        ask.headers().forEach(request::setHeader);
        if (form != null)
            request.setEntity(
                    new UrlEncodedFormEntity(
                            form.entrySet().stream()
                                    .map(e -> new BasicNameValuePair(e.getKey(), e.getValue()))
                                    .toList(),
                            StandardCharsets.UTF_8));
        return request;
    }

    private Reply reply(Ask ask, ClassicHttpResponse response, long mostBytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders())
            headers.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT),
                    header.getValue() == null ? "" : header.getValue());
        return new Reply(response.getCode(), headers, body(ask, response, mostBytes));
    }

    private static byte[] body(Ask ask, ClassicHttpResponse response, long mostBytes)
            throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) return new byte[0];
        InputStream in = entity.getContent();
        if (in == null) return new byte[0];
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 14];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            taken.write(buffer, 0, n);
            if (taken.size() > mostBytes) {
                response.close();
                throw trouble(Trouble.TOO_LARGE, ask, "%,d bytes".formatted(mostBytes));
            }
        }
        return taken.toByteArray();
    }

    private static Map<String, String> conditions(Validators known) {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "Accept",
                "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/xml;q=.9, application/json;q=.8, text/html;q=.7, */*;q=.5");
        if (!known.etag().isEmpty()) headers.put("If-None-Match", known.etag());
        if (!known.lastModified().isEmpty()) headers.put("If-Modified-Since", known.lastModified());
        return headers;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(URI from, String location) {
        try {
            return Ask.address(from.resolve(location.strip().replace(" ", "%20")).toString());
        } catch (IllegalArgumentException e) {
            throw new OutgoingException(Trouble.BAD_ADDRESS, location, "", null);
        }
    }

    private Answer answer(Ask ask, Reply reply, @Nullable URI movedTo) {
        int status = reply.status();
        if (status != 200 && status != 304) throw refusal(ask, reply);
        return new Answer(
                status == 304 ? null : reply.body(),
                reply.header("Content-Type"),
                new Validators(reply.header("ETag"), reply.header("Last-Modified")),
                ask.address(),
                movedTo,
                Freshness.of(reply.header("Cache-Control")));
    }

    /// What a status that is no success means; a host that asks for a pause gets it.
    public OutgoingException refusal(Ask ask, Reply reply) {
        int status = reply.status();
        Instant later = RetryAfter.of(reply.header("Retry-After"), clock.instant(), LONGEST_PAUSE);
        boolean pause = status == 429 || (status == 503 && later != null);
        if (pause)
            hosts.close(
                    ask.host(),
                    later == null ? clock.instant().plus(Duration.ofMinutes(5)) : later);
        Trouble trouble =
                switch (status) {
                    case 404 -> Trouble.NOT_FOUND;
                    case 410 -> Trouble.GONE;
                    case 401, 402, 403, 451 -> Trouble.FORBIDDEN;
                    case 429 -> Trouble.BUSY;
                    default ->
                            pause
                                    ? Trouble.BUSY
                                    : status >= 500 ? Trouble.HOST_FAILED : Trouble.NOT_UNDERSTOOD;
                };
        return new OutgoingException(
                trouble, ask.address().toString(), String.valueOf(status), later);
    }

    private OutgoingException timeout(Ask ask) {
        return trouble(Trouble.TIMEOUT, ask, settings.timeout().toSeconds() + " s");
    }

    private static OutgoingException trouble(Trouble trouble, Ask ask, String detail) {
        return new OutgoingException(trouble, ask.address().toString(), detail, null);
    }

    /// Hosts of the own network that may be asked.
    public List<String> privateHosts() {
        return settings.privateHosts();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
