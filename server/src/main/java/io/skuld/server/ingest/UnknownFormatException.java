package io.skuld.server.ingest;

import io.skuld.server.ActionableException;
import java.util.List;
import java.util.stream.Collectors;

/// No importer knows this content, or none of this name exists.
public final class UnknownFormatException extends ActionableException {
    private UnknownFormatException(String message) {
        super(Kind.UNPROCESSABLE, message);
    }

    /// @param seen what stands in the file
    static UnknownFormatException of(String name, String seen, List<Importer> importers) {
        return new UnknownFormatException(
                "'%s' is in no format that Skuld understands. Nothing was imported.%nSeen: %s%nUnderstood are:%n%s%nIf it is one of these after all, name it with --as."
                        .formatted(name, seen, list(importers)));
    }

    static UnknownFormatException noImporter(String format, List<Importer> importers) {
        return new UnknownFormatException(
                "'%s' is not a format. Nothing was imported. The formats are:%n%s"
                        .formatted(format, list(importers)));
    }

    static UnknownFormatException notThis(String name, Importer importer, String seen) {
        return new UnknownFormatException(
                "'%s' does not look like %s, which is %s. Nothing was imported.%nSeen: %s%nLeave out the format to have it recognised."
                        .formatted(name, importer.format(), importer.understands(), seen));
    }

    private static String list(List<Importer> importers) {
        return importers.stream()
                .map(i -> "  %-20s %s".formatted(i.format(), i.understands()))
                .collect(Collectors.joining("\n"));
    }
}
