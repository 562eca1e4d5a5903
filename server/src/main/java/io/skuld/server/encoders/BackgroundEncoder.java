package io.skuld.server.encoders;

import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Merged;
import io.skuld.server.tasks.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sees to it that every catalogue item gets its vector, without anyone waiting for it. Thread-safe.
///
/// What was encoded before comes from the store; the rest is encoded in a task of kind `encode`. Let it follow
/// the catalogue ([io.skuld.server.catalog.Catalog#follow]). A task that was cancelled, or cut off by a restart, loses nothing that it had stored: the next one goes
/// on from there.
public final class BackgroundEncoder implements Consumer<List<Numbered>> {
    /// Items encoded between two looks at pause and cancel; also what one transaction stores.
    private static final int CHUNK = 64;

    private final TextEncoder encoder;
    private final VectorStore store;
    private final Tasks tasks;
    private final VectorListener listener;

    /// Items whose vector is not there yet, by number, with the text to encode. Guarded by itself.
    private final Map<Integer, String> waiting = new TreeMap<>();

    private final AtomicBoolean submitted = new AtomicBoolean();
    private volatile boolean started;

    /// @param listener hears of each vector; called by the thread that reads or encodes
    public BackgroundEncoder(
            TextEncoder encoder, VectorStore store, Tasks tasks, VectorListener listener) {
        this.encoder = encoder;
        this.store = store;
        this.tasks = tasks;
        this.listener = listener;
    }

    /// Encodes in tasks from now on: what waits, and what comes.
    public void start() {
        started = true;
        wake();
    }

    /// Encodes all that has no vector in the caller's thread, for a command that is to be done when it returns.
    ///
    /// @return how many items were encoded
    public long encodeAll(Tasks.Progress progress) {
        long done = 0;
        for (Map<Integer, String> chunk = next(); chunk != null; chunk = next()) {
            progress.checkpoint();
            encode(chunk);
            done += chunk.size();
            progress.at(done, done + waiting(), "");
        }
        return done;
    }

    /// How many items wait for their vector.
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /// Items of the catalogue that are new or changed: hands out their stored vectors; the others wait for theirs.
    @Override
    public void accept(List<Numbered> items) {
        deliverStored(items);
        if (started) wake();
    }

    /// Items that are gone need no vector.
    public void merged(List<Merged> merged) {
        synchronized (waiting) {
            for (Merged one : merged) waiting.remove(one.gone());
        }
    }

    private void deliverStored(List<Numbered> items) {
        Map<Integer, String> hashes = new LinkedHashMap<>();
        for (Numbered item : items) hashes.put(item.number(), TextHash.of(item.item().text()));
        Map<String, float[]> stored =
                store.findAll(encoder.version(), List.copyOf(hashes.values()));
        for (Numbered item : items) {
            float[] vector = stored.get(hashes.get(item.number()));
            if (vector == null) {
                synchronized (waiting) {
                    waiting.put(item.number(), item.item().text());
                }
            } else {
                synchronized (waiting) {
                    waiting.remove(item.number());
                }
                listener.onVector(item.number(), vector);
            }
        }
    }

    private void wake() {
        if (waiting() == 0 || !submitted.compareAndSet(false, true)) return;
        tasks.submit("encode", "", null, this::encodeWaiting);
    }

    private void encodeWaiting(Tasks.Progress progress) {
        try {
            encodeAll(progress);
        } finally {
            submitted.set(false);
        }
        wake(); // for what came between the last look and the line above
    }

    private @Nullable Map<Integer, String> next() {
        synchronized (waiting) {
            if (waiting.isEmpty()) return null;
            Map<Integer, String> chunk = new LinkedHashMap<>();
            for (Map.Entry<Integer, String> entry : waiting.entrySet()) {
                if (chunk.size() == CHUNK) break;
                chunk.put(entry.getKey(), entry.getValue());
            }
            return chunk;
        }
    }

    private void encode(Map<Integer, String> chunk) {
        List<String> texts = new ArrayList<>(chunk.values());
        float[][] vectors = encoder.encode(texts);
        Map<String, float[]> byHash = new LinkedHashMap<>();
        for (int k = 0; k < vectors.length; k++) byHash.put(TextHash.of(texts.get(k)), vectors[k]);
        store.put(encoder.version(), byHash);
        int k = 0;
        for (Map.Entry<Integer, String> entry : chunk.entrySet()) {
            boolean current;
            synchronized (waiting) {
                // A text that changed meanwhile stays, to be encoded again.
                current = waiting.remove(entry.getKey(), entry.getValue());
            }
            if (current) listener.onVector(entry.getKey(), vectors[k]);
            k++;
        }
    }
}
