package io.skuld.server.ingest.youtube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// One entry of an activity export, as far as it concerns us; text that is not there is empty.
///
/// @param line where it starts in the file
/// @param product the header, as `YouTube` or `YouTube Music`; other products in a `MyActivity.json`
/// @param channel who uploaded it
/// @param detailed whether it has `details`: an advertisement then
record Activity(
        long line,
        String product,
        String title,
        String address,
        String channel,
        String channelAddress,
        String time,
        boolean detailed) {

    /// Reads the entry that starts at the parser's current token, and leaves the parser at its end. Fields that are not
    /// ours are passed over without being held, however large they are.
    static Activity read(JsonParser json) throws IOException {
        Reader reader = new Reader(json.currentTokenLocation().getLineNr());
        while (json.nextToken() == JsonToken.FIELD_NAME) reader.field(json);
        return reader.activity();
    }

    private static final class Reader {
        private final long line;
        private String header = "";
        private String products = "";
        private String title = "";
        private String address = "";
        private String channel = "";
        private String channelAddress = "";
        private String time = "";
        private boolean detailed;

        Reader(long line) {
            this.line = line;
        }

        void field(JsonParser json) throws IOException {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "header" -> header = text(json, value);
                case "title" -> title = text(json, value);
                case "titleUrl" -> address = text(json, value);
                case "time" -> time = text(json, value);
                case "subtitles" -> subtitles(json, value);
                case "products" -> products = firstText(json, value);
                case "details" -> details(json, value);
                default -> json.skipChildren();
            }
        }

        Activity activity() {
            String product = products.isEmpty() || header.contains("YouTube") ? header : products;
            return new Activity(
                    line, product, title, address, channel, channelAddress, time, detailed);
        }

        private void subtitles(JsonParser json, JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            for (var token = json.nextToken();
                    token != null && token != JsonToken.END_ARRAY;
                    token = json.nextToken())
                if (token == JsonToken.START_OBJECT && channel.isEmpty()) channel(json);
                else json.skipChildren();
        }

        private void channel(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("name")) channel = text(json, value);
                else if (name.equals("url")) channelAddress = text(json, value);
                else json.skipChildren();
            }
        }

        private void details(JsonParser json, JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            for (var token = json.nextToken();
                    token != null && token != JsonToken.END_ARRAY;
                    token = json.nextToken()) {
                detailed = true;
                json.skipChildren();
            }
        }

        private static String firstText(JsonParser json, JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) return text(json, value);
            String first = "";
            for (var token = json.nextToken();
                    token != null && token != JsonToken.END_ARRAY;
                    token = json.nextToken())
                if (first.isEmpty()) first = text(json, token);
                else json.skipChildren();
            return first;
        }

        private static String text(JsonParser json, JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_STRING) return json.getText();
            json.skipChildren();
            return "";
        }
    }
}
