package io.skuld.server.ingest;

import io.skuld.server.ingest.text.TolerantReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One file of a bundle. Its head is read once and kept; its content can be read as often as needed, never beyond the
/// bundle's limits.
public final class Part {
    /// Bytes of a part's beginning that formats are recognised by.
    public static final int HEAD = 4096;

    /// Opens the bytes of a part.
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    private final String name;
    private final long size;
    private final long packed;
    private final Instant modified;
    private final @Nullable Path file;
    private final @Nullable String address;
    private final Opener opener;
    private final BundleLimits limits;
    private final AtomicLong bytesRead;
    private byte @Nullable [] headBytes;
    private @Nullable String head;
    private @Nullable IOException damage;

    Part(
            String name,
            long size,
            long packed,
            Instant modified,
            @Nullable Path file,
            Opener opener,
            BundleLimits limits,
            AtomicLong bytesRead) {
        this.name = name;
        this.size = size;
        this.packed = packed;
        this.modified = modified;
        this.file = file;
        this.address = null;
        this.opener = opener;
        this.limits = limits;
        this.bytesRead = bytesRead;
    }

    private Part(String name, String address) {
        this.name = name;
        this.size = 0;
        this.packed = 0;
        this.modified = Instant.MAX;
        this.file = null;
        this.address = address;
        this.opener = InputStream::nullInputStream;
        this.limits = BundleLimits.DEFAULTS;
        this.bytesRead = new AtomicLong();
    }

    /// A database: without bytes of its own.
    static Part at(String name, String address) {
        return new Part(name, address);
    }

    /// Its path inside the folder or archive, with `/`.
    public String name() {
        return name;
    }

    /// The last piece of the path.
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// Bytes, as far as the archive tells the truth.
    public long size() {
        return size;
    }

    public Instant modified() {
        return modified;
    }

    /// The file on disk, unless it is packed.
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /// The address of what is no file but a database, as [Bundle#at] was given it.
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /// Its first bytes; none when not even those can be unpacked, see [#damage].
    public byte[] headBytes() {
        if (headBytes == null) {
            try (InputStream in = opener.open()) {
                headBytes = in.readNBytes(HEAD);
            } catch (IOException e) {
                damage = e;
                headBytes = new byte[0];
            }
        }
        return headBytes.clone();
    }

    /// Its beginning as text.
    public String head() {
        if (head == null) head = TolerantReader.decode(headBytes());
        return head;
    }

    /// Why its head could not be read.
    public Optional<IOException> damage() {
        return Optional.ofNullable(damage);
    }

    /// All its bytes.
    public InputStream open() throws IOException {
        return new Guarded(opener.open());
    }

    /// All its text. Where the bytes break off, as in a damaged archive, the text ends and the sink hears of it.
    public Reader text(ImportSink sink) throws IOException {
        return new TolerantReader(
                new FilterInputStream(open()) {
                    private boolean broken;

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        if (broken) return -1;
                        try {
                            return super.read(target, offset, length);
                        } catch (IOException e) {
                            broken = true;
                            sink.skip(
                                    new ImportSink.Where(name, 0),
                                    SkipReason.UNREADABLE,
                                    String.valueOf(e.getMessage()));
                            return -1;
                        }
                    }
                });
    }

    @Override
    public String toString() {
        return name;
    }

    /// Counts what is unpacked and stops a bomb: the sizes an archive states are not to be believed.
    private final class Guarded extends FilterInputStream {
        private static final long HARMLESS = 1 << 20;

        private long here;

        Guarded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            if (n > 0) {
                here += n;
                long all = bytesRead.addAndGet(n);
                // Formats that need two looks at a file read it twice.
                if (here > limits.bytes() || all > 2 * limits.bytes())
                    throw new ArchiveTooLargeException(name, limits);
                if (here > HARMLESS && packed > 0 && here / packed > limits.ratio())
                    throw new ArchiveTooLargeException(name, limits);
            }
            return n;
        }

        @Override
        public long skip(long count) throws IOException {
            return in.skip(count);
        }
    }
}
