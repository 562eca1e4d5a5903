package io.skuld.server.ingest.text;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as exports write them.
public final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.,]+([eE][-+]?\\d{1,3})?");

    private Numbers() {}

    /// A finite number; a decimal comma will do.
    public static Optional<Double> parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > 40 || !NUMBER.matcher(plain).matches())
            return Optional.empty();
        try {
            double value = Double.parseDouble(plain.replace(',', '.'));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// A year of the age of print and film, or null.
    public static @Nullable Integer year(String text) {
        return parse(text)
                .filter(year -> year == Math.rint(year) && year >= 1000 && year <= 2200)
                .map(Double::intValue)
                .orElse(null);
    }
}
