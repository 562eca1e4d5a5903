package io.skuld.server;

/// Something went wrong that a person can act on. The message says what happened, what did not, and what to do next;
/// one place at the web edge and one in the command line show it. One subclass per thing to act on.
public abstract class ActionableException extends RuntimeException {
    /// Who can act, in the words of HTTP.
    public enum Kind {
        BAD_INPUT(400),
        NOT_SIGNED_IN(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        TOO_LARGE(413),
        UNPROCESSABLE(422),
        TOO_MANY(429),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Kind kind;

    protected ActionableException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    protected ActionableException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
