package io.skuld.server.cli;

import io.skuld.server.Settings;
import io.skuld.server.settings.Home;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The data folder and the settings, the same for every command.
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The data folder; else $$SKULD_HOME, else where the platform keeps programs' data.")
    @Nullable Path home;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting for this run only, as --set server.port=8080.")
    Map<String, String> flags = new LinkedHashMap<>();

    public Path home() {
        return Home.resolve(
                home,
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    public Settings settings() {
        return settings(Map.of());
    }

    /// @param further keys that the command's own options set
    public Settings settings(Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(flags);
        all.putAll(further);
        return Settings.read(home(), System.getenv(), all);
    }
}
