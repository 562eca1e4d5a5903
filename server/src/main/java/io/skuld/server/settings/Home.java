package io.skuld.server.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one data folder.
public final class Home {
    private Home() {}

    /// `--home`, else `$SKULD_HOME`, else where the platform keeps programs' data.
    ///
    /// @param flag value of `--home`, or null
    /// @param environment as [System#getenv()]
    /// @param os as the system property `os.name`
    /// @param userHome as the system property `user.home`
    public static Path resolve(
            @Nullable Path flag, Map<String, String> environment, String os, Path userHome) {
        if (flag != null) return flag.toAbsolutePath().normalize();
        String variable = environment.getOrDefault("SKULD_HOME", "");
        if (!variable.isBlank()) return Path.of(variable).toAbsolutePath().normalize();
        String system = os.toLowerCase(Locale.ROOT);
        if (system.contains("mac")) return userHome.resolve("Library/Application Support/Skuld");
        if (system.contains("win")) {
            String appData = environment.getOrDefault("APPDATA", "");
            return (appData.isBlank() ? userHome.resolve("AppData/Roaming") : Path.of(appData))
                    .resolve("Skuld");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.isBlank() ? userHome.resolve(".local/share") : Path.of(data)).resolve("skuld");
    }
}
