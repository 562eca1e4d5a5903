package io.skuld.server.serving;

import io.skuld.server.ingest.HashSet64;
import io.skuld.server.learning.ServedModel.Interaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that was reported about a data set since it was published, append-only in one file. What [#append] returned
/// from survives kill -9 and power loss, and has been handed to the follower, in the order of the file.
///
/// Group commit: whoever comes while the disk is busy waits, and the next one writes for all who wait, with one force.
/// ```
/// frame: int length, int CRC-32C of the rest, then the interactions of one commit, as DataOutput writes them:
/// UTF id ("" for none), UTF user, UTF item, float weight, long epoch milliseconds
/// ```
/// A frame at the end that was not written in full was never acknowledged: it is put aside. One that was, and is not whole
/// any more, is damage, and nothing starts; so is one before a whole one, or before more than it says itself. A length that is
/// wrong at the end is mended, since the checksum tells where the contents end.
final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final int FRAME_HEADER = 2 * Integer.BYTES;

    /// A disk writes this much or nothing of it.
    private static final int SECTOR = 512;

    /// Of an interaction: id, user and item.
    private static final int TEXTS = 3;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock commit = new ReentrantLock();

    /// The end of the last whole frame; guarded by `commit` for writing.
    private volatile long end;

    /// Where the next to come adds theirs; guarded by this.
    private Batch waiting = new Batch();

    /// Ids of all that is stored, and of those, what the disk refused after all. Guarded by `commit`.
    private final HashSet64 ids = new HashSet64();

    private final Set<Long> refused = new HashSet<>();

    /// What one caller wants stored.
    private static final class Request {
        final List<Interaction> interactions;
        int added;

        Request(List<Interaction> interactions) {
            this.interactions = interactions;
        }
    }

    /// Requests that share a commit.
    private static final class Batch {
        final List<Request> requests = new ArrayList<>();
        boolean done;
        @Nullable RuntimeException failure;
    }

    private Journal(Path file, FileChannel channel, long end) {
        this.file = file;
        this.channel = channel;
        this.end = end;
        replay(0, end, stored -> stored.forEach(this::isNew));
    }

    /// Opens the file for this process alone, and makes it when there is none.
    ///
    /// @throws JournalException when it is damaged, or another process has it
    static Journal open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE);
            try {
                if (!locked(channel)) throw JournalException.inUse(file);
                long end = wholeFrames(file, channel);
                if (end < channel.size()) putAside(file, channel, end);
                forceFolder(file);
                return new Journal(file, channel, end);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw JournalException.unreadable(file, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// Where the whole frames end.
    private static long wholeFrames(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        long at = 0;
        while (at + FRAME_HEADER <= size) {
            ByteBuffer header = read(channel, at, FRAME_HEADER);
            int length = header.getInt();
            int checksum = header.getInt();
            long next = at + FRAME_HEADER + length;
            boolean fits = length > 0 && next <= size;
            if (!fits || checksum(read(channel, at + FRAME_HEADER, length)) != checksum) {
                long whole = wholeFrameBehind(channel, at);
                if (whole >= 0) throw JournalException.damagedBefore(file, at, whole);
                if (fits && next < size) throw JournalException.damaged(file, at);
                if (fits && isWritten(channel, at)) throw JournalException.damagedLast(file, at);
                if (fits || !fitsTheRest(channel, at, checksum)) return at;
                next = size;
                mendLength(file, channel, at);
            }
            at = next;
        }
        return at;
    }

    /// Whether every sector of what stands from here to the end came to the disk: one that did not reads as zeros.
    private static boolean isWritten(FileChannel channel, long at) throws IOException {
        long size = channel.size();
        for (long from = at; from < size; ) {
            long to = Math.min(size, (from / SECTOR + 1) * SECTOR);
            ByteBuffer part = read(channel, from, (int) (to - from));
            if (part.equals(ByteBuffer.allocate(part.limit()))) return false;
            from = to;
        }
        return true;
    }

    /// Whether all that follows a header is what its checksum was made of.
    private static boolean fitsTheRest(FileChannel channel, long at, int checksum)
            throws IOException {
        long rest = channel.size() - at - FRAME_HEADER;
        return rest > 0
                && rest <= Integer.MAX_VALUE
                && checksum(channel.map(FileChannel.MapMode.READ_ONLY, at + FRAME_HEADER, rest))
                        == checksum;
    }

    private static void mendLength(Path file, FileChannel channel, long at) throws IOException {
        int length = (int) (channel.size() - at - FRAME_HEADER);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(length).flip();
        while (bytes.hasRemaining()) channel.write(bytes, at + bytes.position());
        channel.force(false);
        log.warn(
                "The length of the last commit of {}, at byte {}, was damaged; its contents are whole, and the length was put right",
                file,
                at);
    }

    /// Where the first whole frame behind one begins that is not whole itself and so cannot tell; negative when there is
    /// none.
    private static long wholeFrameBehind(FileChannel channel, long at) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long size = channel.size() - at;
            MemorySegment rest = channel.map(FileChannel.MapMode.READ_ONLY, at, size, arena);
            for (long from = 1; from + FRAME_HEADER < size; from++)
                if (isWholeFrame(rest, from)) return at + from;
            return -1;
        }
    }

    /// Texts of UTF hold no zero byte: what looks like a frame inside of one would have to be longer than 16 MB.
    private static boolean isWholeFrame(MemorySegment bytes, long at) {
        int length = bytes.get(INT, at);
        long from = at + FRAME_HEADER;
        long end = from + length;
        return length > 0
                && end <= bytes.byteSize()
                && holdsInteractions(bytes, from, end)
                && checksum(bytes.asSlice(from, length).asByteBuffer())
                        == bytes.get(INT, at + Integer.BYTES);
    }

    /// By their lengths alone: far cheaper than a checksum at every byte.
    private static boolean holdsInteractions(MemorySegment bytes, long from, long end) {
        long at = from;
        while (at < end) {
            for (int text = 0; text < TEXTS; text++) {
                if (at + Short.BYTES > end) return false;
                at += Short.BYTES + Short.toUnsignedInt(bytes.get(SHORT, at));
            }
            at += Float.BYTES + Long.BYTES;
        }
        return at == end;
    }

    /// What was cut off in the middle is kept beside the journal: it was never acknowledged, but it may be of use to who
    /// looks for the cause.
    private static void putAside(Path file, FileChannel channel, long end) throws IOException {
        long rest = channel.size() - end;
        Path aside = file.resolveSibling(file.getFileName() + ".torn-" + end);
        try (FileChannel out =
                FileChannel.open(
                        aside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (long at = end; at < end + rest; )
                at += channel.transferTo(at, end + rest - at, out);
            out.force(true);
        }
        channel.truncate(end);
        channel.force(true);
        log.warn("{} ended in the middle of a commit; {} bytes are kept in {}", file, rest, aside);
    }

    private static void forceFolder(Path file) throws IOException {
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining())
            if (channel.read(bytes, from + bytes.position()) < 0) throw new EOFException();
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Stores those that are new, or none, and hands them to the follower. An id that was stored before is not stored
    /// again; two ids are mistaken for each other by chance once in 10⁶ journals of five million.
    ///
    /// @param follower gets each commit's interactions once they are on the disk; one commit at a time, in order
    /// @return how many were new
    /// @throws NotStoredException when the disk refused
    int append(List<Interaction> interactions, Consumer<List<Interaction>> follower) {
        Request mine = new Request(interactions);
        Batch batch;
        synchronized (this) {
            batch = waiting;
            batch.requests.add(mine);
        }
        commit.lock();
        try {
            if (!batch.done) commit(follower);
        } finally {
            commit.unlock();
        }
        if (batch.failure != null) throw batch.failure;
        return mine.added;
    }

    private void commit(Consumer<List<Interaction>> follower) {
        Batch batch;
        synchronized (this) {
            batch = waiting;
            waiting = new Batch();
        }
        batch.done = true;
        List<Interaction> fresh = new ArrayList<>();
        for (Request request : batch.requests)
            for (Interaction interaction : request.interactions)
                if (isNew(interaction)) {
                    fresh.add(interaction);
                    request.added++;
                }
        if (fresh.isEmpty()) return;
        try {
            write(frame(fresh));
            follower.accept(fresh);
        } catch (IOException e) {
            for (Interaction interaction : fresh)
                if (interaction.id() != null) refused.add(HashSet64.hash(interaction.id()));
            batch.failure = new NotStoredException(file, e);
        } catch (RuntimeException e) {
            batch.failure = e;
        }
    }

    private boolean isNew(Interaction interaction) {
        if (interaction.id() == null) return true;
        long id = HashSet64.hash(interaction.id());
        return refused.remove(id) || ids.add(id);
    }

    private static byte[] frame(List<Interaction> interactions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Interaction interaction : interactions) {
            out.writeUTF(interaction.id() == null ? "" : interaction.id());
            out.writeUTF(interaction.user());
            out.writeUTF(interaction.item());
            out.writeFloat(interaction.weight());
            out.writeLong(interaction.at().toEpochMilli());
        }
        return bytes.toByteArray();
    }

    private void write(byte[] content) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + content.length);
        frame.putInt(content.length).putInt(checksum(ByteBuffer.wrap(content))).put(content).flip();
        long at = end;
        try {
            while (frame.hasRemaining()) channel.write(frame, at + frame.position());
            channel.force(false);
        } catch (IOException e) {
            // Half a frame must not stand before the next one.
            channel.truncate(at);
            throw e;
        }
        end = at + frame.limit();
    }

    /// Where the last commit ends: give it to [#replay] to read what came after.
    long position() {
        return end;
    }

    /// Whether a commit ends at this position, or it is the start: false for a position in another journal, most likely.
    boolean isBetweenCommits(long position) {
        try {
            long at = 0;
            while (at < Math.min(position, end))
                at += FRAME_HEADER + read(channel, at, FRAME_HEADER).getInt();
            return at == position;
        } catch (IOException e) {
            throw JournalException.unreadable(file, e);
        }
    }

    /// Reads the commits between two positions.
    void replay(long from, long to, Consumer<List<Interaction>> follower) {
        try {
            for (long at = from; at < to; ) {
                int length = read(channel, at, FRAME_HEADER).getInt();
                follower.accept(interactions(read(channel, at + FRAME_HEADER, length).array()));
                at += FRAME_HEADER + length;
            }
        } catch (IOException e) {
            throw JournalException.unreadable(file, e);
        }
    }

    private static List<Interaction> interactions(byte[] content) throws IOException {
        List<Interaction> interactions = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        while (in.available() > 0) {
            String id = in.readUTF();
            interactions.add(
                    new Interaction(
                            id.isEmpty() ? null : id,
                            in.readUTF(),
                            in.readUTF(),
                            in.readFloat(),
                            Instant.ofEpochMilli(in.readLong())));
        }
        return interactions;
    }

    /// Runs this while nothing is committed.
    void betweenCommits(Runnable task) {
        commit.lock();
        try {
            task.run();
        } finally {
            commit.unlock();
        }
    }

    @Override
    public void close() {
        commit.lock();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            commit.unlock();
        }
    }
}
