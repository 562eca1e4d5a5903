package io.skuld.server.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s could not be written: %s. The figures are on the terminal only."
                            .formatted(file, e));
        }
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new EvaluationException(
                    "%s could not be read as a result file: %s. Nothing was compared; make it with './skuld evaluate graph … --json %s'."
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
