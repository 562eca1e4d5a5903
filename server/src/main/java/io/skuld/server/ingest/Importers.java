package io.skuld.server.ingest;

import io.skuld.server.ingest.Importer.Recognised;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All formats that are understood, and which of them a bundle is in.
public final class Importers {
    /// An importer and what it would read.
    public record Match(Importer importer, Recognised recognised) {
        /// Reads it all.
        ///
        /// @throws io.skuld.server.ActionableException when it cannot be read at all; a bad line only costs itself
        public void read(ReadOptions options, ImportSink sink) {
            try {
                importer.read(recognised.parts(), options, sink);
            } catch (IOException e) {
                throw new UnreadableFileException(recognised.parts().getFirst().name(), e);
            }
        }
    }

    private final List<Importer> importers;

    public Importers(List<Importer> importers) {
        this.importers = List.copyOf(importers);
    }

    public List<Importer> all() {
        return importers;
    }

    /// The surest importer, or the one that is asked for.
    ///
    /// @param format its name, or null to recognise it
    public Match match(Bundle bundle, @Nullable String format) {
        try {
            return format == null ? surest(bundle) : named(bundle, format);
        } catch (IOException e) {
            throw new UnreadableFileException(bundle.name(), e);
        }
    }

    private Match surest(Bundle bundle) throws IOException {
        Match best = null;
        for (Importer importer : importers) {
            Optional<Recognised> seen = importer.recognise(bundle);
            if (seen.isPresent()
                    && (best == null || seen.get().confidence() > best.recognised().confidence()))
                best = new Match(importer, seen.get());
        }
        if (best == null) throw UnknownFormatException.of(bundle.name(), seen(bundle), importers);
        return best;
    }

    private Match named(Bundle bundle, String format) throws IOException {
        Importer importer =
                importers.stream()
                        .filter(candidate -> candidate.format().equals(format))
                        .findFirst()
                        .orElseThrow(() -> UnknownFormatException.noImporter(format, importers));
        return importer.recognise(bundle)
                .map(recognised -> new Match(importer, recognised))
                .orElseThrow(() ->
                        UnknownFormatException.notThis(bundle.name(), importer, seen(bundle)));
    }

    /// The beginnings of the first parts, so that a person sees what we saw.
    private static String seen(Bundle bundle) {
        String parts =
                bundle.parts().stream()
                        .limit(5)
                        .map(Importers::beginning)
                        .collect(Collectors.joining("; "));
        int more = bundle.parts().size() - 5;
        return more > 0 ? parts + "; and %d files more".formatted(more) : parts;
    }

    private static String beginning(Part part) {
        String head = part.head().strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return part.damage()
                .map(e -> "%s cannot be unpacked (%s)".formatted(part.name(), e.getMessage()))
                .orElseGet(() ->
                        "%s begins with '%s'"
                                .formatted(
                                        part.name(),
                                        head.substring(0, Math.min(60, head.length()))));
    }
}
