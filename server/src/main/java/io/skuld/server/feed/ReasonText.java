package io.skuld.server.feed;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// A [Reason] as a sentence in the reader's language.
public final class ReasonText {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private ReasonText() {}

    /// English when there is no bundle for the locale.
    public static String of(Reason reason, Locale locale) {
        String text =
                ResourceBundle.getBundle("io.skuld.server.feed.reasons", locale, NO_FALLBACK)
                        .getString(reason.message());
        for (Map.Entry<String, String> argument : reason.arguments().entrySet())
            text = text.replace("{" + argument.getKey() + "}", argument.getValue());
        return text;
    }
}
