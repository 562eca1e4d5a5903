package io.skuld.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How Skuld writes JSON: instants as ISO 8601 in UTC, nothing that is null, and an unknown field is an error.
public final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    // By thread, as is usual, each request would make its own.
                                    .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                                    .build())
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .build();

    private Json() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /// The body of a request as JSON.
    public static JsonNode body(Context context) {
        try {
            JsonNode body = MAPPER.readTree(context.bodyAsBytes());
            if (body == null || body.isMissingNode())
                throw HttpProblem.badInput(
                        "The request has no body. Nothing was changed; send JSON.");
            return body;
        } catch (JsonProcessingException e) {
            throw HttpProblem.badInput(
                    "The body is not JSON: %s. Nothing was changed; correct it and send it again."
                            .formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
