package io.skuld.server.ingest;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.formats.Formats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an importer read, for a test to look at.
public final class Collected implements ImportSink {
    public final Map<ItemId, Described> items = new LinkedHashMap<>();
    public final List<Said> said = new ArrayList<>();
    public final List<ActivityEvent> activity = new ArrayList<>();
    public final List<Subscription> followed = new ArrayList<>();
    public final List<Skipped> skipped = new ArrayList<>();
    public final List<String> notes = new ArrayList<>();
    public String format = "";

    /// Reads a file as the format that is recognised.
    public static Collected of(Path path) {
        return of(path, null, ReadOptions.DEFAULTS);
    }

    public static Collected of(Path path, @Nullable String format, ReadOptions options) {
        Collected collected = new Collected();
        try (Bundle bundle = Bundle.open(path)) {
            Importers.Match match = Formats.all().match(bundle, format);
            collected.format = match.importer().format();
            match.read(options, collected);
        }
        return collected;
    }

    public Item item(String id) {
        Described described = items.get(ItemId.parse(id));
        if (described == null)
            throw new AssertionError("No item %s among %s".formatted(id, items.keySet()));
        return described.item();
    }

    public List<String> aliases(String id) {
        Described described = items.get(ItemId.parse(id));
        if (described == null) throw new AssertionError("No item " + id);
        return described.aliases().stream().map(ItemId::toString).sorted().toList();
    }

    /// What was said, as `who item type value at`, leaving out what is not there.
    public List<String> lines() {
        return said.stream().map(Collected::line).toList();
    }

    /// The reasons for what was left out, as `part:line reason`.
    public List<String> reasons() {
        return skipped.stream()
                .map(skip -> "%s:%d %s".formatted(skip.part(), skip.line(), skip.reason()))
                .toList();
    }

    private static String line(Said said) {
        StringBuilder line = new StringBuilder();
        if (said.who() != null) line.append(said.who()).append(' ');
        line.append(said.item()).append(' ').append(said.signal().type());
        Signal signal = said.signal();
        if (signal.number() != null) line.append(' ').append(signal.number());
        if (said.at() != null) line.append(' ').append(said.at());
        return line.toString();
    }

    @Override
    public void item(Described described) {
        items.putIfAbsent(described.item().id(), described);
    }

    @Override
    public void said(Where where, Said one) {
        if (!items.containsKey(one.item()))
            throw new AssertionError("Said something about an item not described: " + one);
        said.add(one);
    }

    @Override
    public void observed(Where where, ActivityEvent event) {
        activity.add(event);
    }

    @Override
    public void follows(Where where, Subscription subscription) {
        followed.add(subscription);
    }

    @Override
    public void skip(Where where, SkipReason reason, String detail) {
        skipped.add(new Skipped(where.part(), where.line(), reason, detail));
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }
}
