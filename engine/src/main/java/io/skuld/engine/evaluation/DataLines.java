package io.skuld.engine.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The lines of a data file in UTF-8. A byte order mark, blank lines and comments, which begin with `#` or `%`, are left
/// out, but counted.
final class DataLines implements AutoCloseable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final BufferedReader reader;
    private int number;

    DataLines(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file);
    }

    /// The next line that says something, without space around it; null after the last one.
    @Nullable String next() throws IOException {
        for (String line = read(); line != null; line = read()) {
            number++;
            if (number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK)
                line = line.substring(1);
            String text = line.strip();
            if (!text.isEmpty() && text.charAt(0) != '#' && text.charAt(0) != '%') return text;
        }
        return null;
    }

    private @Nullable String read() throws IOException {
        try {
            return reader.readLine();
        } catch (MalformedInputException e) {
            throw new BadDatasetException(file, "it is not a text file in UTF-8");
        }
    }

    /// Of the line returned last, 1-based.
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
