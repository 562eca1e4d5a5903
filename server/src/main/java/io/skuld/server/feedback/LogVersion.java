package io.skuld.server.feedback;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The data version: the sum, modulo 2^256, of the SHA-256 of every active entry. A change costs one hash, and logs that
/// say the same have the same version, whatever was appended and taken back on the way.
record LogVersion(BigInteger sum) {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    LogVersion {
        sum = sum.mod(MODULUS);
    }

    static LogVersion parse(String hex) {
        return new LogVersion(new BigInteger(hex, 16));
    }

    LogVersion after(List<FeedbackLog.Change> changes) {
        MessageDigest sha256 = sha256();
        BigInteger after = sum;
        for (FeedbackLog.Change change : changes) {
            BigInteger hash = hash(change.feedback(), sha256);
            after = change.active() ? after.add(hash) : after.subtract(hash);
        }
        return new LogVersion(after);
    }

    private static BigInteger hash(Feedback entry, MessageDigest sha256) {
        String text =
                String.join(
                        "\n",
                        entry.id(),
                        entry.person().value(),
                        entry.item().toString(),
                        entry.signal().type(),
                        String.valueOf(entry.signal().number()),
                        String.valueOf(entry.at().toEpochMilli()),
                        entry.provenance().label());
        return new BigInteger(1, sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// All of it, as kept in the database.
    String full() {
        return sum.toString(16);
    }

    /// Sixteen hexadecimal digits, enough to tell logs apart.
    @Override
    public String toString() {
        byte[] bytes = new byte[8];
        BigInteger low = sum;
        for (int b = 7; b >= 0; b--, low = low.shiftRight(8)) bytes[b] = low.byteValue();
        return HexFormat.of().formatHex(bytes);
    }
}
