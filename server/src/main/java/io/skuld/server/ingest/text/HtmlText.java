package io.skuld.server.ingest.text;

import java.util.Map;
import java.util.regex.Pattern;

/// The text of a piece of HTML.
public final class HtmlText {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern BLANKS =
            Pattern.compile("[\\s\\u00a0\\u2002\\u2003\\u2009\\u202f]+");
    private static final Pattern ENTITY =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("amp", "&"),
                    Map.entry("lt", "<"),
                    Map.entry("gt", ">"),
                    Map.entry("quot", "\""),
                    Map.entry("apos", "'"),
                    Map.entry("nbsp", " "),
                    Map.entry("emsp", " "),
                    Map.entry("ensp", " "),
                    Map.entry("thinsp", " "),
                    Map.entry("hellip", "…"),
                    Map.entry("ndash", "–"),
                    Map.entry("mdash", "—"));

    private HtmlText() {}

    /// Without tags, with entities as the characters they stand for, blanks of all sorts as one.
    public static String plain(String html) {
        String text = html.indexOf('<') < 0 ? html : TAG.matcher(html).replaceAll("");
        if (text.indexOf('&') >= 0)
            text =
                    ENTITY.matcher(text)
                            .replaceAll(entity ->
                                    java.util.regex.Matcher.quoteReplacement(
                                            character(entity.group(1), entity.group())));
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private static String character(String name, String whole) {
        if (!name.startsWith("#")) return NAMES.getOrDefault(name, whole);
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(code) ? Character.toString(code) : whole;
    }
}
