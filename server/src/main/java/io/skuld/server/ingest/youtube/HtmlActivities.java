package io.skuld.server.ingest.youtube;

import io.skuld.server.ingest.ImportSink;
import io.skuld.server.ingest.ImportSink.Where;
import io.skuld.server.ingest.Part;
import io.skuld.server.ingest.SkipReason;
import io.skuld.server.ingest.text.HtmlText;
import io.skuld.server.ingest.text.WrittenTimes;
import java.io.IOException;
import java.io.Reader;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The history as a page: `watch-history.html`, `MyActivity.html`. One cell for each activity: a sentence around the video's
/// link, the channel's link, the time as people of that language write it. Read cell by cell; the page may be a single line.
final class HtmlActivities {
    /// A cell has a few hundred characters.
    private static final int LONGEST_CELL = 1 << 16;

    /// Behind the styles at the beginning.
    private static final int LOOK = 1 << 20;

    private static final String CELL = "class=\"outer-cell";
    private static final Pattern PRODUCT =
            Pattern.compile("(?s)header-cell[^>]*>(.*?)</(?:p|div)>");
    private static final Pattern BODY =
            Pattern.compile("(?s)class=\"content-cell[^\"]*body-1\"[^>]*>(.*?)</div>");
    private static final Pattern CAPTION = Pattern.compile("(?s)caption\"[^>]*>(.*)");
    private static final Pattern LINE_END = Pattern.compile("(?i)<br\\s*/?>");
    private static final Pattern LINK =
            Pattern.compile("(?is)<a\\s[^>]*?href=\"([^\"]*)\"[^>]*>(.*?)</a>");

    /// Why an advertisement is in the history, in the words of Google's languages.
    private static final Pattern ADVERTISEMENT =
            Pattern.compile(
                    "(?i)google ads|google anzeigen|anuncios de google|google anúncios|annonces google|google 広告|google-advertenties|google adwords");

    /// @param sentence what was done, as it stands there: `Watched X`, `„X“ angesehen`
    record Entry(Activity activity, String sentence) {}

    private HtmlActivities() {}

    static boolean is(Part part) {
        String start = part.head().strip().toLowerCase(Locale.ROOT);
        if (!start.startsWith("<html") && !start.startsWith("<!doctype html")) return false;
        try (Reader page = part.text(io.skuld.server.ingest.DeafSink.INSTANCE)) {
            char[] look = new char[LOOK];
            int length = 0;
            for (int n = page.read(look); n > 0; n = page.read(look, length, LOOK - length))
                length += n;
            String text = new String(look, 0, length);
            return text.contains(CELL) && text.contains("youtube.com/");
        } catch (IOException e) {
            return false;
        }
    }

    static void each(Part part, ZoneId zone, ImportSink sink, BiConsumer<Where, Entry> reader)
            throws IOException {
        long number = 0;
        try (Cells cells = new Cells(part.text(sink))) {
            for (String cell = cells.next(); cell != null; cell = cells.next()) {
                Where where = new Where(part.name(), ++number);
                Matcher body = BODY.matcher(cell);
                if (cell.length() >= LONGEST_CELL)
                    sink.skip(where, SkipReason.OVERLONG, cell.substring(0, 200));
                else if (body.find()) reader.accept(where, entry(where, cell, body.group(1), zone));
                else sink.skip(where, SkipReason.NOT_AN_ENTRY, HtmlText.plain(cell));
            }
        }
    }

    private static Entry entry(Where where, String cell, String body, ZoneId zone) {
        List<String> lines = List.of(LINE_END.split(body));
        String sentence = HtmlText.plain(lines.getFirst());
        Matcher video = LINK.matcher(lines.getFirst());
        boolean linked = video.find();
        Matcher channel = LINK.matcher(lines.size() > 2 ? lines.get(1) : "");
        boolean hasChannel = channel.find();
        String time = HtmlText.plain(lastLine(lines));
        Matcher product = PRODUCT.matcher(cell);
        return new Entry(
                new Activity(
                        where.line(),
                        product.find() ? HtmlText.plain(product.group(1)) : "",
                        linked ? HtmlText.plain(video.group(2)) : sentence,
                        linked ? HtmlText.plain(video.group(1)) : "",
                        hasChannel ? HtmlText.plain(channel.group(2)) : "",
                        hasChannel ? HtmlText.plain(channel.group(1)) : "",
                        WrittenTimes.parse(time, zone).map(Object::toString).orElse(time),
                        isAdvertisement(cell)),
                sentence);
    }

    private static String lastLine(List<String> lines) {
        for (String line : lines.reversed()) if (!HtmlText.plain(line).isEmpty()) return line;
        return "";
    }

    private static boolean isAdvertisement(String cell) {
        Matcher caption = CAPTION.matcher(cell);
        return caption.find() && ADVERTISEMENT.matcher(HtmlText.plain(caption.group(1))).find();
    }

    /// What stands between one cell's beginning and the next, cut off where it is too long.
    private static final class Cells implements java.io.Closeable {
        private final Reader page;
        private final char[] buffer = new char[1 << 14];
        private final StringBuilder text = new StringBuilder();
        private boolean inside;
        private boolean ended;

        Cells(Reader page) {
            this.page = page;
        }

        @org.jspecify.annotations.Nullable
        String next() throws IOException {
            int from = 0;
            while (true) {
                int at = text.indexOf(CELL, from);
                if (at >= 0) {
                    String cell = text.substring(0, Math.min(at, LONGEST_CELL));
                    text.delete(0, at + CELL.length());
                    if (inside) return cell;
                    inside = true;
                    from = 0;
                } else if (ended) {
                    String last = text.substring(0, Math.min(text.length(), LONGEST_CELL));
                    text.setLength(0);
                    boolean more = inside;
                    inside = false;
                    return more ? last : null;
                } else from = fill();
            }
        }

        /// Of what is no cell, or too long for one, only the beginning and the end are kept.
        ///
        /// @return from where the next cell's beginning may stand
        private int fill() throws IOException {
            int keep = CELL.length();
            int most = inside ? LONGEST_CELL : 0;
            if (text.length() > most + 2 * keep) text.delete(most, text.length() - keep);
            int from = Math.max(0, text.length() - keep);
            int n = page.read(buffer);
            if (n < 0) ended = true;
            else text.append(buffer, 0, n);
            return from;
        }

        @Override
        public void close() throws IOException {
            page.close();
        }
    }
}
