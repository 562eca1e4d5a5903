package io.skuld.server.feedback;

import java.util.LinkedHashMap;
import java.util.Map;

/// A signal as programs see it: what they sent, with what was filled in.
public final class SignalJson {
    private SignalJson() {}

    public static Map<String, Object> of(Feedback feedback) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", feedback.id());
        json.put("person", feedback.person().value());
        json.put("item", feedback.item().toString());
        json.put("type", feedback.signal().type());
        Double value = feedback.signal().number();
        if (value != null) json.put("value", value);
        json.put("at", feedback.at());
        json.put("zone", feedback.zone().getId());
        json.put("provenance", feedback.provenance().label());
        if (feedback.importId() != null) json.put("import", feedback.importId());
        if (!feedback.context().isEmpty()) json.put("context", feedback.context());
        return json;
    }
}
