package io.skuld.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Catalog.Numbered;
import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.FeedbackLog.Change;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.feedback.SqlFeedbackLog;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.settings.DatabaseSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command writes to the database of a running server: two of everything on one file.
class OtherProcessesTest {
    private static final PersonId ANNA = new PersonId("anna");

    @TempDir Path home;

    private Database ours;
    private Database theirs;
    private SqlCatalog ourCatalog;
    private SqlCatalog theirCatalog;
    private SqlFeedbackLog ourLog;
    private SqlFeedbackLog theirLog;
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void open() {
        ours = Database.open(home, DatabaseSettings.DEFAULTS);
        theirs = Database.open(home, DatabaseSettings.DEFAULTS);
        InstantSource clock = InstantSource.system();
        new SqlPeople(ours, clock).save(ANNA, "Anna");
        ourLog = new SqlFeedbackLog(ours, clock);
        theirLog = new SqlFeedbackLog(theirs, clock);
        ourCatalog = new SqlCatalog(ours, clock, ourLog);
        theirCatalog = new SqlCatalog(theirs, clock, theirLog);
        ourCatalog.follow(
                items -> items.stream().map(Numbered::item).forEach(i -> heard.add(i.title())));
        ourCatalog.onMerge(merged -> merged.forEach(m -> heard.add(m.goneId() + "=" + m.keptId())));
        ourLog.onChange(changes -> changes.forEach(c -> heard.add(said(c))));
    }

    @AfterEach
    void close() {
        theirs.close();
        ours.close();
    }

    private static String said(Change change) {
        return (change.active() ? "+" : "-") + change.feedback().id();
    }

    private static Described film(String title) {
        return Described.of(Item.of(new ItemId("film", title), ItemKind.FILM, title));
    }

    private static Feedback like(String id, String title) {
        return new Feedback(
                id,
                ANNA,
                new ItemId("film", title),
                new Signal.Liked(),
                Instant.EPOCH,
                ZoneOffset.UTC,
                Provenance.HUMAN,
                null,
                Map.of());
    }

    @Test
    void whatTheyAddIsHeardOnce() {
        theirCatalog.add(List.of(film("Alien")));
        theirLog.append(List.of(like("a", "Alien")));
        ourCatalog.catchUp();
        ourLog.catchUp();
        ourCatalog.catchUp();
        ourLog.catchUp();
        assertThat(heard).containsExactly("Alien", "+a");
    }

    @Test
    void whatTheyRetractIsHeard() {
        ourCatalog.add(List.of(film("Alien")));
        ourLog.append(List.of(like("a", "Alien")));
        heard.clear();
        theirLog.retract(ANNA, "a");
        ourLog.catchUp();
        assertThat(heard).containsExactly("-a");
    }

    @Test
    void whatTheyWroteBeforeUsIsHeardBeforeOurOwn() {
        theirCatalog.add(List.of(film("Alien"), film("Brazil")));
        theirLog.append(List.of(like("theirs", "Alien")));
        ourLog.append(List.of(like("ours", "Brazil")));
        ourLog.catchUp();
        assertThat(heard).containsExactly("+theirs", "+ours");
    }

    @Test
    void ourOwnIsNotHeardAgain() {
        ourCatalog.add(List.of(film("Alien")));
        ourLog.append(List.of(like("a", "Alien")));
        heard.clear();
        ourCatalog.catchUp();
        ourLog.catchUp();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatTheyMergeIsHeardOnceAndMovesWhatWasSaid() {
        ourCatalog.add(List.of(film("Alien"), film("Brazil")));
        ItemId imdb = new ItemId("imdb", "tt1");
        ourCatalog.add(List.of(Described.of(Item.of(imdb, ItemKind.FILM, "Alien"))));
        ourLog.append(
                List.of(
                        like("a", "Alien"),
                        like("b", "Alien").withItem(imdb),
                        like("c", "Brazil")));
        heard.clear();
        theirCatalog.add(List.of(new Described(film("Alien").item(), java.util.Set.of(imdb))));
        ourCatalog.catchUp();
        ourLog.catchUp();
        ourCatalog.catchUp();
        assertThat(heard).containsSubsequence("-a", "+a", "imdb:tt1=film:Alien");
        assertThat(heard).containsSubsequence("-b", "+b", "imdb:tt1=film:Alien");
        assertThat(heard).doesNotContain("+c").doesNotHaveDuplicates();
        assertThat(ourLog.active(ANNA)).extracting(Feedback::item).doesNotContain(imdb);
    }

    @Test
    void ourOwnMergeIsNotHeardAgain() {
        ourCatalog.add(List.of(film("Alien"), film("Brazil")));
        ourCatalog.add(
                List.of(
                        new Described(
                                film("Alien").item(),
                                java.util.Set.of(film("Brazil").item().id()))));
        assertThat(ourCatalog.size()).as("one source tells them apart").isEqualTo(2);
        ItemId imdb = new ItemId("imdb", "tt1");
        ourCatalog.add(List.of(Described.of(Item.of(imdb, ItemKind.FILM, "Alien"))));
        ourCatalog.add(List.of(new Described(film("Alien").item(), java.util.Set.of(imdb))));
        heard.clear();
        ourCatalog.catchUp();
        assertThat(heard).isEmpty();
    }
}
