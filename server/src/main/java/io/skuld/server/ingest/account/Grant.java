package io.skuld.server.ingest.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A permission that a person gave: their OAuth client and the tokens.
///
/// @param expires when the access token does, in milliseconds since 1970
record Grant(
        String clientId,
        String clientSecret,
        String refreshToken,
        String accessToken,
        long expires) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Grant withAccess(String token, long until, String refresh) {
        return new Grant(
                clientId, clientSecret, refresh.isEmpty() ? refreshToken : refresh, token, until);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A grant is writable as JSON", e);
        }
    }

    static Grant parse(String json) {
        try {
            return JSON.readValue(json, Grant.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was sealed is a grant", e);
        }
    }

    /// Never shown.
    @Override
    public String toString() {
        return "Grant of client " + clientId;
    }
}
