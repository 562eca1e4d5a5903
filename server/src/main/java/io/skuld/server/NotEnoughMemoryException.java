package io.skuld.server;

/// What was asked for does not fit into the heap. Nothing that was finished before is lost.
public final class NotEnoughMemoryException extends ActionableException {
    private static final long serialVersionUID = 1L;

    public NotEnoughMemoryException(OutOfMemoryError cause) {
        super(
                Kind.UNAVAILABLE,
                "This needs more memory than the %,d MB that Skuld may use, and was not finished. To allow it more, start with SKULD_JAVA_OPTS=-Xmx%dg ./skuld …"
                        .formatted(megabytes(), (2 * megabytes() + 1023) / 1024),
                cause);
    }

    private static long megabytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }
}
