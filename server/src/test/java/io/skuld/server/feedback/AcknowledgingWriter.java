package io.skuld.server.feedback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.settings.DatabaseSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// A process of its own for [KillTest]: appends signals from four threads until it is killed, and writes the id of each
/// to standard output once the log has acknowledged it. Arguments: data folder, a prefix for ids.
final class AcknowledgingWriter {
    static final ItemId ITEM = new ItemId("test", "item");
    private static final int THREADS = 4;

    private AcknowledgingWriter() {}

    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        String prefix = arguments[1];
        Database database = Database.open(home, DatabaseSettings.DEFAULTS);
        new SqlPeople(database, InstantSource.system()).ensure(List.of(PersonId.ME));
        new SqlCatalog(database, InstantSource.system())
                .add(List.of(Described.of(Item.of(ITEM, ItemKind.OTHER, "Item"))));
        FeedbackLog log = new SqlFeedbackLog(database, InstantSource.system());
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int thread = 0; thread < THREADS; thread++) {
            String own = prefix + "-" + thread + "-";
            Thread.ofPlatform().start(() -> appendForever(log, own, out));
        }
    }

    private static void appendForever(FeedbackLog log, String prefix, OutputStream out) {
        for (long n = 0; ; n++) {
            String id = prefix + n;
            log.append(List.of(liked(id)));
            acknowledge(out, id);
        }
    }

    /// One unbuffered write a line, so that a line is either whole or missing.
    private static void acknowledge(OutputStream out, String id) {
        try {
            out.write((id + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Feedback liked(String id) {
        return new Feedback(
                id,
                PersonId.ME,
                ITEM,
                new Signal.Liked(),
                Instant.now(),
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of());
    }
}
