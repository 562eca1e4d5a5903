package io.skuld.server.ingest.pictures;

import io.skuld.server.catalog.Item;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.outgoing.OutgoingException;
import io.skuld.server.ingest.outgoing.Validators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Pictures of items, each fetched once and then kept in the data folder, up to a size; what was not looked at for longest
/// goes first. Thread-safe; a picture that is not there yet is waited for.
public final class Pictures {
    /// Thumbnails are a hundredth of it.
    private static final long LARGEST = 2 << 20;

    /// A picture that could not be had is not asked for again before.
    private static final Duration REFUSED_FOR = Duration.ofHours(1);

    private static final int MOST_REFUSED = 10_000;

    private final Path folder;
    private final Outgoing outgoing;
    private final long mostBytes;
    private final InstantSource clock;
    private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();
    private final ReentrantLock tidying = new ReentrantLock();

    /// Bytes kept; -1 before they were counted. Guarded by `tidying`.
    private long kept = -1;

    /// @param home the data folder
    /// @param mostBytes of all pictures together
    public Pictures(Path home, Outgoing outgoing, long mostBytes, InstantSource clock) {
        this.folder = home.resolve("cache").resolve("pictures");
        this.outgoing = outgoing;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /// Whether a picture of this item may be asked for: it has one, and the person follows something of its kind. Nobody is
    /// asked about what came in as a file alone.
    ///
    /// @param followed kinds of what the person follows
    public static boolean has(Item item, Set<Subscription.Kind> followed) {
        return switch (item.id().source()) {
            case "youtube" ->
                    followed.contains(Subscription.Kind.CHANNEL)
                            || followed.contains(Subscription.Kind.ACCOUNT);
            case "feed" -> followed.contains(Subscription.Kind.FEED) && !item.thumbnail().isEmpty();
            default -> false;
        };
    }

    /// Empty when it cannot be had.
    public Optional<Picture> of(Item item) {
        String address = address(item);
        if (address.isEmpty()) return Optional.empty();
        Path file = file(address);
        Optional<Picture> there = read(file);
        if (there.isPresent() || isRefused(address)) return there;
        ReentrantLock lock = fetching.computeIfAbsent(address, a -> new ReentrantLock());
        lock.lock();
        try {
            Optional<Picture> meanwhile = read(file);
            return meanwhile.isPresent() || isRefused(address) ? meanwhile : fetch(address, file);
        } finally {
            lock.unlock();
            fetching.remove(address);
        }
    }

    private static String address(Item item) {
        if (!item.thumbnail().isEmpty()) return item.thumbnail();
        return item.id().source().equals("youtube")
                ? "https://i.ytimg.com/vi/%s/mqdefault.jpg".formatted(item.id().key())
                : "";
    }

    private boolean isRefused(String address) {
        Instant until = refused.get(address);
        return until != null && until.isAfter(clock.instant());
    }

    private Optional<Picture> fetch(String address, Path file) {
        try {
            byte[] bytes = outgoing.get(address, Validators.NONE, LARGEST).body();
            Optional<Picture> picture = Picture.of(bytes);
            if (picture.isPresent()) keep(file, bytes);
            else refuse(address);
            return picture;
        } catch (OutgoingException e) {
            refuse(address);
            return Optional.empty();
        }
    }

    private void refuse(String address) {
        if (refused.size() >= MOST_REFUSED) refused.clear();
        refused.put(address, clock.instant().plus(REFUSED_FOR));
    }

    /// Reading it counts as looking at it.
    private Optional<Picture> read(Path file) {
        try {
            if (!Files.exists(file)) return Optional.empty();
            byte[] bytes = Files.readAllBytes(file);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Picture.of(bytes);
        } catch (IOException e) {
            return Optional.empty(); // it was tidied away meanwhile
        }
    }

    private void keep(Path file, byte[] bytes) {
        tidying.lock();
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "new", ".part");
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            if (kept < 0) kept = all().stream().mapToLong(Kept::size).sum();
            else kept += bytes.length;
            if (kept > mostBytes) tidy();
        } catch (IOException e) {
            throw new UncheckedIOException("A picture cannot be kept in " + folder, e);
        } finally {
            tidying.unlock();
        }
    }

    private record Kept(Path file, long size, FileTime seen) {}

    /// Down to four fifths, so that it is not done for every picture.
    private void tidy() throws IOException {
        List<Kept> files = new ArrayList<>(all());
        files.sort(Comparator.comparing(Kept::seen));
        for (Kept file : files) {
            if (kept <= mostBytes / 5 * 4) return;
            Files.deleteIfExists(file.file());
            kept -= file.size();
        }
    }

    private List<Kept> all() throws IOException {
        List<Kept> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder, 2)) {
            for (Path file : walk.filter(Files::isRegularFile).toList())
                files.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        return files;
    }

    private Path file(String address) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(address.getBytes(StandardCharsets.UTF_8));
            String name = HexFormat.of().formatHex(digest, 0, 16);
            return folder.resolve(name.substring(0, 2)).resolve(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
