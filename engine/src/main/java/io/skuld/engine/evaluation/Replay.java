package io.skuld.engine.evaluation;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.engine.math.Shuffle;
import io.skuld.engine.model.OnlineRecommender;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.Trainer;
import io.skuld.engine.model.TwoStageRecommender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Judges online learning: a model is fitted on the first share of the training edges, then takes the rest one event at
/// a time, each scored before it is learned (Vinagre, Jorge & Gama, "Evaluation of recommender systems in streaming
/// environments", 2014). On the same test part it is compared with itself before the stream (stale) and with a model
/// fitted on everything at once (retrain).
///
/// Edges with times stream in their order, those without in a shuffled one: the published files are sorted by sign.
///
/// @param warm share of the training edges that the model starts from, between 0 and 1
/// @param windows points of the prequential curve
/// @param sweeps how often the stream pauses for [OnlineRecommender#sweep]: at even distances, not before its first event
///     and not after its last, so that what follows the last sweep is judged as events left it
/// @param seed of the shuffle
public record Replay(double warm, int windows, int sweeps, long seed) {
    private static final int PLACES = 20;

    public Replay {
        if (!(warm > 0 && warm < 1))
            throw new IllegalArgumentException(
                    "The warm share lies between 0 and 1, got %s".formatted(warm));
        if (windows < 1)
            throw new IllegalArgumentException("A curve has at least 1 point, got " + windows);
        if (sweeps < 0)
            throw new IllegalArgumentException("There are 0 sweeps or more, got " + sweeps);
    }

    /// One point of the test-then-learn curve.
    ///
    /// @param events events streamed up to and including this window
    /// @param likes events of the window that the means are over
    /// @param ranked by the model
    /// @param firstStage by its first stage alone; the same for a model of one stage
    public record Window(int events, int likes, Means ranked, Means firstStage) {}

    /// Means over the likes of a window of whether the item was in the person's top 20 just before, and of its discounted
    /// gain there.
    public record Means(double recall, double ndcg) {}

    /// What sweeps took in the background; no event's time holds a part of it.
    ///
    /// @param seconds of each
    /// @param cpuSeconds of all, on all cores together
    public record Sweeps(List<Double> seconds, double cpuSeconds) {
        public Sweeps {
            seconds = List.copyOf(seconds);
        }
    }

    /// @param eventMillis time to absorb each event, in stream order
    public record Report(
            RankingReport stale,
            RankingReport online,
            RankingReport retrain,
            double[] eventMillis,
            Sweeps sweeps,
            List<Window> prequential) {
        public Report {
            eventMillis = eventMillis.clone();
            prequential = List.copyOf(prequential);
        }

        @Override
        public double[] eventMillis() {
            return eventMillis.clone();
        }

        /// How much of the refitted model's value streaming gave away, in percent; below 0 when streaming did better.
        public double lossPercent(Metric metric) {
            double refitted = retrain.mean(metric);
            return 100 * (refitted - online.mean(metric)) / refitted;
        }

        /// The time within which this share of the events was absorbed, in milliseconds.
        public double eventMillis(double quantile) {
            double[] sorted = eventMillis.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
        }
    }

    /// @throws IllegalArgumentException when the trainer's models cannot learn online
    public Report run(Trainer trainer, SignedDataset data) {
        SignedEdges ordered = ordered(data.train());
        int warmEdges = (int) Math.round(warm * ordered.size());
        if (warmEdges == 0 || warmEdges == ordered.size())
            throw new IllegalArgumentException(
                    "Nothing to stream: %s of %d edges leaves one side empty"
                            .formatted(warm, ordered.size()));
        SignedEdges start = ordered.at(IntStream.range(0, warmEdges).toArray());
        OnlineRecommender online = online(trainer, start);
        RankingEvaluator evaluator = new RankingEvaluator(data.train(), data.test());
        RankingReport stale = evaluator.evaluate(online);
        Stream stream = new Stream(online, ordered, warmEdges);
        stream.run();
        return new Report(
                stale,
                evaluator.evaluate(online),
                evaluator.evaluate(trainer.fit(data.train())),
                stream.millis,
                new Sweeps(stream.sweepSeconds, stream.sweepCpu.toMillis() / 1e3),
                stream.curve);
    }

    /// Tells at once what a fit on much data would tell at its end.
    ///
    /// @throws IllegalArgumentException when the trainer's models cannot learn online
    public static void requireOnline(Trainer trainer) {
        online(trainer, SignedEdges.untimed(1, 1, new int[1], new int[1], new boolean[] {true}));
    }

    private static OnlineRecommender online(Trainer trainer, SignedEdges start) {
        if (trainer.fit(start) instanceof OnlineRecommender online) return online;
        throw new IllegalArgumentException(
                "The model '%s' does not learn online, so there is nothing to replay; try paths, hybrid or ranked"
                        .formatted(trainer.name()));
    }

    private SignedEdges ordered(SignedEdges train) {
        return train.at(
                train.isTimed()
                        ? byTime(train)
                        : Shuffle.permutation(train.size(), new SplittableRandom(seed)));
    }

    private static int[] byTime(SignedEdges train) {
        return IntStream.range(0, train.size())
                .boxed()
                .sorted(Comparator.comparingLong(train::time))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The run itself: what each person has met so far, and what came out.
    private final class Stream {
        private final OnlineRecommender model;
        private final SignedEdges edges;
        private final int from;
        private final List<IntList> met = new ArrayList<>();
        private final Tally ranked;
        private final Tally firstStage;
        private final double[] millis;
        private final List<Double> sweepSeconds = new ArrayList<>();
        private Duration sweepCpu = Duration.ZERO;
        private final List<Window> curve = new ArrayList<>();
        private int likes;

        Stream(OnlineRecommender model, SignedEdges edges, int from) {
            this.model = model;
            this.edges = edges;
            this.from = from;
            ranked = new Tally(model, edges.items());
            firstStage =
                    model instanceof TwoStageRecommender two
                            ? new Tally(two.firstStage(), edges.items())
                            : ranked;
            millis = new double[edges.size() - from];
            for (int p = 0; p < edges.people(); p++) met.add(new IntList(4));
            for (int e = 0; e < from; e++) met.get(edges.person(e)).add(edges.item(e));
        }

        void run() {
            int perWindow = Math.max(1, (millis.length + windows - 1) / windows);
            for (int k = 0; k < millis.length; k++) {
                int e = from + k;
                if (edges.liked(e)) test(edges.person(e), edges.item(e));
                millis[k] = learn(e);
                if (isTimeToSweep(k + 1)) sweep();
                if ((k + 1) % perWindow == 0 || k + 1 == millis.length) closeWindow(k + 1);
            }
        }

        /// Whether a sweep's place is after so many events.
        private boolean isTimeToSweep(int events) {
            int sweep = sweepSeconds.size() + 1;
            return sweep <= sweeps && events >= (long) sweep * millis.length / (sweeps + 1);
        }

        private void sweep() {
            Duration cpuStarted = cpu();
            long started = System.nanoTime();
            model.sweep();
            sweepSeconds.add((System.nanoTime() - started) / 1e9);
            sweepCpu = sweepCpu.plus(cpu()).minus(cpuStarted);
        }

        private void test(int person, int item) {
            likes++;
            ranked.test(person, item, met.get(person));
            if (firstStage != ranked) firstStage.test(person, item, met.get(person));
        }

        private double learn(int e) {
            long started = System.nanoTime();
            model.absorb(edges.person(e), edges.item(e), edges.weight(e), edges.time(e));
            double taken = (System.nanoTime() - started) / 1e6;
            met.get(edges.person(e)).add(edges.item(e));
            return taken;
        }

        private void closeWindow(int events) {
            if (likes == 0) return;
            Means byModel = ranked.close(likes);
            Means byFirstStage = firstStage == ranked ? byModel : firstStage.close(likes);
            curve.add(new Window(events, likes, byModel, byFirstStage));
            likes = 0;
        }
    }

    /// On all cores together, by the operating system's clock ticks.
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// How well one model foretells the likes of a window.
    private static final class Tally {
        private final Recommender model;
        private final float[] scores;
        private final TopItems top = new TopItems(PLACES);
        private double hits;
        private double gain;

        Tally(Recommender model, int items) {
            this.model = model;
            scores = new float[items];
        }

        void test(int person, int item, IntList known) {
            model.score(person, scores);
            float wanted = scores[item];
            for (int k = 0; k < known.size(); k++) scores[known.get(k)] = Float.NEGATIVE_INFINITY;
            // A like of something met before is judged as if it were new, else a change of mind
            // could never be foretold.
            scores[item] = wanted;
            top.rank(scores);
            for (int place = 0; place < top.size(); place++)
                if (top.item(place) == item) {
                    hits++;
                    gain += RankedList.discount(place);
                }
        }

        Means close(int likes) {
            Means means = new Means(hits / likes, gain / likes);
            hits = 0;
            gain = 0;
            return means;
        }
    }
}
