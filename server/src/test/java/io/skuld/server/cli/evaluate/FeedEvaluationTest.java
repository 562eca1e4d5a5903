package io.skuld.server.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Even people love even films, odd people odd ones; nothing in a film tells which it is.
class FeedEvaluationTest {
    private static final int FILMS = 80;

    @TempDir Path folder;

    private void twoCamps() throws IOException {
        StringBuilder movies = new StringBuilder("movieId,title,genres\n");
        for (int film = 0; film < FILMS; film++)
            movies.append("%d,Film (1990),Drama%n".formatted(film));
        Files.writeString(folder.resolve("movies.csv"), movies);
        Files.writeString(
                folder.resolve("tags.csv"), "userId,movieId,tag,timestamp\n1,2,slow,100\n");
        StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
        SplittableRandom random = new SplittableRandom(7);
        for (int person = 1; person <= 30; person++)
            for (int rating = 0; rating < 30; rating++) {
                int film = random.nextInt(FILMS);
                ratings.append(
                        "%d,%d,%s,%d%n"
                                .formatted(
                                        person,
                                        film,
                                        (person + film) % 2 == 0 ? "5.0" : "1.0",
                                        person * 1000 + rating));
            }
        Files.writeString(folder.resolve("ratings.csv"), ratings);
    }

    @Test
    void theCommunityFindsWhatThePersonsOwnTasteCannot() throws IOException {
        twoCamps();
        Path json = folder.resolve("feed.json");
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(new EvaluateCommand())
                        .setOut(new PrintWriter(out))
                        .execute(
                                "feed",
                                "--data",
                                folder.toString(),
                                "--tune",
                                "--trials",
                                "5",
                                "--json",
                                json.toString());
        assertThat(code).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        for (String mode : new String[] {"familiar", "balanced", "explore"}) {
            JsonNode figures = result.path("ranking").path(mode);
            double without = figures.path("withoutGraph").path("ndcg@20").asDouble();
            double with = figures.path("withCommunity").path("ndcg@20").asDouble();
            assertThat(with).as(mode).isGreaterThan(without + .05);
        }
        assertThat(result.path("validation").path("ndcgByCommunity").has("all others")).isTrue();
        assertThat(result.path("dislikes").path("withGraph").has("text vector")).isTrue();
        assertThat(out.toString()).contains("ranking.familiar.withCommunity.ndcg@20");
    }
}
