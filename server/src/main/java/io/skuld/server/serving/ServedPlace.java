package io.skuld.server.serving;

import io.skuld.engine.model.snapshot.SnapshotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The folder that holds the journal and the versions of one data set: `served/NAME`, or `served/NAME-xxxxxxxx` when
/// another data set of that name has it. A file in it, `data-set`, holds the absolute path of the data set it belongs to.
final class ServedPlace {
    private final Path served;
    private final String name;
    private final String path;
    private final String version;

    private ServedPlace(DatasetPlan plan, ServedData data) throws IOException {
        served = plan.home().resolve("served");
        name = data.name();
        path = plan.data().toRealPath().toString();
        version = data.version();
    }

    /// Finds it, or makes it. One that belongs to nobody any more, because its data set was moved or it was made before
    /// that was written down, is taken over when its versions were made of this data.
    ///
    /// @param tell hears of one of this name that cannot be told to belong here
    static Path of(DatasetPlan plan, ServedData data, Consumer<String> tell) throws IOException {
        return new ServedPlace(plan, data).find(tell);
    }

    private Path find(Consumer<String> tell) throws IOException {
        List<Path> known = known();
        for (Path place : known) if (owner(place).equals(path)) return place;
        for (Path place : known) {
            if (isOwned(place)) continue;
            if (fits(place)) return claim(place);
            tell.accept(
                    "%s was left as it is: it was made of other data, and its data set is not known or gone. If what was reported there belongs to %s, stop Skuld, write this path into %s and start again"
                            .formatted(place, path, owned(place)));
        }
        Path plain = served.resolve(name);
        return claim(Files.exists(plain) ? served.resolve(name + "-" + suffix()) : plain);
    }

    private String suffix() {
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    private List<Path> known() throws IOException {
        if (!Files.isDirectory(served)) return List.of();
        try (Stream<Path> places = Files.list(served)) {
            return places.filter(Files::isDirectory).filter(this::isNamed).sorted().toList();
        }
    }

    private boolean isNamed(Path place) {
        String own = place.getFileName().toString();
        return own.equals(name)
                || own.startsWith(name + "-")
                        && own.substring(name.length() + 1).matches("[0-9a-f]{8}");
    }

    private static Path owned(Path place) {
        return place.resolve("data-set");
    }

    private static String owner(Path place) throws IOException {
        Path file = owned(place);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private static boolean isOwned(Path place) throws IOException {
        String owner = owner(place);
        return !owner.isEmpty() && Files.exists(Path.of(owner));
    }

    private boolean fits(Path place) throws IOException {
        VersionFolder versions = new VersionFolder(place.resolve("models"));
        List<String> names = versions.names();
        for (String each : names) {
            try {
                if (version.equals(versions.facts(each).get(DatasetModel.DATA))) return true;
            } catch (SnapshotException e) {
                continue; // the others may tell
            }
        }
        return names.isEmpty() && owner(place).isEmpty();
    }

    private Path claim(Path place) throws IOException {
        Files.createDirectories(place);
        Files.writeString(owned(place), path);
        return place;
    }
}
