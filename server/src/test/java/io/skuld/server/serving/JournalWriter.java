package io.skuld.server.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A process of its own for [JournalTest]: appends from four threads until it is killed, and writes each id to standard
/// output once it is acknowledged. Arguments: the journal's file, a prefix for ids.
final class JournalWriter {
    private static final int THREADS = 4;

    private JournalWriter() {}

    public static void main(String[] arguments) {
        Journal journal = Journal.open(Path.of(arguments[0]));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int thread = 0; thread < THREADS; thread++) {
            String own = arguments[1] + "-" + thread + "-";
            Thread.ofPlatform().start(() -> appendForever(journal, own, out));
        }
    }

    private static void appendForever(Journal journal, String prefix, OutputStream out) {
        for (long n = 0; ; n++) {
            String id = prefix + n;
            journal.append(List.of(JournalTest.interaction(id)), commit -> {});
            try {
                out.write((id + "\n").getBytes(US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
