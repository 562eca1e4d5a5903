package io.skuld.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The server that runs on a data folder, if one does. A command that wrote to the database tells it to look again,
/// because what a server has learned it keeps in memory.
final class RunningServer {
    private static final String FILE = "server.address";

    private RunningServer() {}

    /// Leaves word of where the server listens.
    static void announce(Path home, URI address) {
        try {
            Files.writeString(home.resolve(FILE), address.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be written", e);
        }
    }

    static void withdraw(Path home) {
        try {
            Files.deleteIfExists(home.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be written", e);
        }
    }

    /// Tells the server, if there is one, that the database was changed by another process.
    static void refresh(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) return;
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            URI address = URI.create(Files.readString(file).strip());
            client.send(
                    HttpRequest.newBuilder(address.resolve("/api/v1/refresh"))
                            .timeout(Duration.ofSeconds(30))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            // It was killed and left its word behind, or it stops right now: nobody has to look
            // again.
            System.err.printf(
                    "The server that ran on %s does not answer; it will see the change at its next start.%n",
                    home);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
