package io.skuld.server.feed;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/// A [Reason] as a sentence in the reader's language.
public final class ReasonText {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /// Arguments that are numbers, to be written as the language does.
    private static final Set<String> NUMBERS = Set.of("value", "sd");

    private ReasonText() {}

    /// English when there is no bundle for the locale.
    public static String of(Reason reason, Locale locale) {
        ResourceBundle texts =
                ResourceBundle.getBundle("io.skuld.server.feed.reasons", locale, NO_FALLBACK);
        String text = texts.getString(key(reason, texts));
        String said = reason.arguments().get(Reason.SAID);
        if (said != null) text = text.replace("{" + Reason.SAID + "}", texts.getString(said));
        for (Map.Entry<String, String> argument : reason.arguments().entrySet())
            text =
                    text.replace(
                            "{" + argument.getKey() + "}",
                            NUMBERS.contains(argument.getKey())
                                    ? number(argument.getValue(), language(texts))
                                    : argument.getValue());
        return text;
    }

    /// For some numbers of days there are words of their own: `why.fresh.1`.
    private static String key(Reason reason, ResourceBundle texts) {
        String ofDays = reason.message() + "." + reason.arguments().get("days");
        return texts.containsKey(ofDays) ? ofDays : reason.message();
    }

    /// The bundle without a language is in English.
    private static Locale language(ResourceBundle texts) {
        return texts.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : texts.getLocale();
    }

    /// @param value with one decimal and a dot
    private static String number(String value, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(1);
        return format.format(Double.parseDouble(value));
    }
}
