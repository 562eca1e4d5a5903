package io.skuld.server.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads one format. Stateless and thread-safe: what a reading needs to remember lives in that reading.
public interface Importer {
    /// What an importer sees in a bundle.
    ///
    /// @param confidence how sure it is, above 0 and up to 1: an importer that knows a format by its own words is surer
    ///     than one that takes any three columns
    /// @param parts what it would read
    record Recognised(double confidence, List<Part> parts) {
        public Recognised {
            if (!(confidence > 0 && confidence <= 1))
                throw new IllegalArgumentException(
                        "A confidence is above 0 and at most 1, got " + confidence);
            parts = List.copyOf(parts);
        }

        /// Recognised when there is anything to read.
        public static Optional<Recognised> when(double confidence, List<Part> parts) {
            return parts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Recognised(confidence, parts));
        }
    }

    /// The name of the format on the command line: `movielens`.
    String format();

    /// What it understands, for the list that is shown when a file is not recognised.
    String understands();

    /// Whether its files may hold the signals of several people.
    default boolean ofManyPeople() {
        return false;
    }

    /// Whether those people are strangers, a community to learn from, and not the household.
    default boolean ofACommunity() {
        return false;
    }

    /// Looks at the content, not at the names.
    Optional<Recognised> recognise(Bundle bundle) throws IOException;

    /// Reads all of it. A line that cannot be used goes to [ImportSink#skip] with its reason; nothing that stands in a
    /// file makes this throw anything but an [io.skuld.server.ActionableException].
    void read(List<Part> parts, ReadOptions options, ImportSink sink) throws IOException;
}
