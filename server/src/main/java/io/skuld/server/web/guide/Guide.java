package io.skuld.server.web.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The user guide in one language; a page that is not translated is there in English.
public final class Guide {
    /// In the order in which a newcomer needs them.
    public static final List<String> PAGES =
            List.of(
                    "getting-started",
                    "feed",
                    "rating",
                    "import",
                    "following",
                    "activity",
                    "how-it-learns",
                    "people",
                    "privacy-and-safety",
                    "settings",
                    "backup",
                    "command-line",
                    "troubleshooting",
                    "api");

    private static final String FOLDER = "/io/skuld/server/web/guide/";
    private static final int SNIPPET = 160;
    private static final Map<String, Guide> READ = new ConcurrentHashMap<>();

    private final Map<String, Page> pages;

    /// @param name as in the address
    public record Page(String name, String title, String html, List<Section> sections) {
        public Page {
            sections = List.copyOf(sections);
        }
    }

    /// @param anchor leads to it on its page
    /// @param text its plain words
    public record Section(String heading, String anchor, String text) {}

    /// A section where all words that were asked for stand.
    ///
    /// @param snippet the words around the first of them
    public record Hit(Page page, Section section, String snippet) {}

    private Guide(Map<String, Page> pages) {
        this.pages = pages;
    }

    /// @param language such as `de`
    public static Guide in(String language) {
        return READ.computeIfAbsent(language, Guide::read);
    }

    public List<Page> pages() {
        return List.copyOf(pages.values());
    }

    public Optional<Page> page(String name) {
        return Optional.ofNullable(pages.get(name));
    }

    /// Sections that hold every word of the query, those with a word in the heading first.
    public List<Hit> search(String query) {
        List<String> words = words(query);
        if (words.isEmpty()) return List.of();
        List<Hit> hits = new ArrayList<>();
        for (Page page : pages.values())
            for (Section section : page.sections)
                if (holds(section, words))
                    hits.add(new Hit(page, section, snippet(section, words)));
        hits.sort(Comparator.comparing(hit -> !inHeading(hit.section, words)));
        return hits;
    }

    private static List<String> words(String query) {
        return Arrays.stream(query.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static boolean holds(Section section, List<String> words) {
        String all = (section.heading + " " + section.text).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    private static boolean inHeading(Section section, List<String> words) {
        String heading = section.heading.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(heading::contains);
    }

    private static String snippet(Section section, List<String> words) {
        String text = section.text;
        int found = Math.max(0, text.toLowerCase(Locale.ROOT).indexOf(words.getFirst()));
        int from = text.lastIndexOf(' ', Math.max(0, found - SNIPPET / 3)) + 1;
        int to = Math.min(text.length(), from + SNIPPET);
        return (from > 0 ? "… " : "") + text.substring(from, to) + (to < text.length() ? " …" : "");
    }

    private static Guide read(String language) {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (String name : PAGES) {
            String source = source(language + "/" + name + ".md");
            if (source == null) source = source(name + ".md");
            if (source != null) pages.put(name, Markdown.page(name, source));
        }
        return new Guide(java.util.Collections.unmodifiableMap(pages));
    }

    private static @Nullable String source(String file) {
        try (InputStream in = Guide.class.getResourceAsStream(FOLDER + file)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
