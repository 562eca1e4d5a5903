package io.skuld.server.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Recognises a work by its title and year when its source has no ids of its own (Letterboxd).
public final class Titles {
    /// The source of an alias that is only a title and a year. It never joins two items whose real ids differ.
    public static final String SOURCE = "title";

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
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
        var article = TRAILING_ARTICLE.matcher(lower);
        String ordered = article.matches() ? article.group(2) + " " + article.group(1) : lower;
        String plain =
                MARKS.matcher(Normalizer.normalize(ordered, Normalizer.Form.NFKD)).replaceAll("");
        return NOT_WORD.matcher(plain.replace("&", " and ")).replaceAll(" ").strip();
    }
}
