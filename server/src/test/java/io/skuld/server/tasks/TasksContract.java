package io.skuld.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import io.skuld.server.people.PersonId;
import io.skuld.server.people.SqlPeople;
import io.skuld.server.tasks.Tasks.CancelledException;
import io.skuld.server.tasks.Tasks.Status;
import io.skuld.server.tasks.Tasks.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What background tasks promise, on every database.
abstract class TasksContract {
    TestDatabase place;
    Database database;
    SqlTasks tasks;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        tasks = new SqlTasks(database, InstantSource.system());
    }

    @AfterEach
    void close() {
        tasks.close();
        database.close();
        place.close();
    }

    Task until(String id, Predicate<Task> reached) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        Task task = tasks.find(id).orElseThrow();
        while (!reached.test(task) && Instant.now().isBefore(end)) {
            Thread.sleep(5);
            task = tasks.find(id).orElseThrow();
        }
        assertThat(task).matches(reached);
        return task;
    }

    Task until(String id, Status status) throws InterruptedException {
        return until(id, task -> task.status() == status);
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Nested
    class Running {
        @Test
        void endsWithItsProgressInTheHistory() throws InterruptedException {
            Task task =
                    tasks.submit(
                            "import",
                            "ratings.csv",
                            null,
                            progress -> progress.at(7, 10, "seven of ten"));
            assertThat(task.status()).isEqualTo(Status.QUEUED);
            Task done = until(task.id(), Status.DONE);
            assertThat(done)
                    .extracting(Task::kind, Task::title, Task::done, Task::total, Task::message)
                    .containsExactly("import", "ratings.csv", 7L, 10L, "seven of ten");
            assertThat(done.finished()).isNotNull();
        }

        @Test
        void aFailureSaysWhy() throws InterruptedException {
            Task task =
                    tasks.submit(
                            "import",
                            "a",
                            null,
                            progress -> {
                                throw new IllegalStateException("the file ends early");
                            });
            assertThat(until(task.id(), Status.FAILED).message()).contains("the file ends early");
        }

        @Test
        void anErrorOfTheMachineEndsItToo() throws InterruptedException {
            Task task =
                    tasks.submit(
                            "import",
                            "a",
                            null,
                            progress -> {
                                throw new StackOverflowError();
                            });
            until(task.id(), Status.FAILED);
            Task next = tasks.submit("import", "b", null, progress -> {});
            until(next.id(), Status.DONE);
        }

        @Test
        void oneOfAKindAtATimeAndKindsSideBySide() throws InterruptedException {
            CountDownLatch hold = new CountDownLatch(1);
            CountDownLatch other = new CountDownLatch(1);
            List<String> order = new CopyOnWriteArrayList<>();
            Task first =
                    tasks.submit(
                            "import",
                            "first",
                            null,
                            progress -> {
                                await(hold);
                                order.add("first");
                            });
            Task second = tasks.submit("import", "second", null, p -> order.add("second"));
            tasks.submit("encode", "other", null, progress -> other.countDown());
            await(other);
            until(first.id(), Status.RUNNING);
            assertThat(tasks.find(second.id()).orElseThrow().status()).isEqualTo(Status.QUEUED);
            hold.countDown();
            until(second.id(), Status.DONE);
            assertThat(order).containsExactly("first", "second");
        }

        @Test
        void whatDidNotComeToItsEndIsNotTheLastThatWasDone() throws InterruptedException {
            assertThat(tasks.lastDone("a")).isEmpty();
            Task done = tasks.submit("a", "1", null, progress -> {});
            until(done.id(), Status.DONE);
            Task cancelled =
                    tasks.submit(
                            "a",
                            "2",
                            null,
                            progress -> {
                                throw new CancelledException();
                            });
            until(cancelled.id(), Status.CANCELLED);
            Task failed =
                    tasks.submit(
                            "a",
                            "3",
                            null,
                            progress -> {
                                throw new IllegalStateException("no luck");
                            });
            until(failed.id(), Status.FAILED);
            assertThat(tasks.lastDone("a").orElseThrow().toEpochMilli())
                    .isEqualTo(done.created().toEpochMilli());
        }

        @Test
        void theHistoryIsNewestFirst() throws InterruptedException {
            Task first = tasks.submit("a", "1", null, progress -> {});
            Task second = tasks.submit("a", "2", null, progress -> {});
            until(second.id(), Status.DONE);
            assertThat(tasks.all(10)).extracting(Task::id).containsExactly(second.id(), first.id());
            assertThat(tasks.all(1)).hasSize(1);
        }

        @Test
        void whatIsAPersonsIsFoundHoweverMuchOthersDid() throws InterruptedException {
            new SqlPeople(database, InstantSource.system())
                    .ensure(List.of(new PersonId("anna"), new PersonId("ben")));
            Task own = tasks.submit("a", "own", "anna", progress -> {});
            Task last = own;
            for (int n = 0; n < 5; n++) last = tasks.submit("a", "other", "ben", progress -> {});
            until(last.id(), Status.DONE);
            assertThat(tasks.of("anna", 3)).extracting(Task::id).containsExactly(own.id());
            assertThat(tasks.of("ben", 3))
                    .hasSize(3)
                    .first()
                    .extracting(Task::id)
                    .isEqualTo(last.id());
            assertThat(tasks.of("nobody", 3)).isEmpty();
        }

        @Test
        void listenersHearEveryChangeOfStatus() throws InterruptedException {
            List<Status> heard = new CopyOnWriteArrayList<>();
            tasks.onChange(task -> heard.add(task.status()));
            Task task = tasks.submit("a", "1", null, progress -> {});
            until(task.id(), ignored -> heard.contains(Status.DONE));
            assertThat(heard).containsExactly(Status.QUEUED, Status.RUNNING, Status.DONE);
        }

        @Test
        void manyReportsOfProgressAreToldOnlyNowAndThen() throws InterruptedException {
            List<Task> heard = new CopyOnWriteArrayList<>();
            tasks.onChange(heard::add);
            Task task =
                    tasks.submit(
                            "a",
                            "1",
                            null,
                            progress -> {
                                for (int unit = 1; unit <= 100_000; unit++)
                                    progress.at(unit, 100_000, "");
                            });
            assertThat(until(task.id(), Status.DONE).done()).isEqualTo(100_000);
            assertThat(heard).hasSizeLessThan(1000);
        }
    }

    @Nested
    class Controlling {
        @Test
        void aPausedTaskWaitsUntilItIsResumed() throws InterruptedException {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Task task =
                    tasks.submit(
                            "a",
                            "1",
                            null,
                            progress -> {
                                started.countDown();
                                await(go);
                                progress.checkpoint();
                                progress.at(1, 1, "after the pause");
                            });
            await(started);
            until(task.id(), Status.RUNNING);
            assertThat(tasks.pause(task.id())).isTrue();
            assertThat(tasks.pause(task.id())).isFalse();
            go.countDown();
            assertThat(until(task.id(), Status.PAUSED).message()).isEmpty();
            assertThat(tasks.resume(task.id())).isTrue();
            assertThat(until(task.id(), Status.DONE).message()).isEqualTo("after the pause");
            assertThat(tasks.resume(task.id())).isFalse();
        }

        @Test
        void aCancelledTaskStopsAtItsNextCheckpoint() throws InterruptedException {
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            CountDownLatch started = new CountDownLatch(1);
            Task task =
                    tasks.submit(
                            "a",
                            "1",
                            null,
                            progress -> {
                                started.countDown();
                                try {
                                    while (true) {
                                        progress.checkpoint();
                                        Thread.sleep(1);
                                    }
                                } catch (CancelledException e) {
                                    thrown.add(e);
                                    throw e;
                                }
                            });
            await(started);
            assertThat(tasks.cancel(task.id())).isTrue();
            until(task.id(), Status.CANCELLED);
            assertThat(thrown).hasSize(1);
            assertThat(tasks.cancel(task.id())).isFalse();
        }

        @Test
        void aPausedTaskCanBeCancelled() throws InterruptedException {
            Task task =
                    tasks.submit(
                            "a",
                            "1",
                            null,
                            progress -> {
                                while (true) {
                                    progress.checkpoint();
                                    Thread.sleep(1);
                                }
                            });
            until(task.id(), Status.RUNNING);
            tasks.pause(task.id());
            tasks.cancel(task.id());
            until(task.id(), Status.CANCELLED);
        }

        @Test
        void aQueuedTaskThatIsCancelledNeverRuns() throws InterruptedException {
            CountDownLatch hold = new CountDownLatch(1);
            List<String> ran = new CopyOnWriteArrayList<>();
            Task first = tasks.submit("a", "1", null, progress -> await(hold));
            Task second = tasks.submit("a", "2", null, progress -> ran.add("2"));
            Task third = tasks.submit("a", "3", null, progress -> ran.add("3"));
            assertThat(tasks.cancel(second.id())).isTrue();
            assertThat(tasks.find(second.id()).orElseThrow().status()).isEqualTo(Status.CANCELLED);
            hold.countDown();
            until(third.id(), Status.DONE);
            assertThat(tasks.find(first.id()).orElseThrow().status()).isEqualTo(Status.DONE);
            assertThat(ran).containsExactly("3");
        }

        @Test
        void anUnknownTaskCannotBeControlled() {
            assertThat(List.of(tasks.pause("x"), tasks.resume("x"), tasks.cancel("x")))
                    .containsOnly(false);
            assertThat(tasks.find("x")).isEmpty();
        }
    }

    @Nested
    class AfterARestart {
        @Test
        void whatWasCutOffIsShownAsInterrupted() throws InterruptedException {
            CountDownLatch hold = new CountDownLatch(1);
            Task task = tasks.submit("a", "1", null, progress -> await(hold));
            Task done = tasks.submit("b", "2", null, progress -> {});
            until(task.id(), Status.RUNNING);
            until(done.id(), Status.DONE);
            TaskOwner dead = new TaskOwner(TaskOwner.ME.host(), TaskOwner.ME.process(), 1);
            database.change(handle -> handle.execute("UPDATE task SET owner = ?", dead.toString()));

            SqlTasks next = new SqlTasks(database, InstantSource.system());

            assertThat(next.find(task.id()).orElseThrow().status()).isEqualTo(Status.INTERRUPTED);
            assertThat(next.find(done.id()).orElseThrow().status()).isEqualTo(Status.DONE);
            hold.countDown();
        }

        @Test
        void whatAnotherLivingProcessDoesGoesOn() throws InterruptedException {
            CountDownLatch hold = new CountDownLatch(1);
            Task task = tasks.submit("a", "1", null, progress -> await(hold));
            until(task.id(), Status.RUNNING);
            SqlTasks aCommand = new SqlTasks(database, InstantSource.system());
            assertThat(aCommand.find(task.id()).orElseThrow().status()).isEqualTo(Status.RUNNING);
            hold.countDown();
        }

        @Test
        void ofProcessesElsewhereNothingIsKnown() {
            assertThat(new TaskOwner("elsewhere", 1, 1).mayBeAlive()).isTrue();
            assertThat(new TaskOwner(TaskOwner.ME.host(), Long.MAX_VALUE, 1).mayBeAlive())
                    .isFalse();
            assertThat(TaskOwner.parse(TaskOwner.ME.toString())).isEqualTo(TaskOwner.ME);
        }
    }
}
