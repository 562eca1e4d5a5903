package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.web.TestServer;
import io.skuld.server.web.TestServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A password set on the settings page is the one that signs in.
class PasswordPageTest {
    @TempDir Path home;
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(home, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer form(String path, String fields) {
        return server.post(path, fields, "Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void withTheBlanksThatWereTyped() {
        String typed = "+a+long+password+";
        assertThat(form("/settings/password", "password=" + typed + "&again=" + typed).status())
                .isEqualTo(303);
        assertThat(form("/sign-in", "person=me&password=" + typed).status()).isEqualTo(302);
        assertThat(form("/sign-in", "person=me&password=a+long+password").status()).isEqualTo(403);
    }

    @Test
    void whenItWasTypedTwiceTheSame() {
        assertThat(form("/settings/password", "password=a+long+password&again=a+long").status())
                .isEqualTo(400);
        assertThat(server.app().credentials().anyPassword()).isFalse();
    }
}
