package io.skuld.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Password hashes by Argon2id (RFC 9106), written in the PHC string form
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, so that stronger parameters can come later without a migration.
final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int BYTES = 32;
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;

    /// A hash that no password has, to be compared when there is none.
    static final String OF_NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static final SecureRandom random = new SecureRandom();

    private Passwords() {}

    static String hash(String password) {
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH)
            throw HttpProblem.badInput(
                    "A password has %d to %d characters, this one has %d. Nothing was changed; choose another."
                            .formatted(MIN_LENGTH, MAX_LENGTH, password.length()));
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB,
                        PASSES,
                        LANES,
                        base64.encodeToString(salt),
                        base64.encodeToString(argon2(password, salt, MEMORY_KIB, PASSES, LANES)));
    }

    /// Takes as long for a wrong password as for a right one.
    static boolean matches(String password, String hash) {
        String[] parts = hash.split("\\$", -1); // "", argon2id, v=19, m=…,t=…,p=…, salt, hash
        if (parts.length != 6 || !parts[1].equals("argon2id") || password.length() > MAX_LENGTH)
            return false;
        String[] parameters = parts[3].split(",", -1);
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] computed =
                argon2(
                        password,
                        salt,
                        number(parameters[0]),
                        number(parameters[1]),
                        number(parameters[2]));
        return MessageDigest.isEqual(computed, Base64.getDecoder().decode(parts[5]));
    }

    private static int number(String parameter) {
        return Integer.parseInt(parameter.substring(2));
    }

    private static byte[] argon2(String password, byte[] salt, int memory, int passes, int lanes) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
