package io.skuld.server.ingest.movielens;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A MovieLens title taken apart: `City of Lost Children, The (Cité des enfants perdus, La) (1995)`.
///
/// @param title with its article in front
/// @param others the other names in brackets, articles in front
/// @param year or null
public record FilmTitle(String title, List<String> others, @Nullable Integer year) {
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})(?:[-–]\\s*\\d{0,4})?\\)\\s*$");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern ALSO = Pattern.compile("(?i)^a\\.?k\\.?a\\.?\\s+");
    private static final Pattern TRAILING_ARTICLE =
            Pattern.compile(
                    "(?i)^(.*), (the|a|an|les|le|la|l'|el|los|las|der|die|das|il|lo|gli|un|une|ein|eine|de|het|den|det)$");

    public static FilmTitle parse(String text) {
        var year = YEAR.matcher(text);
        boolean dated = year.find();
        String undated = (dated ? text.substring(0, year.start()) : text).strip();
        List<String> others = new ArrayList<>();
        var brackets = BRACKETS.matcher(undated);
        while (brackets.find()) {
            String other = ALSO.matcher(brackets.group(1).strip()).replaceFirst("");
            if (!other.isBlank()) others.add(articleInFront(other));
        }
        String main = BRACKETS.matcher(undated).replaceAll(" ").replaceAll("\\s+", " ").strip();
        String title = articleInFront(main.isEmpty() ? undated : main);
        return new FilmTitle(
                title, List.copyOf(others), dated ? Integer.valueOf(year.group(1)) : null);
    }

    private static String articleInFront(String title) {
        var article = TRAILING_ARTICLE.matcher(title.strip());
        if (!article.matches()) return title.strip();
        String gap = article.group(2).endsWith("'") ? "" : " ";
        return article.group(2) + gap + article.group(1);
    }
}
