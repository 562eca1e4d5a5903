package io.skuld.server.ingest.outgoing;

/// What a host gave along with its last answer to ask it "only if it changed" (RFC 9110, section 13.1); empty when it gave
/// none.
public record Validators(String etag, String lastModified) {
    public static final Validators NONE = new Validators("", "");

    /// Headers come from outside and go out again: what is no plain ASCII line is not sent back.
    public Validators {
        etag = plain(etag);
        lastModified = plain(lastModified);
    }

    private static String plain(String value) {
        return value.length() <= 500 && value.chars().allMatch(c -> c >= ' ' && c < 127)
                ? value
                : "";
    }
}
