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
        ResourceBundle texts =
                ResourceBundle.getBundle("io.skuld.server.feed.reasons", locale, NO_FALLBACK);
        String text = texts.getString(reason.message());
        String said = reason.arguments().get(Reason.SAID);
        if (said != null) text = text.replace("{" + Reason.SAID + "}", texts.getString(said));
        for (Map.Entry<String, String> argument : reason.arguments().entrySet())
            text = text.replace("{" + argument.getKey() + "}", argument.getValue());
        return text;
    }
}
