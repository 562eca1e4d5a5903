package io.skuld.server.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every word of the pages in one language. A message holds `{names}` that are replaced by values.
public final class Messages {
    /// The languages that are complete, by their own names; the first is spoken when nothing else fits.
    public static final Map<String, String> LANGUAGES = languages();

    private static final Messages ENGLISH = load("en");
    private static final Map<String, Messages> BUNDLES = Map.of("en", ENGLISH, "de", load("de"));

    private final Locale locale;
    private final Map<String, String> texts;

    private Messages(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /// @param language one of [#LANGUAGES]; anything else is answered in English
    public static Messages in(@Nullable String language) {
        Messages found = language == null ? null : BUNDLES.get(language);
        return found == null ? ENGLISH : found;
    }

    /// What the person chose, else what their browser asks for, else English.
    ///
    /// @param acceptLanguage the header, such as `de-AT,de;q=0.9,en;q=0.5`
    public static Messages choose(@Nullable String chosen, @Nullable String acceptLanguage) {
        if (chosen != null && BUNDLES.containsKey(chosen)) return in(chosen);
        if (acceptLanguage == null) return in("en");
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(acceptLanguage);
            return in(Locale.lookupTag(ranges, LANGUAGES.keySet()));
        } catch (IllegalArgumentException malformed) {
            return in("en");
        }
    }

    public Locale locale() {
        return locale;
    }

    public String language() {
        return locale.getLanguage();
    }

    /// @throws IllegalArgumentException when there is no such message
    public String get(String key) {
        String text = texts.get(key);
        if (text == null) throw new IllegalArgumentException("There is no message '" + key + "'");
        return text;
    }

    public String get(String key, Map<String, ?> values) {
        String text = get(key);
        for (Map.Entry<String, ?> value : values.entrySet())
            text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        return text;
    }

    public String get(String key, String name, Object value) {
        return get(key, Map.of(name, value));
    }

    /// The message `key.one` for one, `key.other` for any other number, which stands for `{n}` grouped as the language does.
    public String count(String key, long n) {
        return get(
                key + (n == 1 ? ".one" : ".other"),
                "n",
                java.text.NumberFormat.getIntegerInstance(locale).format(n));
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    private static Map<String, String> languages() {
        Map<String, String> languages = new LinkedHashMap<>();
        languages.put("en", "English");
        languages.put("de", "Deutsch");
        return languages;
    }

    private static Messages load(String language) {
        String file = "/io/skuld/server/web/messages_%s.properties".formatted(language);
        try (InputStream in = Messages.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing from the program");
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new LinkedHashMap<>();
            properties.forEach((key, value) -> texts.put(key.toString(), value.toString()));
            return new Messages(Locale.forLanguageTag(language), Map.copyOf(texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
