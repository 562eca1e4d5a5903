package io.skuld.server.ingest;

import io.skuld.server.ingest.ImportSink.Where;
import java.time.DateTimeException;

/// A line costs only itself: what no value can be made of, as an id of a thousand characters, is told and left out.
public final class OneLine {
    private OneLine() {}

    /// @param text what stands there
    public static void of(Where where, String text, ImportSink sink, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            sink.skip(where, SkipReason.NOT_AN_ENTRY, "%s: %s".formatted(e.getMessage(), text));
        }
    }
}
