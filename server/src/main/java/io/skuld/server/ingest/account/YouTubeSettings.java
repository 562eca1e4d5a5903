package io.skuld.server.ingest.account;

/// Where Google is, and how much of it. Keys `youtube.…`.
///
/// @param api the YouTube Data API v3
/// @param consent where a person gives permission
/// @param tokens where permissions become tokens
/// @param dailyQuota units of one OAuth client in a day of Pacific time; most calls cost one
public record YouTubeSettings(String api, String consent, String tokens, int dailyQuota) {
    public static final YouTubeSettings DEFAULTS =
            new YouTubeSettings(
                    "https://www.googleapis.com/youtube/v3",
                    "https://accounts.google.com/o/oauth2/v2/auth",
                    "https://oauth2.googleapis.com",
                    10_000);

    public YouTubeSettings {
        if (dailyQuota < 1)
            throw new IllegalArgumentException(
                    "youtube.daily-quota is at least 1, got " + dailyQuota);
    }
}
