package io.skuld.server.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/// What a database and an export keep of an import as one JSON object: how it went.
///
/// @param within see [ImportRun#within]
public record KeptReport(ImportReport report, String message, @Nullable String within) {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    static KeptReport of(ImportRun run) {
        return new KeptReport(run.report(), run.message(), run.within());
    }

    /// @throws IllegalArgumentException when it is none
    public static KeptReport parse(String json) {
        try {
            return JSON.readValue(json, KeptReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not the counts of an import: " + json, e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + this, e);
        }
    }
}
