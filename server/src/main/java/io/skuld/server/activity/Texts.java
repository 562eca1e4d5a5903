package io.skuld.server.activity;

/// Texts from outside, made fit to be kept.
final class Texts {
    private Texts() {}

    /// Without control characters (PostgreSQL refuses NUL) and halves of characters, and not longer than this.
    static String clipped(String text, int longest) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), longest));
        for (int at = 0; at < text.length() && kept.length() < longest; ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            boolean half =
                    character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (!half) kept.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
        }
        return kept.toString().strip();
    }
}
