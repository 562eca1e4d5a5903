package io.skuld.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.activity.ActivityEvent;
import io.skuld.server.activity.Categories;
import io.skuld.server.activity.PrivatePatterns;
import io.skuld.server.activity.SqlActivityLog;
import io.skuld.server.activity.Watched;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog;
import io.skuld.server.feedback.PersonExport;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.ingest.Bundle;
import io.skuld.server.ingest.Exports;
import io.skuld.server.ingest.ImportReport.Count;
import io.skuld.server.ingest.ImportRequest;
import io.skuld.server.ingest.ImportRun;
import io.skuld.server.ingest.Imports;
import io.skuld.server.ingest.Skipped;
import io.skuld.server.ingest.SqlImportHistory;
import io.skuld.server.ingest.formats.Formats;
import io.skuld.server.ingest.sources.SourcesSettings;
import io.skuld.server.ingest.sources.SqlSources;
import io.skuld.server.people.PersonId;
import io.skuld.server.tasks.Tasks.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Export, an empty home, import: nothing is lost on the way.
class MovingHomeTest {
    private static final int ITEMS = 80;
    private static final PersonId ME = PersonId.ME;
    private static final PersonId BEN = new PersonId("ben");

    private final Exports exports = new Exports();
    private final FeedWorld old = new FeedWorld(ITEMS, FeedSettings.DEFAULTS);
    private final FeedWorld empty = new FeedWorld(0, FeedSettings.DEFAULTS);
    private String kept = "";
    private String undone = "";

    @BeforeEach
    void live() {
        old.people.save(ME, "Ada");
        old.catalog.add(
                List.of(
                        new Described(
                                FeedWorld.film(0)
                                        .withDescription("a, \"b\"\nc")
                                        .withPublished(Instant.ofEpochMilli(1_234_567_890_123L))
                                        .withExtras(Map.of("budget", "7")),
                                Set.of(ItemId.parse("imdb:tt0000001")))));
        for (int n = 0; n < 24; n++)
            old.say(ME, n, new Signal.Rated(n % 2 == 0 ? 9.1 : 1.2), old.nowMinus(days(40 - n)));
        old.say(ME, 30, new Signal.Disliked());
        old.say(ME, 32, new Signal.NotNow());
        old.log.retract(ME, old.say(ME, 34, new Signal.Liked()));
        old.log.append(
                List.of(
                        new Feedback(
                                "one-with-everything",
                                ME,
                                FeedWorld.id(36),
                                new Signal.Played(.25),
                                Instant.ofEpochMilli(1_700_000_000_123L),
                                ZoneId.of("America/St_Johns"),
                                Provenance.IMPLICIT,
                                null,
                                Map.of("mode", "explore", "app", "x \"y\""))));
        kept = bring(old, exports.file("a.db", watched("aaaaaaaaaaa") + watched("bad"))).id();
        undone = bring(old, exports.file("b.db", watched("bbbbbbbbbbb"))).id();
        imports(old).undo(undone);
    }

    private void benLivesHereToo() {
        old.people.save(BEN, "Ben");
        ItemId secret = ItemId.parse("youtube:bens-secret");
        old.catalog.add(List.of(Described.of(Item.of(secret, ItemKind.VIDEO, "Ben's"))));
        old.log.append(
                List.of(
                        new Feedback(
                                "of-ben",
                                BEN,
                                secret,
                                new Signal.Liked(),
                                FeedWorld.NOW,
                                ZoneId.of("UTC"),
                                Provenance.HUMAN,
                                null,
                                Map.of())));
    }

    private static String watched(String video) {
        return "{\"videoId\":\"%s\",\"title\":\"Moss\",\"lengthSeconds\":200,\"watchProgress\":150.5,\"timeWatched\":1700000000000}\n"
                .formatted(video);
    }

    @AfterEach
    void close() {
        old.close();
        empty.close();
        exports.close();
    }

    private static Duration days(int n) {
        return Duration.ofDays(n);
    }

    private static Imports imports(FeedWorld world) {
        return new Imports(
                Formats.all(),
                world.catalog,
                world.people,
                world.log,
                new SqlActivityLog(world.database),
                new SqlSources(
                        world.database,
                        InstantSource.fixed(FeedWorld.NOW),
                        SourcesSettings.DEFAULTS),
                new SqlImportHistory(world.database),
                InstantSource.fixed(FeedWorld.NOW));
    }

    private static ImportRun bring(FeedWorld world, Path file) {
        return bring(world, file, ME);
    }

    private static ImportRun bring(FeedWorld world, Path file, PersonId person) {
        try (Bundle bundle = Bundle.open(file)) {
            return imports(world)
                    .run(bundle, ImportRequest.DEFAULTS.withPerson(person), new Unseen());
        }
    }

    private Path exported(FeedWorld world) {
        Path file = exports.path(world == old ? "old.zip" : "new.zip");
        new PersonExport(
                        world.database,
                        world.people,
                        world.catalog,
                        world.log,
                        InstantSource.fixed(FeedWorld.NOW))
                .toFile(ME, file);
        return file;
    }

    private static List<FeedbackLog.Entry> entries(FeedWorld world, PersonId person) {
        List<FeedbackLog.Entry> entries = new ArrayList<>();
        for (FeedbackLog.Entry entry : world.log.of(person, Long.MAX_VALUE, 1000).reversed())
            entries.add(new FeedbackLog.Entry(entries.size(), entry.feedback(), entry.active()));
        return entries;
    }

    private static List<String> turns(FeedWorld world) {
        return world.database.read(handle ->
                handle.createQuery(
                                "SELECT signal || ' ' || at || ' ' || state FROM retraction WHERE person = 'me' ORDER BY sequence")
                        .mapTo(String.class)
                        .list());
    }

    /// What was said about the moment and without one comes in the import's name only.
    private static List<FeedbackLog.Entry> unattributed(
            List<FeedbackLog.Entry> entries, String importId) {
        return entries.stream()
                .map(entry -> {
                    Feedback f = entry.feedback();
                    return importId.equals(f.importId())
                            ? new FeedbackLog.Entry(
                                    entry.sequence(),
                                    new Feedback(
                                            f.id(),
                                            f.person(),
                                            f.item(),
                                            f.signal(),
                                            f.at(),
                                            f.zone(),
                                            f.provenance(),
                                            null,
                                            f.context()),
                                    entry.active())
                            : entry;
                })
                .toList();
    }

    @Test
    void bringsTheSameSignals() {
        ImportRun run = bring(empty, exported(old));
        assertThat(run.format()).isEqualTo("skuld-export");
        assertThat(run.report().skipped()).isZero();
        assertThat(run.report().signals()).isEqualTo(new Count(30, 0));
        assertThat(unattributed(entries(empty, ME), run.id())).isEqualTo(entries(old, ME));
        assertThat(turns(empty)).isEqualTo(turns(old)).hasSize(2);
        assertThat(empty.people.find(ME).orElseThrow().name()).isEqualTo("Ada");
    }

    @Test
    void bringsTheSameItemsUnderTheSameNamesButNothingOfOthers() {
        benLivesHereToo();
        bring(empty, exported(old));
        assertThat(empty.catalog.size()).isEqualTo(ITEMS + 2);
        for (int n = 0; n < ITEMS; n++)
            assertThat(empty.catalog.find(FeedWorld.id(n)))
                    .isEqualTo(old.catalog.find(FeedWorld.id(n)));
        assertThat(empty.catalog.find(ItemId.parse("imdb:tt0000001")))
                .isEqualTo(old.catalog.find(FeedWorld.id(0)));
        assertThat(empty.catalog.find(ItemId.parse("youtube:bens-secret"))).isEmpty();
    }

    @Test
    void givesTheSameFeed() {
        bring(empty, exported(old));
        for (int n = 0; n < ITEMS; n++) empty.see(n);
        for (FeedMode mode : FeedMode.values()) {
            FeedRequest request = FeedRequest.first(ME, mode, 24).withSeed(7L);
            assertThat(empty.scroll(request))
                    .as("ranking, scores and reasons of %s", mode)
                    .isNotEmpty()
                    .isEqualTo(old.scroll(request));
        }
    }

    @Test
    void bringsWhatWasDoneAtTheComputerAndItsRules() {
        var there = new SqlActivityLog(old.database);
        there.hide(ME, new PrivatePatterns("gimp"));
        there.categorise(ME, new Categories("Work: vim"));
        there.add(ME, null, Watched.aDay());
        Path file = exported(old);
        assertThat(bring(empty, file).report().skipped()).isZero();
        var here = new SqlActivityLog(empty.database);
        assertThat(here.holdings(ME)).isEqualTo(there.holdings(ME)).isNotEmpty();
        assertThat(here.between(ME, Instant.EPOCH, FeedWorld.NOW))
                .isEqualTo(there.between(ME, Instant.EPOCH, FeedWorld.NOW))
                .anyMatch(ActivityEvent::hidden);
        assertThat(here.categories(ME)).isEqualTo(there.categories(ME));
        assertThat(here.privatePatterns(ME)).isEqualTo(there.privatePatterns(ME));
        assertThat(bring(empty, file).report().activity().added()).isZero();
    }

    @Test
    void bringsTheHistoryOfImportsWhichCanStillBeUndone() {
        bring(empty, exported(old));
        Imports imports = imports(empty);
        ImportRun run = imports.find(kept);
        assertThat(run.report()).isEqualTo(imports(old).find(kept).report());
        assertThat(run.status()).isEqualTo(ImportRun.Status.DONE);
        List<Skipped> left = new ArrayList<>();
        imports.history().eachSkipped(kept, left::add);
        assertThat(left).hasSize(1);
        assertThat(imports.find(undone).status()).isEqualTo(ImportRun.Status.UNDONE);
        assertThat(imports.undo(kept)).isEqualTo(1);
    }

    @Test
    void twiceAddsNothing() {
        Path file = exported(old);
        bring(empty, file);
        String version = empty.log.version();
        assertThat(version).isEqualTo(old.log.version());
        ImportRun again = bring(empty, file);
        assertThat(again.report().signals()).isEqualTo(new Count(0, 30));
        assertThat(empty.log.version()).isEqualTo(version);
        assertThat(turns(empty)).isEqualTo(turns(old));
    }

    @Test
    void intoTheHomeItComesFromChangesNothing() {
        Path file = exported(old);
        String version = old.log.version();
        ImportRun run = bring(old, file);
        assertThat(run.report().signals()).isEqualTo(new Count(0, 30));
        assertThat(old.log.version()).isEqualTo(version);
        assertThat(imports(old).undo(run.id())).isZero();
        assertThat(old.log.version()).isEqualTo(version);
    }

    @Test
    void isTakenBackAndBroughtAgainAsAWhole() {
        Path file = exported(old);
        ImportRun run = bring(empty, file);
        int active = empty.log.count(ME);
        assertThat(imports(empty).undo(run.id())).isEqualTo(active);
        assertThat(empty.log.count(ME)).isZero();
        assertThat(imports(empty).find(kept).status()).isEqualTo(ImportRun.Status.UNDONE);
        bring(empty, file);
        assertThat(empty.log.count(ME)).isEqualTo(active);
        assertThat(imports(empty).find(kept).status()).isEqualTo(ImportRun.Status.DONE);
    }

    @Test
    void mayBecomeAnotherPersonsInTheSameHome() {
        old.people.save(new PersonId("eve"), "Eve");
        ImportRun run = bring(old, exported(old), new PersonId("eve"));
        assertThat(run.report().signals()).isEqualTo(new Count(30, 0));
        assertThat(old.log.count(new PersonId("eve"))).isEqualTo(old.log.count(ME));
        assertThat(old.people.find(new PersonId("eve")).orElseThrow().name()).isEqualTo("Ada");
        assertThat(imports(old).undo(run.id())).isEqualTo(old.log.count(ME));
    }

    @Test
    void exportedAgainIsTheSameExport() throws java.io.IOException {
        Path first = exported(old);
        bring(empty, first);
        Path second = exported(empty);
        for (String entry : List.of("items.jsonl", "items.csv", "opinions.jsonl"))
            assertThat(Exports.entry(second, entry)).isEqualTo(Exports.entry(first, entry));
    }

    private static final class Unseen implements Progress {
        @Override
        public void at(long done, long total, String message) {}

        @Override
        public void checkpoint() {}
    }
}
