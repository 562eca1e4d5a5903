package io.skuld.server.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.tasks.Tasks;
import io.skuld.server.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventRoutesTest {
    @TempDir Path home;

    private App app;
    private WebServer web;

    @BeforeEach
    void start() {
        app = App.open(Settings.read(home, Map.of(), Map.of("server.port", "0")));
        web = app.serve();
    }

    @AfterEach
    void stop() {
        web.close();
        app.close();
    }

    private Socket listen() throws IOException {
        Socket socket = new Socket("127.0.0.1", web.address().getPort());
        socket.setSoTimeout(15_000);
        socket.getOutputStream()
                .write(
                        "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
        readUntil(socket, ": listening");
        return socket;
    }

    private static String readUntil(Socket socket, String wanted) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine())
            if (line.contains(wanted)) return line;
        throw new IOException("The events ended without '" + wanted + "'");
    }

    private void runTask(String title) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        app.tasks()
                .submit(
                        "import",
                        title,
                        null,
                        progress -> {
                            for (int n = 1; n <= 50; n++) progress.at(n, 50, "line " + n);
                            ran.countDown();
                        });
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPageHearsThatATaskIsDone() throws Exception {
        try (Socket page = listen()) {
            runTask("films.csv");
            assertThat(readUntil(page, "\"status\":\"done\"")).contains("\"total\":50");
        }
    }

    @Test
    void aPageThatLeftHoldsNobodyUp() throws Exception {
        Socket left = listen();
        left.setSoLinger(true, 0); // a reset, as when a browser is killed
        left.close();
        for (int n = 0; n < 5; n++) runTask("file " + n);
        try (Socket page = listen()) {
            runTask("films.csv");
            assertThat(readUntil(page, "\"status\":\"done\"")).isNotEmpty();
        }
        assertThat(app.tasks().all(10))
                .hasSizeGreaterThanOrEqualTo(6)
                .filteredOn(task -> task.kind().equals("import"))
                .allMatch(task -> task.status() != Tasks.Status.FAILED);
    }
}
