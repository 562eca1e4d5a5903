package io.skuld.server.ingest.anagnorisis;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.ingest.Genres;
import io.skuld.server.ingest.text.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file as Anagnorisis names it.
///
/// @param module `music`, `images`, `text`, `videos`, or empty when only the path tells
/// @param hash of its content, lower-case hexadecimal; empty when not known
/// @param algorithm what made the hash: `md5:v2`, `xxh3s:s5m1:v1`, `xxh3s:s5m1048576:v1.2`, or empty before 0.2.13
/// @param path relative to the folder of its module before 0.4.3, `osfs:///mnt/media/music/…` after; empty when not known
record MediaFile(String module, String hash, String algorithm, String path) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,128}");
    private static final Pattern MOUNTED = Pattern.compile("osfs://+mnt/media/([^/]+)/(.+)");

    /// The longest path that makes a name.
    private static final int LONGEST_PATH = 400;

    private static final Map<String, ItemKind> KINDS = new LinkedHashMap<>();

    static {
        kinds(ItemKind.TRACK, "mp3 flac wav ogg aac m4a opus");
        kinds(ItemKind.IMAGE, "jpg jpeg png gif bmp webp tiff");
        kinds(ItemKind.VIDEO, "mp4 webm avi mov wmv flv mkv ogv mpeg mpg");
        kinds(ItemKind.TEXT, "txt md htm html");
    }

    private static void kinds(ItemKind kind, String endings) {
        for (String ending : endings.split(" ")) KINDS.put(ending, kind);
    }

    MediaFile {
        hash = hash.strip().toLowerCase(Locale.ROOT);
        algorithm = algorithm.strip().toLowerCase(Locale.ROOT);
        path = path.strip();
    }

    /// Its names, the surest first: by content, which survives moving, and by place, which survives new tags.
    List<ItemId> names() {
        List<ItemId> names = new ArrayList<>();
        if (HASH.matcher(hash).matches()) names.add(new ItemId("file", family() + ":" + hash));
        place().ifPresent(names::add);
        return names;
    }

    /// Both versions of the sampled hash are XXH3 over the same five blocks.
    private String family() {
        if (algorithm.startsWith("md5")) return "md5";
        if (algorithm.startsWith("xxh3s")) return "xxh3s";
        return algorithm.isEmpty() ? "old" : algorithm.replaceAll("[^a-z0-9.]+", "-");
    }

    private Optional<ItemId> place() {
        if (path.isEmpty() || path.length() > LONGEST_PATH) return Optional.empty();
        var mounted = MOUNTED.matcher(path);
        if (mounted.matches())
            return Optional.of(
                    new ItemId("file", "path:" + mounted.group(1) + "/" + mounted.group(2)));
        boolean relative = !path.contains("://") && !module.isEmpty();
        return Optional.of(new ItemId("file", "path:" + (relative ? module + "/" : "") + path));
    }

    /// As an item under its surest name.
    ///
    /// @param tags what the file says of itself: title, artist, album, genre, date, duration
    Described described(Map<String, String> tags, String description) {
        List<ItemId> names = names();
        String title = tags.getOrDefault("title", "").strip();
        Map<String, String> extras = new LinkedHashMap<>();
        if (!path.isEmpty()) extras.put("file", path);
        String album = tags.getOrDefault("album", "").strip();
        if (!album.isEmpty()) extras.put("album", album);
        String date = tags.getOrDefault("date", "").strip();
        Item item =
                Item.of(names.getFirst(), kind(), title.isEmpty() ? fileName() : title)
                        .withCreator(tags.getOrDefault("artist", "").strip())
                        .withGenres(Genres.split(tags.getOrDefault("genre", ""), "[,;/]"))
                        .withYear(Numbers.year(date.substring(0, Math.min(4, date.length()))))
                        .withDescription(description)
                        .withDuration(
                                Numbers.parse(tags.getOrDefault("duration", ""))
                                        .filter(seconds -> seconds > 0 && seconds < 1e6)
                                        .map(seconds -> Duration.ofSeconds(Math.round(seconds)))
                                        .orElse(null))
                        .withExtras(extras);
        return new Described(item, java.util.Set.copyOf(names.subList(1, names.size())));
    }

    private ItemKind kind() {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        ItemKind byEnding = KINDS.get(ending);
        if (byEnding != null) return byEnding;
        return switch (module) {
            case "music" -> ItemKind.TRACK;
            case "images" -> ItemKind.IMAGE;
            case "videos" -> ItemKind.VIDEO;
            case "text" -> ItemKind.TEXT;
            default -> ItemKind.OTHER;
        };
    }

    private String fileName() {
        String last = path.substring(path.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        String plain = (dot > 0 ? last.substring(0, dot) : last).strip();
        return plain.isEmpty() ? hash : plain;
    }
}
