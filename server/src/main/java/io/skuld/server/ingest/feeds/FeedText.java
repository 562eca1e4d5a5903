package io.skuld.server.ingest.feeds;

import io.skuld.server.ingest.text.TolerantReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/// From bytes to text, and from the XML that people write to the XML that parsers read.
final class FeedText {
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{2,40})");
    private static final Pattern CHARSET =
            Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._:-]{2,40})");

    /// An ampersand that XML would take, or an entity that HTML knows.
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "&(?:(amp|lt|gt|quot|apos|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};))?");

    private FeedText() {}

    /// The byte order mark counts first, then the document's own word, then the host's. Where they lie and the text is
    /// UTF-8 after all, or names an encoding nobody knows, it is read as [TolerantReader] reads.
    static String decode(byte[] document, String contentType) {
        if (hasMark(document)) return TolerantReader.decode(document);
        String head =
                new String(
                        document, 0, Math.min(document.length, 400), StandardCharsets.ISO_8859_1);
        return group(DECLARED, head)
                .or(() -> group(CHARSET, contentType))
                .flatMap(FeedText::charset)
                .filter(charset -> !isUnicode(charset))
                .filter(charset -> !looksLikeUtf8(document))
                .map(charset -> new String(document, charset))
                .orElseGet(() -> TolerantReader.decode(document));
    }

    private static boolean hasMark(byte[] document) {
        if (document.length < 2) return false;
        int first = document[0] & 0xFF;
        int second = document[1] & 0xFF;
        return first == 0xEF && second == 0xBB || first >= 0xFE && second >= 0xFE;
    }

    private static boolean isUnicode(Charset charset) {
        return charset.name().startsWith("UTF") || charset.equals(StandardCharsets.US_ASCII);
    }

    /// Text of another encoding with letters beyond ASCII is practically never valid UTF-8 by chance.
    private static boolean looksLikeUtf8(byte[] document) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(document));
            return true;
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name.toLowerCase(Locale.ROOT)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// Where the text starts, past blanks and what some servers send before.
    static int start(String text) {
        int start = 0;
        while (start < text.length()
                && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '\uFEFF'))
            start++;
        return start;
    }

    /// Bare ampersands and HTML's entities become what XML knows; characters that XML forbids become blanks. So no entity
    /// of the document itself is ever expanded.
    static String wellFormed(String xml) {
        return withoutForbidden(
                REFERENCE
                        .matcher(xml)
                        .replaceAll(reference -> Matcher.quoteReplacement(replaced(reference))));
    }

    private static String replaced(java.util.regex.MatchResult reference) {
        if (reference.group(1) != null)
            return isForbidden(reference.group(1)) ? " " : reference.group();
        String name = reference.group(2);
        if (name == null) return "&amp;";
        String character = Parser.unescapeEntities("&" + name, true);
        return character.startsWith("&") ? "&amp;" + name : character;
    }

    /// `&#0;` and its like end a parser's work.
    private static boolean isForbidden(String reference) {
        if (!reference.startsWith("#")) return false;
        boolean hexadecimal = Character.toLowerCase(reference.charAt(1)) == 'x';
        int code =
                Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
        return !isAllowed(code);
    }

    private static boolean isAllowed(int code) {
        return code == '\t'
                || code == '\n'
                || code == '\r'
                || code >= 0x20 && code <= 0xD7FF
                || code >= 0xE000 && code <= 0xFFFD
                || code >= 0x10000 && code <= 0x10FFFF;
    }

    static String withoutForbidden(String xml) {
        StringBuilder clean = null;
        for (int i = 0; i < xml.length(); i++) {
            char c = xml.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < xml.length()
                            && Character.isLowSurrogate(xml.charAt(i + 1));
            if (pair) i++;
            else if (!isAllowed(c)) {
                if (clean == null) clean = new StringBuilder(xml);
                clean.setCharAt(i, ' ');
            }
        }
        return clean == null ? xml : clean.toString();
    }
}
