package io.skuld.server;

import io.skuld.server.activity.Activity;
import io.skuld.server.activity.ActivityLog;
import io.skuld.server.activity.ActivityRoutes;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.CatalogRoutes;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.encoders.BackgroundEncoder;
import io.skuld.server.encoders.MiniLmEncoder;
import io.skuld.server.encoders.SqlVectorStore;
import io.skuld.server.feed.Feed;
import io.skuld.server.feed.FeedRoutes;
import io.skuld.server.feed.FeedXmlRoutes;
import io.skuld.server.feed.MeasuredFeed;
import io.skuld.server.feed.RankedFeed;
import io.skuld.server.feedback.Exports;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.FeedbackRoutes;
import io.skuld.server.feedback.PersonExport;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.http.Access;
import io.skuld.server.http.AccessRoutes;
import io.skuld.server.http.Guard;
import io.skuld.server.http.SecurityHeaders;
import io.skuld.server.http.SqlCredentials;
import io.skuld.server.ingest.ImportRoutes;
import io.skuld.server.ingest.Imports;
import io.skuld.server.ingest.SqlImportHistory;
import io.skuld.server.ingest.Subscription;
import io.skuld.server.ingest.Uploads;
import io.skuld.server.ingest.account.AccountReader;
import io.skuld.server.ingest.account.Accounts;
import io.skuld.server.ingest.account.SqlAccounts;
import io.skuld.server.ingest.activitywatch.ActivityWatch;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.outgoing.Outgoing;
import io.skuld.server.ingest.pictures.Pictures;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.ingest.sources.SourceRoutes;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.learning.Courtesy;
import io.skuld.server.learning.GraphTuning;
import io.skuld.server.learning.HouseholdModel;
import io.skuld.server.learning.Learning;
import io.skuld.server.learning.LiveGraph;
import io.skuld.server.learning.ServedModel;
import io.skuld.server.learning.SqlGraphVersions;
import io.skuld.server.people.People;
import io.skuld.server.people.PeopleRoutes;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.serving.GraphRoutes;
import io.skuld.server.serving.ServingRoutes;
import io.skuld.server.tasks.SqlTasks;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.web.HealthRoutes;
import io.skuld.server.web.HealthRoutes.Check;
import io.skuld.server.web.Metrics;
import io.skuld.server.web.MetricsRoutes;
import io.skuld.server.web.OpenApiRoutes;
import io.skuld.server.web.WebServer;
import io.skuld.server.web.pages.Assets;
import io.skuld.server.web.pages.Pages;
import io.skuld.server.web.pages.WebPages;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Skuld as one process: builds every stage, one line each, in the order of the data. Commands use the stages directly;
/// [#serve] adds the web.
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_CLOCK = Duration.ofMinutes(5);

    private final Settings settings;
    private final Database database;
    private final SqlPeople people;
    private final SqlCatalog catalog;
    private final SqlFeedbackLog log;
    private final SqlActivityLog activity;
    private final SqlTasks tasks;
    private final Imports imports;
    private final SqlSources sources;
    private final SqlCredentials credentials;
    private final Exports exports;
    private @Nullable Learned learned;
    private @Nullable ServedModel served;
    private boolean read; // whether what learns has seen the catalogue
    private @Nullable Followed followed;
    private volatile boolean closed;

    /// The stages that read everything before they are of use; commands that only write do without them.
    private record Learned(
            MiniLmEncoder encoder,
            BackgroundEncoder background,
            Learning learning,
            GraphTuning tuning,
            ServedModel served,
            Metrics metrics,
            RankedFeed ranked,
            Feed feed) {
        /// Features come before the vectors that complete them.
        void follow(Catalog catalog) {
            catalog.follow(learning.andThen(ranked).andThen(background));
            catalog.onMerge(merged -> {
                learning.merged(merged);
                ranked.merged(merged);
                background.merged(merged);
            });
        }
    }

    /// What asks other hosts: only a server does.
    private record Followed(Following following, Accounts accounts) {}

    private App(Settings settings, InstantSource clock) {
        this.settings = settings;
        database = Database.open(settings.home(), settings.database());
        people = new SqlPeople(database, clock);
        if (people.find(PersonId.ME).isEmpty()) people.save(PersonId.ME, "Me");
        log = new SqlFeedbackLog(database, clock);
        catalog = new SqlCatalog(database, clock, log);
        people.beforeDelete(log::forget);
        activity = new SqlActivityLog(database);
        tasks = new SqlTasks(database, clock);
        sources = new SqlSources(database, clock, settings.sources());
        imports =
                new Imports(
                        Formats.all(),
                        catalog,
                        people,
                        log,
                        activity,
                        sources,
                        new SqlImportHistory(database),
                        clock);
        credentials = new SqlCredentials(database, clock);
        exports =
                new Exports(
                        settings.home(),
                        new PersonExport(database, people, catalog, log, clock),
                        tasks,
                        clock);
        people.beforeDelete(exports::discard);
    }

    /// Opens the data folder; nothing listens yet.
    public static App open(Settings settings) {
        return new App(settings, InstantSource.system());
    }

    /// Answers other programs from this model instead of the household's own.
    public void serveFrom(ServedModel model) {
        served = model;
    }

    /// Starts to listen. Closing the server leaves the stages open.
    ///
    /// @throws OpenToOthersException on any address but loopback while nobody has a password
    public WebServer serve() {
        if (!settings.server().loopback() && !credentials.anyPassword())
            throw new OpenToOthersException(settings.server().host());
        Learned running = learned();
        // What is not in memory yet is read while the web is put together.
        CompletableFuture<Learned> reading =
                CompletableFuture.supplyAsync(this::readLearned, Thread::startVirtualThread);
        WebServer web = web(running);
        reading.join();
        web.listen();
        running.background().start();
        running.learning().graph().start();
        followed().following().start();
        Thread.ofVirtual().name("catch-up").start(() -> followOtherProcesses(running));
        if (settings.learning().tuneHour() >= 0)
            Thread.ofVirtual().name("nightly").start(() -> tuneNightly(running));
        tasks.onChange(App::giveMemoryBack);
        return web;
    }

    private WebServer web(Learned running) {
        imports.history().interruptUnfinished();
        exports.sweep();
        Access access = new Access();
        InstantSource clock = InstantSource.system();
        Followed follows = followed();
        Guard guard = new Guard(settings.security(), credentials, access, clock);
        ServedModel model = served == null ? running.served() : served;
        return WebServer.of(
                settings.server(),
                settings.security(),
                List.of(
                        new SecurityHeaders(),
                        guard,
                        new AccessRoutes(settings.security(), credentials, access, clock),
                        new PeopleRoutes(people, access),
                        new CatalogRoutes(catalog, settings.catalog(), access),
                        new FeedbackRoutes(
                                log, catalog, people, settings.feedback(), access, clock),
                        new FeedRoutes(running.feed(), people, access),
                        new FeedXmlRoutes(running.feed(), access, clock),
                        new ServingRoutes(
                                model,
                                running.metrics().registry(),
                                settings.feedback(),
                                access,
                                clock),
                        new GraphRoutes(model, access),
                        new ActivityRoutes(new Activity(activity), activity, people, access, clock),
                        new ImportRoutes(imports, uploads(), tasks, access),
                        new SourceRoutes(follows.following(), access),
                        new HealthRoutes(List.of(new Check("database", people::all))),
                        new MetricsRoutes(running.metrics(), access),
                        new OpenApiRoutes(),
                        pages(access, guard, running, follows, clock)));
    }

    private WebPages pages(
            Access access, Guard guard, Learned running, Followed follows, InstantSource clock) {
        Assets assets = new Assets();
        return new WebPages(
                new Pages(access, people, follows.following()::kinds, guard::csrfToken, assets),
                assets,
                new WebPages.Stages(
                        settings,
                        people,
                        catalog,
                        log,
                        running.feed(),
                        tasks,
                        imports,
                        follows.following(),
                        follows.accounts(),
                        activity,
                        credentials,
                        exports,
                        running.tuning(),
                        clock));
    }

    /// Only a server follows: a command that reads a file asks no other host.
    private synchronized Followed followed() {
        if (followed == null) {
            InstantSource clock = InstantSource.system();
            Outgoing outgoing = new Outgoing(settings.outgoing(), clock);
            Accounts accounts =
                    new Accounts(
                            new SqlAccounts(database, settings.home(), clock),
                            outgoing,
                            settings.youtube(),
                            clock);
            people.endBeforeDelete("youtube", accounts::disconnect);
            AccountReader reader =
                    new AccountReader(accounts, outgoing, settings.youtube(), catalog, log, clock);
            Following following =
                    Following.over(
                            sources,
                            outgoing,
                            new Pictures(
                                    settings.home(),
                                    outgoing,
                                    settings.outgoing().pictureBytes(),
                                    clock),
                            new ActivityWatch(
                                    settings.activity(), settings.outgoing(), activity, clock),
                            catalog,
                            log,
                            Map.of(Subscription.Kind.ACCOUNT, reader),
                            people,
                            settings.sources(),
                            clock);
            followed = new Followed(following, accounts);
        }
        return followed;
    }

    private Uploads uploads() {
        return new Uploads(
                settings.home(), settings.security().maxUploadBytes(), InstantSource.system());
    }

    /// What each person would be shown now, for a command that asks once: items without a stored vector are judged by
    /// their attributes alone.
    public Feed feed() {
        Learned asked = readLearned();
        LiveGraph graph = asked.learning().graph();
        graph.start();
        try {
            graph.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // without the community, then
        }
        return asked.feed();
    }

    /// What is learned from the log: read at the first call, followed from then on.
    public Learning learning() {
        return readLearned().learning();
    }

    /// Importing and encoding leave a heap that resting needs no more.
    private static void giveMemoryBack(Tasks.Task task) {
        if (task.status() == Tasks.Status.DONE) System.gc();
    }

    /// Commands and other servers may write to the same database.
    private void followOtherProcesses(Learned running) {
        while (!closed) {
            try {
                Thread.sleep(CATCH_UP_EVERY);
                catalog.catchUp();
                log.catchUp();
                running.tuning().catchUp();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) LOG.warn("Looking for other processes' changes failed; trying on", e);
            }
        }
    }

    /// Goes on with a search that the last end of the program cut off, then searches once a night, or as soon as the
    /// machine is awake after it.
    private void tuneNightly(Learned running) {
        GraphTuning tuning = running.tuning();
        Nights nights = new Nights(settings.learning().tuneHour(), ZonedDateTime::now);
        try {
            running.learning().graph().awaitReady();
            boolean cutOff = tuning.isUnfinished();
            while (!closed) {
                if (isDue(nights) || cutOff) submitSearch(tuning);
                cutOff = false;
                // By the clock on the wall: sleeping does not count the time that the machine
                // sleeps.
                Duration left = nights.untilNext();
                Thread.sleep(left.compareTo(LOOK_AT_CLOCK) < 0 ? left : LOOK_AT_CLOCK);
            }
        } catch (InterruptedException e) {
            // the program ends
        }
    }

    private boolean isDue(Nights nights) {
        try {
            return nights.isDue(tasks.lastDone("train").or(tasks::first));
        } catch (RuntimeException e) {
            if (!closed) LOG.warn("Looking for the last nightly search failed; trying on", e);
            return false;
        }
    }

    private void submitSearch(GraphTuning tuning) {
        tasks.submit("train", "", null, progress -> tuning.run(progress, Courtesy.ofThisMachine()));
    }

    /// The search for better settings, with the graph read from the log.
    public GraphTuning tuning() {
        feed();
        return learned().tuning();
    }

    /// Encodes everything that has no text vector yet, before it returns.
    ///
    /// @return how many items were encoded
    public long encodeAll(Tasks.Progress progress) {
        return readLearned().background().encodeAll(progress);
    }

    /// The stages that learn, with everything that there is.
    private synchronized Learned readLearned() {
        Learned stages = learned();
        if (!read) stages.follow(catalog);
        read = true;
        return stages;
    }

    private synchronized Learned learned() {
        if (learned == null) {
            MiniLmEncoder encoder = new MiniLmEncoder(settings.home());
            Learning learning =
                    Learning.of(catalog, log, people, settings.learning(), encoder.dim());
            GraphTuning tuning =
                    new GraphTuning(
                            learning,
                            log,
                            people,
                            new SqlGraphVersions(database),
                            settings.learning().tuneBudget(),
                            InstantSource.system());
            BackgroundEncoder background =
                    new BackgroundEncoder(
                            encoder, new SqlVectorStore(database), tasks, learning.features());
            Metrics metrics = new Metrics(catalog, log, tasks, background::waiting);
            RankedFeed ranked =
                    new RankedFeed(catalog, log, learning, settings.feed(), InstantSource.system());
            learned =
                    new Learned(
                            encoder,
                            background,
                            learning,
                            tuning,
                            new HouseholdModel(learning, tuning, log, people),
                            metrics,
                            ranked,
                            new MeasuredFeed(ranked, metrics.registry()));
        }
        return learned;
    }

    public Settings settings() {
        return settings;
    }

    public Database database() {
        return database;
    }

    public People people() {
        return people;
    }

    public Catalog catalog() {
        return catalog;
    }

    public FeedbackLog log() {
        return log;
    }

    public ActivityLog activity() {
        return activity;
    }

    public Tasks tasks() {
        return tasks;
    }

    public Imports imports() {
        return imports;
    }

    public SqlCredentials credentials() {
        return credentials;
    }

    @Override
    public void close() {
        closed = true;
        if (followed != null) followed.following().close();
        tasks.close();
        if (learned != null) {
            learned.metrics().close();
            learned.learning().close();
            learned.encoder().close();
        }
        database.close();
    }
}
