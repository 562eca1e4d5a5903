package io.skuld.server.ingest.activitywatch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What an export says about a bucket besides its events. Filled in as far as the export can be read.
final class BucketFacts {
    private String type = "";
    private String machine = "";

    /// Of its events, as `currentwindow`; empty when it is not told.
    String type() {
        return type;
    }

    /// Where they were made; empty when it is not told.
    String machine() {
        return machine;
    }

    /// Reads the object at whose beginning the parser stands.
    void read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("type") && value.isScalarValue()) type = json.getText();
            else if (field.equals("hostname") && value == JsonToken.VALUE_STRING)
                machine = json.getText();
            else json.skipChildren();
        }
    }
}
