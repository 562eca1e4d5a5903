package io.skuld.server.ingest;

import java.util.Locale;

/// Why something in a file did not go in, in words for the person who brought it. The name is the key in message bundles.
public enum SkipReason {
    PRIVATE("from a private session"),
    TOO_SHORT("played for less than two minutes"),
    ADVERTISEMENT("an advertisement"),
    REMOVED("removed or private: the export holds no title or address"),
    NOT_A_VIDEO("not a video (a search, a post or a visit)"),
    OTHER_PRODUCT("activity of another product"),
    NO_RATING("no rating"),
    NO_LABEL("no label"),
    NEUTRAL("says neither yes nor no"),
    OFF_SCALE("a rating outside the scale"),
    NOT_A_NUMBER("not a number where one was expected"),
    BAD_TIME("a time that cannot be read"),
    BAD_LENGTH("a length that is negative, longer than a month, or not a number"),
    UNKNOWN_WATCHER("events of a watcher that is not used"),
    TOO_FEW_COLUMNS("too few columns"),
    UNKNOWN_ITEM("names an item that the file does not describe"),
    NO_TITLE("no title"),
    BAD_ID("an id that cannot be used"),
    BAD_PERSON("a person's id that cannot be used (1 to 64 letters, digits, '_', '.', '@', '-')"),
    TWICE("said already in this file"),
    SAID_ELSEWHERE("said already by a rating or a diary entry of the same file"),
    UNCLOSED_QUOTE("a quote that is never closed"),
    OVERLONG("a line of more than a million characters"),
    NOT_AN_ENTRY("not an entry as this export has them"),
    BROKEN_JSON("the JSON breaks off here; what came before is in"),
    BROKEN_XML("the XML breaks off here; what came before is in"),
    TOO_LONG("longer than is read; what came before is in"),
    NO_FEED("a subscription of a service without feeds"),
    BAD_ADDRESS("an address that cannot be asked"),
    UNREADABLE("the file cannot be read beyond this point; what came before is in"),
    UNSAFE_PATH("a path that leads out of the archive"),
    TOO_MANY_ENTRIES("more entries than are looked at");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// The name in addresses and message keys.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The inverse of [#label].
    public static SkipReason of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
