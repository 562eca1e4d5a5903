package io.skuld.benchmarks;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.encoders.MiniLmEncoder;
import io.skuld.server.encoders.SqlVectorStore;
import io.skuld.server.encoders.TextHash;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.FeedMode;
import io.skuld.server.feed.FeedRequest;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import io.skuld.server.web.WebServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// How long a feed of 24 takes from 10,000 items with vectors, for a person with some ratings: first pages, each a whole
/// ranking, asked one after the other; in the server, over HTTP, and right after a signal.
///
/// `./skuld bench feed-latency [RATINGS]`.
final class FeedLatency {
    private static final int ITEMS = 10_000;
    private static final int CARDS = 24;
    private static final int WARM_UP = 150;
    private static final int REQUESTS = 400;
    private static final String[] GENRES = {
        "crime", "comedy", "drama", "western", "horror", "romance", "war", "musical"
    };

    private final Random random = new Random(42);
    private final App app;
    private final Feed feed;

    private FeedLatency(App app) {
        this.app = app;
        this.feed = app.feed();
    }

    /// @param ratings how many the person has given
    static void run(int ratings) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("skuld-feed-latency-");
        Map<String, Object> figures = new LinkedHashMap<>();
        try (App app = App.open(Settings.read(home, Map.of(), Map.of("server.port", "0")))) {
            FeedLatency latency = new FeedLatency(app);
            latency.fill(ratings);
            figures.put("items", ITEMS);
            figures.put("ratings", ratings);
            figures.put("cards", CARDS);
            latency.measure(figures);
        }
        Results.write(
                "feed-latency-" + ratings + ".json",
                List.of("bench", "feed-latency", String.valueOf(ratings)),
                figures);
    }

    private static ItemId id(int n) {
        return new ItemId("bench", "i" + n);
    }

    private void fill(int ratings) {
        List<Described> items = new ArrayList<>(ITEMS);
        for (int n = 0; n < ITEMS; n++) items.add(Described.of(item(n)));
        giveVectors(items);
        app.catalog().add(items);
        List<Feedback> said = new ArrayList<>(ratings);
        for (int r = 0; r < ratings; r++) said.add(rated("r" + r, random.nextInt(ITEMS)));
        app.log().append(said);
    }

    private Item item(int n) {
        return Item.of(id(n), ItemKind.FILM, "A film of the number " + n)
                .withCreator("Director " + random.nextInt(2_000))
                .withGenres(
                        List.of(
                                GENRES[random.nextInt(GENRES.length)],
                                GENRES[random.nextInt(GENRES.length)]))
                .withYear(1930 + random.nextInt(95));
    }

    /// Random directions instead of half an hour of encoding: they cost the same to score.
    private void giveVectors(List<Described> items) {
        MiniLmEncoder encoder = new MiniLmEncoder(app.settings().home());
        Map<String, float[]> vectors = new HashMap<>();
        for (Described described : items)
            vectors.put(TextHash.of(described.item().text()), direction(encoder.dim()));
        new SqlVectorStore(app.database()).put(encoder.version(), vectors);
    }

    private float[] direction(int dim) {
        float[] vector = new float[dim];
        double length = 0;
        for (int k = 0; k < dim; k++) {
            vector[k] = (float) random.nextGaussian();
            length += vector[k] * vector[k];
        }
        for (int k = 0; k < dim; k++) vector[k] /= (float) Math.sqrt(length);
        return vector;
    }

    private Feedback rated(String id, int item) {
        return new Feedback(
                id,
                PersonId.ME,
                id(item),
                new Signal.Rated(random.nextInt(101) / 10.0),
                Instant.now(),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of());
    }

    private void measure(Map<String, Object> figures) throws IOException, InterruptedException {
        try (WebServer web = app.serve()) {
            for (FeedMode mode : FeedMode.values())
                figures.put("inServer " + mode.label(), inServer(mode));
            figures.put("overHttp balanced", Results.percentiles(overHttp(web.address())));
            figures.put("inServer balanced after a signal", Results.percentiles(afterASignal()));
        }
    }

    /// Time on the clock, and time on the processor, which does not wait while other programs run.
    private Map<String, Object> inServer(FeedMode mode) {
        for (int r = 0; r < WARM_UP; r++) page(mode, r);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] clock = new long[REQUESTS];
        long[] processor = new long[REQUESTS];
        for (int r = 0; r < REQUESTS; r++) {
            long before = threads.getCurrentThreadCpuTime();
            clock[r] = page(mode, r);
            processor[r] = threads.getCurrentThreadCpuTime() - before;
        }
        return Map.of(
                "clock", Results.percentiles(clock),
                "processor", Results.percentiles(processor));
    }

    private long page(FeedMode mode, long seed) {
        long start = System.nanoTime();
        int cards =
                feed.page(FeedRequest.first(PersonId.ME, mode, CARDS).withSeed(seed))
                        .items()
                        .size();
        long nanos = System.nanoTime() - start;
        if (cards != CARDS) throw new IllegalStateException(cards + " cards");
        return nanos;
    }

    private long[] overHttp(URI address) throws IOException, InterruptedException {
        long[] nanos = new long[REQUESTS];
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int r = -WARM_UP; r < REQUESTS; r++) {
                HttpRequest request =
                        HttpRequest.newBuilder(
                                        address.resolve(
                                                "api/v1/feed?limit=%d&seed=%d".formatted(CARDS, r)))
                                .build();
                long start = System.nanoTime();
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                if (r >= 0) nanos[r] = System.nanoTime() - start;
                if (status != 200) throw new IllegalStateException("status " + status);
            }
        }
        return nanos;
    }

    /// The signal is stored before the clock starts; absorbing it is part of the answer.
    private long[] afterASignal() {
        long[] nanos = new long[REQUESTS / 4];
        for (int r = 0; r < nanos.length; r++) {
            app.log().append(List.of(rated("s" + r, random.nextInt(ITEMS))));
            nanos[r] = page(FeedMode.BALANCED, r);
        }
        return nanos;
    }
}
