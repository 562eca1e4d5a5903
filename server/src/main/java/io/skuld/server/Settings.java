package io.skuld.server;

import io.skuld.server.activity.ActivitySettings;
import io.skuld.server.catalog.CatalogSettings;
import io.skuld.server.feed.FeedSettings;
import io.skuld.server.feedback.FeedbackSettings;
import io.skuld.server.http.SecuritySettings;
import io.skuld.server.ingest.account.YouTubeSettings;
import io.skuld.server.ingest.outgoing.OutgoingSettings;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.learning.LearningSettings;
import io.skuld.server.settings.DatabaseSettings;
import io.skuld.server.settings.ServerSettings;
import io.skuld.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Every setting of this Skuld: one record per feature.
///
/// @param home the data folder
/// @param effective each key with its value and where it came from, for `doctor` and the Settings page
public record Settings(
        Path home,
        ServerSettings server,
        DatabaseSettings database,
        SecuritySettings security,
        CatalogSettings catalog,
        FeedbackSettings feedback,
        LearningSettings learning,
        FeedSettings feed,
        SourcesSettings sources,
        OutgoingSettings outgoing,
        ActivitySettings activity,
        YouTubeSettings youtube,
        List<SettingsReader.Effective> effective) {
    public Settings {
        effective = List.copyOf(effective);
    }

    /// @param flags keys set on the command line
    public static Settings read(
            Path home, Map<String, String> environment, Map<String, String> flags) {
        SettingsReader reader =
                SettingsReader.read(home.resolve(SettingsReader.FILE), environment, flags);
        ServerSettings server = reader.bind("server", ServerSettings.DEFAULTS);
        DatabaseSettings database = reader.bind("database", DatabaseSettings.DEFAULTS);
        SecuritySettings security = reader.bind("security", SecuritySettings.DEFAULTS);
        CatalogSettings catalog = reader.bind("catalog", CatalogSettings.DEFAULTS);
        FeedbackSettings feedback = reader.bind("feedback", FeedbackSettings.DEFAULTS);
        LearningSettings learning = reader.bind("learning", LearningSettings.DEFAULTS);
        FeedSettings feed = reader.bind("feed", FeedSettings.DEFAULTS);
        SourcesSettings sources = reader.bind("sources", SourcesSettings.DEFAULTS);
        OutgoingSettings outgoing = reader.bind("outgoing", OutgoingSettings.DEFAULTS);
        ActivitySettings activity = reader.bind("activity", ActivitySettings.DEFAULTS);
        YouTubeSettings youtube = reader.bind("youtube", YouTubeSettings.DEFAULTS);
        reader.finish();
        return new Settings(
                home,
                server,
                database,
                security,
                catalog,
                feedback,
                learning,
                feed,
                sources,
                outgoing,
                activity,
                youtube,
                reader.effective());
    }
}
