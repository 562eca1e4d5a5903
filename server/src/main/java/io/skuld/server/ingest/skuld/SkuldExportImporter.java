package io.skuld.server.ingest.skuld;

import io.skuld.server.feedback.PersonExport;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads Skuld's own export, on the way to another home: works, signals as the entries they were, what was taken back, the
/// imports that brought them, and what is followed.
public final class SkuldExportImporter implements Importer {
    @Override
    public String format() {
        return "skuld-export";
    }

    @Override
    public String understands() {
        return "the ZIP that './skuld export' of another Skuld wrote";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        boolean ours =
                bundle.parts().stream()
                        .anyMatch(part ->
                                part.fileName().equals(PersonExport.FORMAT + ".jsonl")
                                        && part.head().contains("\"version\""));
        return Recognised.when(
                1,
                ours
                        ? bundle.parts().stream()
                                .filter(part -> part.fileName().endsWith(".jsonl"))
                                .toList()
                        : List.of());
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException {
        new ExportReading(parts, sink).read();
    }
}
