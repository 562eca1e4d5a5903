package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.catalog.ItemKind;
import io.skuld.server.feed.Card;
import io.skuld.server.feed.FeedMode;
import io.skuld.server.feed.FeedPage;
import io.skuld.server.feed.FeedRequest;
import io.skuld.server.feed.FeedRoutes;
import io.skuld.server.feed.ReasonText;
import io.skuld.server.people.PersonId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./skuld recommend --budget 90 --kind film`: the feed in the terminal.
@Command(
        name = "recommend",
        description = "Show the feed in the terminal, with the reason for each item.",
        mixinStandardHelpOptions = true)
final class RecommendCommand implements Callable<Integer> {
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Option(
            names = "--person",
            defaultValue = "me",
            description = "For whom. Default: ${DEFAULT-VALUE}.")
    String person = "me";

    @Option(
            names = "--mode",
            defaultValue = "balanced",
            description = "familiar, balanced, explore or no-algorithm. Default: ${DEFAULT-VALUE}.")
    String mode = "balanced";

    @Option(names = "--budget", paramLabel = "MINUTES", description = "How much time there is.")
    @Nullable Integer budget;

    @Option(names = "--kind", description = "Only this kind, as film or album.")
    @Nullable String kind;

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "12",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Override
    public Integer call() {
        FeedRequest request =
                FeedRequest.first(new PersonId(person), FeedMode.of(mode), limit)
                        .withBudget(budget == null ? null : Duration.ofMinutes(budget))
                        .withKind(kind == null ? null : ItemKind.of(kind));
        try (App app = App.open(home.settings())) {
            app.people().known(new PersonId(person));
            FeedPage page = app.feed().page(request);
            report.tell(() -> FeedRoutes.json(page, Locale.ENGLISH), out -> tell(page, out));
        }
        return 0;
    }

    private static void tell(FeedPage page, PrintWriter out) {
        if (page.items().isEmpty())
            out.println(
                    "There is nothing to show. './skuld import' brings items in; './skuld demo' has a catalogue.");
        for (Card card : page.items()) {
            out.printf(
                    "%4s  %s%s  %s%n",
                    card.prediction() == null ? "" : "%.1f".formatted(card.prediction().mean()),
                    card.item().title(),
                    card.item().year() == null ? "" : " (%d)".formatted(card.item().year()),
                    card.item().creator());
            out.printf("      %s%n", ReasonText.of(card.why().getFirst(), Locale.ENGLISH));
        }
    }
}
