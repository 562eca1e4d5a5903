package io.skuld.server.ingest.outgoing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// What one request got, whatever its status.
public final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /// @param headers by name in lower case; of several of one name the first
    Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// Empty when it was not sent.
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public byte[] body() {
        return Arrays.copyOf(body, body.length);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
