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
import io.skuld.server.people.UnknownPersonException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The live graph of this Skuld's people and catalogue, for programs. It has one version: what the log says now.
public final class HouseholdModel implements ServedModel {
    private static final String ONLY_VERSION = "live";

    /// Levels of caution that are remembered; further ones are made anew each time.
    private static final int CAUTIONS = 16;

    private final LiveGraph graph;
    private final FeedbackLog log;
    private final People people;
    private final IdIndex index;
    private final ItemFeatures features;
    private final Prequential foretold = new Prequential();
    private final Map<Float, Recommender> byCaution = new ConcurrentHashMap<>();

    HouseholdModel(
            LiveGraph graph, FeedbackLog log, People people, IdIndex index, ItemFeatures features) {
        this.graph = graph;
        this.log = log;
        this.people = people;
        this.index = index;
        this.features = features;
        graph.beforeLike(
                (person, item) -> foretold.test(paths().view(), person, item, paths(), paths()));
    }

    @Override
    public SignedPathsModel paths() {
        return graph.model();
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
        if (caution == 0) return paths();
        Recommender known = byCaution.get(caution);
        if (known != null) return known;
        Recommender fresh = paths().withCaution(caution);
        if (byCaution.size() < CAUTIONS) byCaution.put(caution, fresh);
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
        if (people.find(person).isEmpty()) throw new UnknownPersonException(person);
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
        return List.of(active());
    }

    @Override
    public Version active() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", "paths");
        facts.put("log", log.version());
        facts.put("complete", Boolean.toString(graph.ready()));
        return new Version(ONLY_VERSION, true, facts, null);
    }

    @Override
    public void activate(String version) {
        if (!version.equals(ONLY_VERSION))
            throw new UnknownVersionException(version, List.of(ONLY_VERSION));
    }
}
