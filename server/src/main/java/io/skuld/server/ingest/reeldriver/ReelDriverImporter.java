package io.skuld.server.ingest.reeldriver;

import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Importer;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.ReadOptions;
import io.skuld.server.ingest.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads reel-driver's Parquet files. A label that a person gave is the person's; one that a rule gave is kept and
/// learned from by nobody.
public final class ReelDriverImporter implements Importer {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /// Work with a part as a file, which DuckDB needs.
    @FunctionalInterface
    private interface Work<T> {
        T on(SqlParquet parquet) throws IOException;
    }

    @Override
    public String format() {
        return "reel-driver";
    }

    @Override
    public String understands() {
        return "reel-driver's training.parquet or media.parquet";
    }

    @Override
    public Optional<Recognised> recognise(Bundle bundle) {
        List<Part> tables = bundle.parts().stream().filter(ReelDriverImporter::isTable).toList();
        // The labels are told twice, in the training table more exactly.
        List<Part> labels = tables.stream().filter(part -> has(part, "label")).toList();
        return Recognised.when(1, labels.isEmpty() ? tables : labels);
    }

    @Override
    public void read(List<Part> parts, ReadOptions options, ImportSink sink) {
        for (Part part : parts)
            try {
                with(
                        part,
                        parquet -> {
                            new FilmTable(part.name(), parquet, sink).read();
                            return true;
                        });
            } catch (IOException e) {
                sink.skip(
                        new Where(part.name(), 0),
                        SkipReason.UNREADABLE,
                        String.valueOf(e.getMessage()));
            }
    }

    private static boolean isTable(Part part) {
        byte[] head = part.headBytes();
        if (head.length < MAGIC.length
                || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) return false;
        Set<String> columns = columns(part);
        return columns.contains("imdb_id")
                && columns.contains("media_title")
                && (columns.contains("label") || columns.contains("rejection_status"));
    }

    private static boolean has(Part part, String column) {
        return columns(part).contains(column);
    }

    private static Set<String> columns(Part part) {
        try {
            return with(part, SqlParquet::columns);
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static <T> T with(Part part, Work<T> work) throws IOException {
        if (part.file().isPresent()) return with(part.file().get(), work);
        Path unpacked = Files.createTempFile("skuld-", ".parquet");
        try {
            try (InputStream in = part.open()) {
                Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            }
            return with(unpacked, work);
        } finally {
            Files.delete(unpacked);
        }
    }

    private static <T> T with(Path file, Work<T> work) throws IOException {
        try (SqlParquet parquet = SqlParquet.open(file)) {
            return work.on(parquet);
        }
    }
}
