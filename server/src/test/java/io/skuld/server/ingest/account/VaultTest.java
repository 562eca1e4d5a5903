package io.skuld.server.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    @TempDir Path home;

    @Test
    void opensForItsOwnerWhatItSealed() {
        String sealed = new Vault(home).seal("a token ü", "anna");
        assertThat(sealed).doesNotContain("token");
        assertThat(new Vault(home).open(sealed, "anna")).contains("a token ü");
        assertThat(new Vault(home).open(sealed, "ben")).isEmpty();
    }

    @Test
    void neverSealsTwiceAlike() {
        Vault vault = new Vault(home);
        assertThat(vault.seal("x", "anna")).isNotEqualTo(vault.seal("x", "anna"));
    }

    @Test
    void opensNothingThatWasChangedOrIsOfAnotherKey() throws IOException {
        Vault vault = new Vault(home);
        String sealed = vault.seal("x", "anna");
        char other = sealed.charAt(20) == 'A' ? 'B' : 'A';
        assertThat(vault.open(sealed.substring(0, 20) + other + sealed.substring(21), "anna"))
                .isEmpty();
        assertThat(vault.open("", "anna")).isEmpty();
        assertThat(vault.open("not base64!", "anna")).isEmpty();
        Files.delete(home.resolve("secrets.key"));
        assertThat(vault.open(sealed, "anna")).isEmpty();
    }

    @Test
    void keepsItsKeyFromOthers() throws IOException {
        new Vault(home).seal("x", "anna");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.resolve("secrets.key"))))
                .isEqualTo("rw-------");
    }
}
