package io.skuld.server.ingest;

import io.skuld.server.people.PersonId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/// Names what a file says for good: the same words of the same file get the same id on every import, whoever exported it
/// when, so a second import adds nothing. The first 128 bits of a SHA-256, behind the time: a file tells things in the
/// order of their times, and a database finds ids that are neighbours much faster than scattered ones.
///
/// @param millis since 1970 when it was said; 0 when its name does not depend on the time
record SignalKey(long millis, long high, long low) {
    static SignalKey of(String format, PersonId person, Said said) {
        Instant at = said.at();
        String time = at == null ? "" : Long.toString(at.toEpochMilli());
        String key = said.key();
        String words =
                String.join(
                        "\n",
                        format,
                        person.value(),
                        said.item().toString(),
                        said.signal().type(),
                        key == null ? time : "#" + key,
                        String.valueOf(said.signal().number()));
        return of(at == null || key != null ? 0 : at.toEpochMilli(), words);
    }

    static SignalKey of(long millis, String words) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.getBytes(StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.wrap(hash);
            return new SignalKey(millis, numbers.getLong(), numbers.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// The signal's id in the log.
    String id() {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return "i"
                + HexFormat.of().toHexDigits(millis, 12)
                + "-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
