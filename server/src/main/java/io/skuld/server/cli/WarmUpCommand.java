package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.Settings;
import io.skuld.server.catalog.StarterCatalogue;
import io.skuld.server.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `./skuld warm-up DIR`: starts, answers a few requests and stops. The launcher runs it once after a build, so that the
/// JVM can record what a start needs (JEP 514) and later starts are quicker.
@Command(
        name = "warm-up",
        description = "Start, answer a few requests and stop; used by the launcher after a build.",
        hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private static final List<String> PAGES =
            List.of("/welcome", "/api/v1/feed?limit=24", "/?mode=familiar", "/sources", "/metrics");

    @Parameters(paramLabel = "DIR", description = "A folder that can be thrown away.")
    Path home = Path.of("warm-up");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = Settings.read(home, Map.of(), Map.of("server.port", "0"));
        try (App app = App.open(settings)) {
            StarterCatalogue.addTo(app.catalog());
            try (WebServer web = app.serve();
                    HttpClient client = HttpClient.newHttpClient()) {
                for (String page : PAGES) visit(client, web.address().resolve(page));
            }
        }
        return 0;
    }

    private static void visit(HttpClient client, URI page)
            throws IOException, InterruptedException {
        client.send(
                HttpRequest.newBuilder(page).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.discarding());
    }
}
