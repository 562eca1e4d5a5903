package io.skuld.server.learning;

import io.skuld.engine.model.taste.TasteFeatures;
import io.skuld.engine.model.taste.TasteModel;
import io.skuld.engine.model.taste.TasteModel.Observation;
import io.skuld.engine.model.taste.TasteSettings;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Opinion;
import io.skuld.server.feedback.Opinions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One person's signals in memory and the taste that follows from them. Not thread-safe: [Tastes] holds its lock.
final class PersonalTaste {
    private final IdIndex index;
    private final ItemFeatures features;

    /// Active entries by item number and id.
    private final Map<Integer, Map<String, Feedback>> entries = new HashMap<>();

    private Map<Integer, Opinion> opinions = Map.of();
    private TasteModel model;

    /// Items about which something was said or taken back since the model was last brought up to date.
    private final Set<Integer> dirty = new HashSet<>();

    private long generation;
    private @Nullable Taste snapshot;

    PersonalTaste(
            List<Feedback> active, IdIndex index, ItemFeatures features, TasteSettings settings) {
        this.index = index;
        this.features = features;
        this.model = TasteModel.empty(features.space(), settings);
        this.generation = features.generation();
        for (Feedback entry : active) take(new Change(entry, true));
    }

    void take(Change change) {
        Feedback entry = change.feedback();
        Integer item = index.number(entry.item());
        if (item == null) return; // the log knows catalogue items only
        var about = entries.computeIfAbsent(item, number -> new LinkedHashMap<>());
        if (change.active()) about.put(entry.id(), entry);
        else about.remove(entry.id());
        if (about.isEmpty()) entries.remove(item);
        dirty.add(item);
    }

    /// Where the person stands on these items after everything taken so far.
    Map<ItemId, Opinion> opinions(Set<ItemId> items) {
        Map<ItemId, Opinion> opinions = new HashMap<>();
        for (ItemId item : items) {
            Map<String, Feedback> about = entries.get(index.number(item));
            if (about != null)
                opinions.put(item, Opinions.about(item, List.copyOf(about.values())));
        }
        return opinions;
    }

    /// The taste after everything taken so far.
    Taste taste() {
        long now = features.generation();
        if (snapshot != null && dirty.isEmpty() && generation == now) return snapshot;
        List<Observation> come = new ArrayList<>();
        List<Integer> gone = new ArrayList<>();
        if (generation != now) findRefreshed(come);
        if (!dirty.isEmpty()) foldDirty(come, gone);
        generation = now;
        if (!come.isEmpty() || !gone.isEmpty()) model = model.change(come, gone);
        snapshot = new Taste(model, features, opinions);
        return snapshot;
    }

    private void foldDirty(List<Observation> come, List<Integer> gone) {
        Map<Integer, Opinion> after = new HashMap<>(opinions);
        for (Integer item : dirty) {
            Map<String, Feedback> about = entries.get(item);
            Observation observation = null;
            if (about == null) {
                after.remove(item);
            } else {
                List<Feedback> said = List.copyOf(about.values());
                Opinion opinion = Opinions.about(said.getFirst().item(), said);
                after.put(item, opinion);
                observation = observation(item, opinion);
            }
            if (observation != null) come.add(observation);
            else gone.add(item);
        }
        opinions = Collections.unmodifiableMap(after);
        dirty.clear();
    }

    /// Rated items whose features changed, as when their vector came.
    private void findRefreshed(List<Observation> come) {
        opinions.forEach((number, opinion) -> {
            Observation learned = model.observation(number);
            if (dirty.contains(number)
                    || learned != null && learned.features() == features.of(number)) return;
            Observation fresh = observation(number, opinion);
            if (fresh != null) come.add(fresh);
        });
    }

    private @Nullable Observation observation(int number, Opinion opinion) {
        TasteFeatures row = features.of(number);
        if (row == null || !(opinion.confidence() > 0)) return null;
        return new Observation(number, row, opinion.rating(), opinion.confidence());
    }
}
