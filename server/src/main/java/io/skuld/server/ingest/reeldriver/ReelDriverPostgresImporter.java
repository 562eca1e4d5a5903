package io.skuld.server.ingest.reeldriver;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads reel-driver's tables where they are, in PostgreSQL. The training table says best what a person meant; of the media
/// only what it lacks is asked.
public final class ReelDriverPostgresImporter implements Importer {
    @Override
    public String format() {
        return "reel-driver-postgres";
    }

    @Override
    public String understands() {
        return "reel-driver's database, by its address: jdbc:postgresql://HOST/NAME?user=…";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        return Recognised.when(
                1,
                bundle.parts().stream()
                        .filter(part -> part.address().orElse("").startsWith("jdbc:postgresql:"))
                        .toList());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        for (Part part : parts)
            try (SqlReelDriverTables tables =
                    SqlReelDriverTables.open(part.name(), part.address().orElseThrow())) {
                for (Films table : tables.all())
                    new FilmTable(table.toString(), table, sink).read();
            }
    }
}
