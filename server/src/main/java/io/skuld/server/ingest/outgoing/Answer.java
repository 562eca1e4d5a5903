package io.skuld.server.ingest.outgoing;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What another host answered when asked for something that may have changed.
public final class Answer {
    private final byte @Nullable [] body;
    private final String contentType;
    private final Validators validators;
    private final URI address;
    private final @Nullable URI movedTo;
    private final Duration freshFor;

    /// @param body null when nothing changed
    /// @param contentType as sent, or empty
    /// @param address where it was found in the end
    /// @param movedTo where it is to be asked for from now on, or null when it stays
    /// @param freshFor for how long it need not be asked again, or zero
    Answer(
            byte @Nullable [] body,
            String contentType,
            Validators validators,
            URI address,
            @Nullable URI movedTo,
            Duration freshFor) {
        this.body = body;
        this.contentType = contentType;
        this.validators = validators;
        this.address = address;
        this.movedTo = movedTo;
        this.freshFor = freshFor;
    }

    public boolean unchanged() {
        return body == null;
    }

    /// A copy; empty when nothing changed.
    public byte[] body() {
        return body == null ? new byte[0] : Arrays.copyOf(body, body.length);
    }

    public String contentType() {
        return contentType;
    }

    public Validators validators() {
        return validators;
    }

    public URI address() {
        return address;
    }

    public @Nullable URI movedTo() {
        return movedTo;
    }

    public Duration freshFor() {
        return freshFor;
    }
}
