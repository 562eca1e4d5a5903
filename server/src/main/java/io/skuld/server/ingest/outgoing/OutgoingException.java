package io.skuld.server.ingest.outgoing;

import io.skuld.server.ActionableException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another host did not give what was asked.
public final class OutgoingException extends ActionableException {
    private final Trouble trouble;
    private final String detail;
    private final @Nullable Instant notBefore;

    /// @param detail what else is known, as `404`; may be empty
    /// @param notBefore when the host wants to be asked again, or null
    public OutgoingException(
            Trouble trouble, String address, String detail, @Nullable Instant notBefore) {
        super(
                trouble == Trouble.BAD_ADDRESS ? Kind.BAD_INPUT : Kind.UNAVAILABLE,
                "%s was not read: %s%s. Nothing was changed; %s."
                        .formatted(
                                address,
                                trouble.text(),
                                detail.isEmpty() ? "" : " (%s)".formatted(detail),
                                trouble == Trouble.BAD_ADDRESS
                                        ? "correct the address"
                                        : "try again later, or correct the address"));
        this.trouble = trouble;
        this.detail = detail;
        this.notBefore = notBefore;
    }

    public Trouble trouble() {
        return trouble;
    }

    public String detail() {
        return detail;
    }

    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
