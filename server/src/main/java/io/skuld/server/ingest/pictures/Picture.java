package io.skuld.server.ingest.pictures;

import java.util.Arrays;
import java.util.Optional;

/// A picture that browsers show and that can hold no script, known by its first bytes whatever its host calls it.
public final class Picture {
    private final String type;
    private final byte[] bytes;

    private Picture(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /// Empty when it is none: SVG may run scripts, anything else may be anything.
    static Optional<Picture> of(byte[] bytes) {
        String type = null;
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) type = "image/jpeg";
        else if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) type = "image/png";
        else if (starts(bytes, 0, 'G', 'I', 'F', '8')) type = "image/gif";
        else if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P'))
            type = "image/webp";
        else if (starts(bytes, 4, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f')) type = "image/avif";
        return type == null ? Optional.empty() : Optional.of(new Picture(type, bytes));
    }

    private static boolean starts(byte[] bytes, int at, int... wanted) {
        if (bytes.length < at + wanted.length) return false;
        for (int i = 0; i < wanted.length; i++)
            if ((bytes[at + i] & 0xFF) != wanted[i]) return false;
        return true;
    }

    /// MIME type.
    public String type() {
        return type;
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes, bytes.length);
    }
}
