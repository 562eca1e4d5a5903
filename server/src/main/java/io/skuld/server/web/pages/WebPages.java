package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.skuld.server.Settings;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.feed.Feed;
import io.skuld.server.feedback.Exports;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.http.Routes;
import io.skuld.server.http.SqlCredentials;
import io.skuld.server.ingest.Imports;
import io.skuld.server.ingest.account.Accounts;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.learning.GraphTuning;
import io.skuld.server.people.People;
import io.skuld.server.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;

/// All pages, as one feature of the server.
public final class WebPages implements Routes {
    private final List<Routes> all;

    /// What the pages show and change.
    public record Stages(
            Settings settings,
            People people,
            Catalog catalog,
            FeedbackLog log,
            Feed feed,
            Tasks tasks,
            Imports imports,
            Following following,
            Accounts accounts,
            ActivityLog activity,
            SqlCredentials credentials,
            Exports exports,
            GraphTuning graph,
            InstantSource clock) {}

    public WebPages(Pages pages, Assets assets, Stages stages) {
        all =
                List.of(
                        assets,
                        new ArtRoutes(),
                        new PictureRoutes(pages, stages.catalog, stages.following),
                        new ErrorPages(pages),
                        new WelcomePages(pages, stages.feed, stages.log),
                        new FeedPages(pages, stages.feed, stages.log),
                        new SignalPages(pages, stages.feed, stages.log, stages.clock),
                        new ItemPages(pages, stages.feed, stages.catalog, stages.clock),
                        new SearchPages(pages, stages.feed),
                        new TasksPages(pages, stages.tasks, stages.clock),
                        new SourcesPages(
                                pages,
                                stages.imports,
                                stages.following,
                                stages.accounts,
                                stages.tasks,
                                stages.clock),
                        new AccountPages(pages, stages.accounts, stages.following, stages.clock),
                        new FollowedPages(pages, stages.following, stages.clock),
                        new ActivityPages(pages, stages.activity, stages.following, stages.clock),
                        new CategoryPages(pages, stages.activity),
                        new SettingsPages(
                                pages,
                                stages.people,
                                stages.log,
                                stages.credentials,
                                stages.settings,
                                stages.graph),
                        new TokenPages(pages, stages.credentials, stages.clock),
                        new ExportPages(
                                pages,
                                stages.exports,
                                stages.log,
                                stages.catalog,
                                stages.tasks,
                                stages.clock),
                        new HelpPages(pages),
                        new EventRoutes(pages, stages.tasks, stages.following));
    }

    @Override
    public void register(RoutesConfig routes) {
        all.forEach(page -> page.register(routes));
    }
}
