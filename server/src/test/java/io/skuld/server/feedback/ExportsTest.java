package io.skuld.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.catalog.SqlCatalog;
import io.skuld.server.database.Database;
import io.skuld.server.database.Home;
import io.skuld.server.people.Person;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.tasks.SqlTasks;
import io.skuld.server.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of an export that was asked for on a page.
class ExportsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private final Home home = Home.temporary();
    private final Database database = home.open();
    private final SqlPeople people = new SqlPeople(database, clock);
    private final SqlTasks tasks = new SqlTasks(database, clock);
    private final SqlFeedbackLog log = new SqlFeedbackLog(database, clock);
    private final Exports exports =
            new Exports(
                    home.folder(),
                    new PersonExport(
                            database, people, new SqlCatalog(database, clock, log), log, clock),
                    tasks,
                    clock);
    private final Person anna = people.save(new PersonId("anna"), "Anna");
    private final Person upper = people.save(new PersonId("ANNA"), "Another Anna");

    @AfterEach
    void close() {
        tasks.close();
        database.close();
        home.close();
    }

    private void write(Person person) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        tasks.onChange(task -> {
            if (task.finished() != null) over.countDown();
        });
        exports.begin(person);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isThereForItsPersonAndForADay() throws Exception {
        assertThat(exports.ready(anna.id())).isEmpty();
        write(anna);
        Exports.Ready ready = exports.ready(anna.id()).orElseThrow();
        assertThat(ready.bytes()).isEqualTo(Files.size(ready.file())).isPositive();
        assertThat(exports.ready(upper.id())).as("ids differ where some disks see none").isEmpty();
        now.set(ready.written().plus(Duration.ofDays(1)));
        assertThat(exports.ready(anna.id())).isEmpty();
        exports.sweep();
        assertThat(ready.file()).doesNotExist();
    }

    @Test
    void whatWasCutOffLiesAboutNoLongerThanTheRest() throws Exception {
        Path folder = Files.createDirectories(home.folder().resolve("exports"));
        Path cutOff = Files.writeString(folder.resolve("616e6e61.zip.part"), "half of it");
        exports.sweep();
        assertThat(cutOff).exists();
        now.set(now.get().plus(Duration.ofDays(2)));
        exports.sweep();
        assertThat(cutOff).doesNotExist();
    }

    @Test
    void isGoneWhenItIsDiscarded() throws Exception {
        write(anna);
        exports.discard(anna.id());
        assertThat(exports.ready(anna.id())).isEmpty();
        exports.discard(anna.id());
    }

    @Test
    void saysWhyItFailed() throws IOException, InterruptedException {
        Files.createDirectories(home.folder().resolve("exports").resolve("616e6e61.zip.part"));
        write(anna);
        assertThat(exports.failure(anna.id())).isPresent();
        assertThat(exports.open(anna.id())).isEmpty();
        assertThat(tasks.all(1).getFirst().status()).isEqualTo(Tasks.Status.FAILED);
    }
}
