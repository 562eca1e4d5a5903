package io.skuld.engine.model.snapshot;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Named arrays and texts in one file. All numbers little-endian:
/// ```
/// "SKULDSNP"  int format  int sections  int header bytes  int CRC-32C of the rest of the header
/// each section: int name length, name in UTF-8, byte kind ('i' ints, 'f' floats, 't' text), long offset, long bytes, int CRC-32C
/// then the sections, each at a multiple of 8
/// ```
/// A reader ignores sections that it does not know and asks with defaults for those that older writers did not make.
public final class SnapshotFile {
    public static final int FORMAT = 1;

    private static final byte[] MAGIC = "SKULDSNP".getBytes(StandardCharsets.US_ASCII);
    private static final int ALIGNMENT = 8;
    private static final int FIXED_HEADER = MAGIC.length + 4 * Integer.BYTES;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, Section> sections;

    private record Section(char kind, byte[] bytes) {}

    private record Entry(String name, char kind, long offset, long bytes, int checksum) {}

    private SnapshotFile(Map<String, Section> sections) {
        this.sections = sections;
    }

    /// Collects sections and writes them.
    public static final class Writer {
        private final Map<String, Section> sections = new LinkedHashMap<>();

        public Writer ints(String name, int[] values) {
            ByteBuffer bytes = little(values.length * Integer.BYTES);
            bytes.asIntBuffer().put(values);
            return put(name, new Section('i', bytes.array()));
        }

        public Writer floats(String name, float[] values) {
            ByteBuffer bytes = little(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            return put(name, new Section('f', bytes.array()));
        }

        public Writer text(String name, Map<String, String> values) {
            StringBuilder lines = new StringBuilder();
            new TreeMap<>(values)
                    .forEach((k, v) ->
                            lines.append(escaped(k)).append('=').append(escaped(v)).append('\n'));
            return put(name, new Section('t', lines.toString().getBytes(StandardCharsets.UTF_8)));
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("=", "\\=")
                    .replace(":", "\\:")
                    .replace(" ", "\\ ")
                    .replace("#", "\\#")
                    .replace("!", "\\!");
        }

        private Writer put(String name, Section section) {
            if (sections.putIfAbsent(name, section) != null)
                throw new IllegalArgumentException("There is a section '" + name + "' already");
            return this;
        }

        /// Writes beside the target, forces it to the disk, then renames: a reader finds the old file or the new one,
        /// never half of one, also after a power failure.
        public void write(Path file) throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
            try {
                try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    writeAll(out, header());
                    for (Section section : sections.values()) writeAll(out, padded(section.bytes));
                    out.force(true);
                }
                Files.move(
                        temporary,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }

        private ByteBuffer header() {
            int size = FIXED_HEADER;
            for (String name : sections.keySet()) size += entrySize(name);
            size = (int) aligned(size);
            ByteBuffer header = little(size);
            header.position(FIXED_HEADER);
            long offset = size;
            for (Map.Entry<String, Section> entry : sections.entrySet()) {
                byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] bytes = entry.getValue().bytes;
                header.putInt(name.length).put(name).put((byte) entry.getValue().kind);
                header.putLong(offset).putLong(bytes.length).putInt(checksum(bytes));
                offset += aligned(bytes.length);
            }
            CRC32C crc = new CRC32C();
            crc.update(header.array(), FIXED_HEADER, size - FIXED_HEADER);
            header.position(0);
            header.put(MAGIC).putInt(FORMAT).putInt(sections.size());
            header.putInt(size).putInt((int) crc.getValue());
            return header.position(0);
        }

        private static int entrySize(String name) {
            int fixed = 2 * Integer.BYTES + 1 + 2 * Long.BYTES;
            return fixed + name.getBytes(StandardCharsets.UTF_8).length;
        }

        private static ByteBuffer padded(byte[] bytes) {
            return little((int) aligned(bytes.length)).put(0, bytes);
        }

        private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) out.write(bytes);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Maps the file, checks every checksum and reads all sections.
    ///
    /// @throws DamagedSnapshotException when anything is not as it was written
    /// @throws NewerSnapshotException when a later version wrote it
    public static SnapshotFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size < FIXED_HEADER)
                throw new DamagedSnapshotException(file, "it has only %d bytes".formatted(size));
            MemorySegment map = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            return new SnapshotFile(readSections(file, map));
        }
    }

    private static Map<String, Section> readSections(Path file, MemorySegment map)
            throws IOException {
        byte[] fixed = bytes(map, 0, FIXED_HEADER);
        ByteBuffer start = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        if (!Arrays.equals(magic, MAGIC))
            throw new DamagedSnapshotException(file, "it does not begin like a snapshot");
        int format = start.getInt();
        if (format > FORMAT) throw new NewerSnapshotException(file, format, FORMAT);
        int count = start.getInt();
        int headerSize = start.getInt();
        if (headerSize < FIXED_HEADER || headerSize > map.byteSize())
            throw new DamagedSnapshotException(file, "its header is cut off");
        byte[] rest = bytes(map, FIXED_HEADER, headerSize - FIXED_HEADER);
        if (checksum(rest) != start.getInt())
            throw new DamagedSnapshotException(file, "the checksum of its header is wrong");
        Map<String, Section> sections = new LinkedHashMap<>();
        ByteBuffer table = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (int s = 0; s < count; s++) {
                Entry entry = entry(table);
                sections.put(entry.name, section(file, map, entry));
            }
        } catch (BufferUnderflowException e) {
            throw new DamagedSnapshotException(file, "it lists fewer sections than it counts");
        }
        if (table.remaining() >= ALIGNMENT) // of the padding
        throw new DamagedSnapshotException(file, "it lists more sections than it counts");
        return sections;
    }

    private static Entry entry(ByteBuffer table) {
        byte[] name = new byte[table.getInt()];
        table.get(name);
        char kind = (char) table.get();
        return new Entry(
                new String(name, StandardCharsets.UTF_8),
                kind,
                table.getLong(),
                table.getLong(),
                table.getInt());
    }

    private static Section section(Path file, MemorySegment map, Entry entry)
            throws DamagedSnapshotException {
        if (entry.offset + entry.bytes > map.byteSize())
            throw new DamagedSnapshotException(file, "section '" + entry.name + "' is cut off");
        byte[] bytes = bytes(map, entry.offset, entry.bytes);
        if (checksum(bytes) != entry.checksum)
            throw new DamagedSnapshotException(
                    file, "the checksum of section '" + entry.name + "' is wrong");
        return new Section(entry.kind, bytes);
    }

    private static byte[] bytes(MemorySegment map, long from, long count) {
        return map.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
    }

    public boolean has(String name) {
        return sections.containsKey(name);
    }

    public int[] ints(String name) {
        return MemorySegment.ofArray(section(name, 'i').bytes).toArray(INT);
    }

    public float[] floats(String name) {
        return MemorySegment.ofArray(section(name, 'f').bytes).toArray(FLOAT);
    }

    public Map<String, String> text(String name) {
        Properties properties = new Properties();
        try {
            properties.load(
                    new StringReader(new String(section(name, 't').bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((k, v) -> values.put(k.toString(), v.toString()));
        return values;
    }

    private Section section(String name, char kind) {
        Section section = sections.get(name);
        if (section == null || section.kind != kind)
            throw new IllegalArgumentException(
                    "The snapshot has no section '%s' of kind '%s', only %s"
                            .formatted(name, kind, sections.keySet()));
        return section;
    }
}
