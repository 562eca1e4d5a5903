package io.skuld.server.ingest.anagnorisis;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.sqlite.SqlForeignDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what Anagnorisis keeps, from any of the three places and any of its versions. The same rating stands in several of
/// them; it is taken once.
public final class AnagnorisisImporter implements Importer {
    /// The files of all kinds since 0.4.2, those of one kind before.
    static final List<String> TABLES =
            List.of(
                    "music_library",
                    "videos_library",
                    "images_library",
                    "text_library",
                    "files_library");

    @Override
    public String format() {
        return "anagnorisis";
    }

    @Override
    public String understands() {
        return "Anagnorisis' project.db, its CSV export, its memory folder, or all of them in a folder or ZIP";
    }

    /// The memory comes first: it dates each rating, where the tables know only the newest.
    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        List<Part> parts = new ArrayList<>();
        bundle.parts().stream().filter(Memory::isOne).forEach(parts::add);
        bundle.parts().stream().filter(AnagnorisisImporter::isDatabase).forEach(parts::add);
        bundle.parts().stream().filter(ExportedTables::areIn).forEach(parts::add);
        return Recognised.when(1, parts);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        MediaReading reading = new MediaReading(options.zone(), sink);
        for (Part part : parts)
            if (Memory.isOne(part)) Memory.read(part, sink, reading);
            else if (isDatabase(part)) readDatabase(part, sink, reading);
            else ExportedTables.read(part, sink, reading);
    }

    private static boolean isDatabase(Part part) {
        return SqlForeignDatabase.tables(part).stream().anyMatch(TABLES::contains);
    }

    private static void readDatabase(Part part, ImportSink sink, MediaReading reading) {
        try (SqlForeignDatabase database = SqlForeignDatabase.open(part)) {
            for (String table : TABLES)
                database.each(table, sink, (where, row) -> reading.row(where, table, row.texts()));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            sink.skip(new Where(part.name(), 0), SkipReason.UNREADABLE, why);
        }
    }
}
