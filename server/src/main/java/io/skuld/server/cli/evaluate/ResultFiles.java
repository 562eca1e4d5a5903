package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Reads and writes the JSON of an evaluation, and names the files beside it.
final class ResultFiles {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFiles() {}

    static void write(Path file, Object content) {
        writeText(file, json(content) + System.lineSeparator());
    }

    /// What a reader of the file would get.
    static JsonNode tree(Object content) {
        return MAPPER.valueToTree(content);
    }

    static void writeText(Path file, String text) {
        try {
            replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s could not be written: %s. The figures are on the terminal only."
                            .formatted(file, e));
        }
    }

    /// What a file is to hold.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Whoever reads the file finds the old content or the new one, also when writing is interrupted.
    static void replace(Path file, Content content) throws IOException {
        Path target =
                Files.exists(file) ? file.toRealPath() : folderOf(file).resolve(file.getFileName());
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                content.writeTo(out);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Asked before hours are spent on figures that then have no place.
    static void requireWritable(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file))
            throw new EvaluationException(
                    "--json needs a file, and %s is none. Nothing was evaluated; name a file, as in --json %s."
                            .formatted(file, file.resolve("result.json")));
        try {
            Path folder = folderOf(file);
            if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file))
                throw new AccessDeniedException(file.toString());
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s cannot be written: %s. Nothing was evaluated; give --json a file in a folder that you may write to."
                            .formatted(file, e));
        }
    }

    /// Made when it is not there.
    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) throw new IOException("it is in no folder");
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s could not be read as a result file: %s. Nothing was changed; make it with './skuld evaluate graph … --json %s'."
                            .formatted(file, e.getMessage(), file));
        }
    }

    /// `results/music.json` with the suffix `-ndcg.svg` is `results/music-ndcg.svg`.
    static Path beside(Path file, String suffix) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        return file.resolveSibling(stem + suffix);
    }

    private static String json(Object content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Results are maps, lists, texts and numbers", e);
        }
    }
}
