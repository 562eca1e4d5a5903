package io.skuld.server.encoders;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.Described;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.tasks.SqlTasks;
import io.skuld.server.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundEncoderTest {
    private final Home home = Home.temporary();
    private final WordEncoder words = new WordEncoder();
    private final Map<Integer, float[]> heard = new ConcurrentHashMap<>();
    private Database database;
    private SqlCatalog catalog;
    private SqlTasks tasks;
    private BackgroundEncoder encoder;

    @BeforeEach
    void open() {
        database = home.open();
        catalog = new SqlCatalog(database, InstantSource.system());
        tasks = new SqlTasks(database, InstantSource.system());
        encoder = fresh(words);
    }

    @AfterEach
    void close() {
        tasks.close();
        database.close();
        home.close();
    }

    private BackgroundEncoder fresh(TextEncoder with) {
        return new BackgroundEncoder(with, new SqlVectorStore(database), tasks, heard::put);
    }

    private void follow(BackgroundEncoder one) {
        catalog.follow(one);
        one.start();
    }

    private static Item film(int n) {
        return Item.of(
                new ItemId("test", "film" + n), ItemKind.FILM, "Film " + Integer.toString(n, 36));
    }

    private void add(int from, int to) {
        catalog.add(IntStream.range(from, to).mapToObj(n -> Described.of(film(n))).toList());
    }

    private void awaitQuiet() throws InterruptedException {
        while (encoder.waiting() > 0
                || tasks.all(10).stream()
                        .anyMatch(t ->
                                t.status() == Tasks.Status.RUNNING
                                        || t.status() == Tasks.Status.QUEUED)) Thread.sleep(5);
    }

    @Test
    void everyItemGetsTheVectorOfItsText() throws Exception {
        add(0, 200);
        follow(encoder);
        awaitQuiet();
        assertThat(heard).hasSize(200);
        catalog.after(0, 300)
                .forEach(item ->
                        assertThat(heard.get(item.number()))
                                .isEqualTo(WordEncoder.vector(item.item().text())));
        Tasks.Task task = tasks.all(1).getFirst();
        assertThat(task.kind()).isEqualTo("encode");
        assertThat(task.status()).isEqualTo(Tasks.Status.DONE);
        assertThat(task.done()).isEqualTo(200);
    }

    @Test
    void itemsThatComeLaterAreEncodedToo() throws Exception {
        follow(encoder);
        add(0, 5);
        awaitQuiet();
        assertThat(heard).hasSize(5);
    }

    @Test
    void whatWasEncodedOnceComesFromTheStoreAtOnce() throws Exception {
        add(0, 100);
        follow(encoder);
        awaitQuiet();
        heard.clear();
        WordEncoder second = new WordEncoder();
        follow(fresh(second));
        assertThat(heard).hasSize(100);
        assertThat(second.encoded()).isZero();
    }

    @Test
    void aChangedTextIsEncodedAgain() throws Exception {
        add(0, 1);
        follow(encoder);
        awaitQuiet();
        catalog.correct(film(0).withDescription("zebras"));
        awaitQuiet();
        assertThat(heard.values())
                .containsExactly(WordEncoder.vector(film(0).withDescription("zebras").text()));
    }

    @Test
    void itemsOfEqualTextShareOneVector() throws Exception {
        catalog.add(
                List.of(
                        Described.of(film(1)),
                        Described.of(film(1).withId(new ItemId("other", "1")))));
        follow(encoder);
        awaitQuiet();
        assertThat(heard).hasSize(2);
        assertThat(
                        new SqlVectorStore(database)
                                .findAll(words.version(), List.of(TextHash.of(film(1).text()))))
                .hasSize(1);
    }

    @Test
    void aCommandMayWaitUntilAllIsEncoded() {
        add(0, 70);
        catalog.follow(encoder);
        Tasks.Progress unheard =
                new Tasks.Progress() {
                    @Override
                    public void at(long done, long total, String message) {
                        assertThat(done).isLessThanOrEqualTo(total);
                    }

                    @Override
                    public void checkpoint() {}
                };
        assertThat(encoder.encodeAll(unheard)).isEqualTo(70);
        assertThat(heard).hasSize(70);
        assertThat(encoder.encodeAll(unheard)).isZero();
    }
}
