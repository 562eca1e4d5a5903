package io.skuld.server.ingest.anagnorisis;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.text.LineReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One file of the memory, `memory/YYYY-MM-DD/HASH.md`: what was rated, with what was known of it then. Facts as `Name: value`
/// up to the first blank line, then sections under headings.
final class Memory {
    /// Characters of a section that are kept.
    private static final int LONGEST = 20_000;

    private static final Pattern START = Pattern.compile("(?s)\\s*Rating:[^\\n]*\\n.*");
    private static final Pattern FACT = Pattern.compile("([^:]{1,60}):\\s*(.*)");

    private Memory() {}

    static boolean isOne(Part part) {
        String head = part.head();
        return START.matcher(head).matches()
                && (head.contains("\nSoft Hash:") || head.contains("\nFile Path:"));
    }

    static void read(Part part, ImportSink sink, MediaReading reading) throws IOException {
        Map<String, String> facts = new HashMap<>();
        Map<String, String> inside = new HashMap<>();
        StringBuilder description = new StringBuilder();
        String section = "";
        try (LineReader lines = new LineReader(part.text(sink))) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                String text = line.text().strip();
                if (text.startsWith("# ")) section = text.toLowerCase(Locale.ROOT);
                else if (section.isEmpty()) fact(text, facts);
                else if (section.contains("internal metadata")) fact(text, inside);
                else if (!section.contains("embedding") && description.length() < LONGEST)
                    description.append(text).append('\n');
            }
        }
        reading.remembered(
                new Where(part.name(), 1), facts, inside, description.toString().strip());
    }

    private static void fact(String line, Map<String, String> facts) {
        var fact = FACT.matcher(line);
        if (fact.matches() && facts.size() < 200)
            facts.putIfAbsent(
                    fact.group(1).strip().toLowerCase(Locale.ROOT), fact.group(2).strip());
    }
}
