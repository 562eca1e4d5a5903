package io.skuld.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
    private static final Path USER = Path.of("/home/anna");

    @Test
    void theFlagWinsOverTheVariable() {
        var environment = Map.of("SKULD_HOME", "/variable");
        assertThat(Home.resolve(Path.of("/flag"), environment, "Linux", USER))
                .isEqualTo(Path.of("/flag"));
        assertThat(Home.resolve(null, environment, "Linux", USER)).isEqualTo(Path.of("/variable"));
    }

    @Test
    void elseThePlatformDecides() {
        assertThat(Home.resolve(null, Map.of(), "Linux", USER))
                .isEqualTo(USER.resolve(".local/share/skuld"));
        assertThat(Home.resolve(null, Map.of("XDG_DATA_HOME", "/data"), "Linux", USER))
                .isEqualTo(Path.of("/data/skuld"));
        assertThat(Home.resolve(null, Map.of(), "Mac OS X", USER))
                .isEqualTo(USER.resolve("Library/Application Support/Skuld"));
        assertThat(Home.resolve(null, Map.of(), "Windows 11", USER))
                .isEqualTo(USER.resolve("AppData/Roaming/Skuld"));
    }
}
