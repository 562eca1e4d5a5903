package io.skuld.server.learning;

import io.skuld.engine.math.TopN;
import io.skuld.engine.model.Recommender;
import io.skuld.engine.model.signed.SignedPathsModel;
import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.People;
import io.skuld.server.people.PersonId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The live graph of this Skuld's people and catalogue, for programs. Its versions are the settings that it had
/// ([GraphVersions]): the edges are what the log says now, whichever version answers.
public final class HouseholdModel implements ServedModel {
    /// Levels of caution that are remembered; further ones are made anew each time.
    private static final int CAUTIONS = 16;

    private final LiveGraph graph;
    private final Lifts lifts;
    private final GraphTuning tuning;
    private final FeedbackLog log;
    private final People people;
    private final IdIndex index;
    private final ItemFeatures features;
    private final Prequential foretold = new Prequential();
    private volatile @Nullable Answering answering;
    private volatile @Nullable Version active;

    /// The graph read in one way.
    private record Answering(
            GraphSettings settings, SignedPathsModel paths, Map<Float, Recommender> byCaution) {}

    /// To be made before the graph is started.
    public HouseholdModel(Learning learning, GraphTuning tuning, FeedbackLog log, People people) {
        this.graph = learning.graph();
        this.lifts = learning.lifts();
        this.index = learning.index();
        this.features = learning.features();
        this.tuning = tuning;
        this.log = log;
        this.people = people;
        graph.beforeLike(
                (person, item) -> foretold.test(paths().view(), person, item, paths(), paths()));
    }

    private Answering answering() {
        GraphSettings settings = lifts.settings();
        Answering now = answering;
        if (now == null || now.settings != settings) {
            // What programs report has no kind, so nothing of it is forgotten.
            SignedPathsModel paths =
                    graph.model().withSettings(settings.walks().withHalfLife(Duration.ZERO));
            answering = now = new Answering(settings, paths, new ConcurrentHashMap<>());
        }
        return now;
    }

    @Override
    public SignedPathsModel paths() {
        return answering().paths;
    }

    @Override
    public boolean tellsOfOthers() {
        return !graph.sharesInHousehold();
    }

    @Override
    public int items() {
        return Math.max(paths().items(), features.end());
    }

    @Override
    public int person(String name) {
        return graph.number(new PersonId(name));
    }

    @Override
    public int item(String name) {
        if (name.indexOf(':') <= 0) return UNKNOWN;
        Integer number = index.number(ItemId.parse(name));
        return number == null ? UNKNOWN : number;
    }

    @Override
    public String personName(int person) {
        return graph.person(person).value();
    }

    @Override
    public String itemName(int item) {
        return index.id(item).toString();
    }

    @Override
    public void score(int person, float caution, float[] scores) {
        cautious(caution).score(person, scores);
        for (int i = 0; i < scores.length; i++)
            if (features.of(i) == null) scores[i] = TopN.EXCLUDED;
    }

    private Recommender cautious(float caution) {
        Answering now = answering();
        if (caution == 0) return now.paths;
        Recommender known = now.byCaution.get(caution);
        if (known != null) return known;
        Recommender fresh = now.paths.withCaution(caution);
        if (now.byCaution.size() < CAUTIONS) now.byCaution.put(caution, fresh);
        return fresh;
    }

    /// The vector of the item's texts.
    @Override
    public float @Nullable [] itemVector(int item) {
        TasteFeatures row = features.of(item);
        return row == null || !row.hasText() ? null : row.text();
    }

    @Override
    public float @Nullable [] personVector(int person) {
        return null;
    }

    @Override
    public Absorbed absorb(List<Interaction> interactions) {
        List<Feedback> signals = new ArrayList<>(interactions.size());
        for (Interaction interaction : interactions) signals.add(feedback(interaction));
        var unused = log.repeated(signals);
        FeedbackLog.Appended appended = log.append(signals);
        return new Absorbed(appended.added(), appended.known());
    }

    @Override
    public Prequential.Report foretold() {
        return foretold.report();
    }

    @Override
    public SecondStage secondStage() {
        return SecondStage.none(
                "A household has too few people to learn a second stage from; the feed adds each person's own taste instead.");
    }

    private Feedback feedback(Interaction said) {
        PersonId person = new PersonId(said.user());
        people.known(person);
        ItemId item = ItemId.parse(said.item());
        Integer number = index.number(item);
        if (number == null) throw new UnknownItemException(item);
        return new Feedback(
                said.id() == null ? UUID.randomUUID().toString() : said.id(),
                person,
                index.id(number),
                signal(said.weight()),
                said.at(),
                ZoneOffset.UTC,
                Provenance.IMPLICIT,
                null,
                Map.of());
    }

    /// The signal whose weight in the graph this is, see [io.skuld.server.feedback.SignalMeaning].
    private static Signal signal(float weight) {
        if (weight == 1) return new Signal.Liked();
        if (weight == -1) return new Signal.Disliked();
        return new Signal.Rated(5 + 5.0 * weight);
    }

    @Override
    public List<Version> versions() {
        int live = tuning.live().number();
        List<Version> versions = new ArrayList<>();
        for (GraphVersions.Kept kept : tuning.versions())
            versions.add(version(kept, kept.number() == live));
        versions.add(shipped(live == GraphVersions.SHIPPED));
        return versions;
    }

    private Version version(GraphVersions.Kept kept, boolean active) {
        Map<String, String> facts = new LinkedHashMap<>();
        GraphSettings settings = kept.settings();
        if (settings != null) facts.putAll(settings.toMap());
        facts.put("created", kept.at().toString());
        facts.put("gain", Double.toString(kept.gain()));
        facts.put("gain.low", Double.toString(kept.ci95().low()));
        facts.put("gain.high", Double.toString(kept.ci95().high()));
        facts.put("gain.opinions", Integer.toString(kept.opinions()));
        String name = GraphVersions.nameOf(kept.number());
        return new Version(name, active, withNow(facts, active), kept.problem());
    }

    private Version shipped(boolean active) {
        return new Version(
                GraphVersions.nameOf(GraphVersions.SHIPPED),
                active,
                withNow(new LinkedHashMap<>(GraphSettings.DEFAULTS.toMap()), active),
                null);
    }

    private Map<String, String> withNow(Map<String, String> facts, boolean active) {
        facts.put("model", "paths");
        if (active) {
            facts.put("log", log.version());
            facts.put("complete", Boolean.toString(graph.ready()));
        }
        return facts;
    }

    @Override
    public Version active() {
        String name = GraphVersions.nameOf(tuning.live().number());
        Version known = active;
        if (known == null || !known.name().equals(name))
            active = known = versions().stream().filter(Version::active).findFirst().orElseThrow();
        return new Version(name, true, withNow(new LinkedHashMap<>(known.facts()), true), null);
    }

    @Override
    public void activate(String version) {
        tuning.activate(version);
    }
}
