package io.skuld.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void onlyTheRightPasswordMatches() {
        String hash = Passwords.hash("correct horse");
        assertThat(Passwords.matches("correct horse", hash)).isTrue();
        assertThat(Passwords.matches("correct horsf", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(Passwords.hash("correct horse")).isNotEqualTo(Passwords.hash("correct horse"));
    }

    /// The example of RFC 9106 uses a secret and associated data; this vector is of the reference program without them:
    /// `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`.
    @Test
    void agreesWithTheReferenceProgram() {
        assertThat(
                        Passwords.matches(
                                "password",
                                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isTrue();
    }

    @Test
    void nobodysHashMatchesNothing() {
        assertThat(Passwords.matches("password", Passwords.OF_NOBODY)).isFalse();
        assertThat(Passwords.matches("", Passwords.OF_NOBODY)).isFalse();
    }

    @Test
    void aShortPasswordIsRefusedWithTheRule() {
        assertThatThrownBy(() -> Passwords.hash("1234567"))
                .hasMessageContaining("8 to 256 characters, this one has 7");
    }
}
