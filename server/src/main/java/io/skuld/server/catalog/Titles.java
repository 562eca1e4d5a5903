package io.skuld.server.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Recognises a work by its title and year when its source has no ids of its own (Letterboxd).
public final class Titles {
    /// The source of an alias that is only a title and a year. It never joins two items whose real ids differ.
    public static final String SOURCE = "title";

    private static final Pattern TRAILING_ARTICLE =
            Pattern.compile("^(.*), (the|a|an|les|le|la|l'|el|los|las|der|die|das|il|lo)$");

    private Titles() {}

    /// The alias `title:film/the matrix/1999`.
    public static ItemId alias(ItemKind kind, String title, int year) {
        String plain = normalise(title);
        String key = plain.isEmpty() ? title.strip() : plain;
        return new ItemId(
                SOURCE,
                kind.label() + "/" + key.substring(0, Math.min(key.length(), 400)) + "/" + year);
    }

    /// Lower case, without accents and punctuation, a trailing article in front: `Matrix, The` is `the matrix`.
    public static String normalise(String title) {
        String lower = title.toLowerCase(Locale.ROOT).strip();
        String ordered = lower.contains(", ") ? articleFirst(lower) : lower;
        return words(Normalizer.normalize(ordered, Normalizer.Form.NFKD));
    }

    private static String articleFirst(String title) {
        var article = TRAILING_ARTICLE.matcher(title);
        return article.matches() ? article.group(2) + " " + article.group(1) : title;
    }

    /// Letters and numbers, one blank between words; marks leave no trace.
    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean within = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.ENCLOSING_MARK -> {}
                case Character.UPPERCASE_LETTER,
                        Character.LOWERCASE_LETTER,
                        Character.TITLECASE_LETTER,
                        Character.MODIFIER_LETTER,
                        Character.OTHER_LETTER,
                        Character.DECIMAL_DIGIT_NUMBER,
                        Character.LETTER_NUMBER,
                        Character.OTHER_NUMBER -> {
                    if (!within && !words.isEmpty()) words.append(' ');
                    words.appendCodePoint(c);
                    within = true;
                }
                default -> {
                    if (c == '&') words.append(words.isEmpty() ? "and" : " and");
                    within = false;
                }
            }
        }
        return words.toString();
    }
}
