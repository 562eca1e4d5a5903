package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.catalog.Item;
import io.skuld.server.feedback.Feedback;
import io.skuld.server.feedback.Provenance;
import io.skuld.server.feedback.Signal;
import io.skuld.server.people.PersonId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./skuld rate "Spirited Away" 9.5`.
@Command(
        name = "rate",
        description = "Say what you think of an item: a rating from 0 to 10, or --like, --dislike.",
        mixinStandardHelpOptions = true)
final class RateCommand implements Callable<Integer> {
    /// Instead of a rating, one of these.
    static final class Word {
        @Option(names = "--like", description = "I like it.")
        boolean like;

        @Option(names = "--dislike", description = "I don't like it; keep it away.")
        boolean dislike;

        @Option(names = "--dismiss", description = "Never show it again.")
        boolean dismiss;

        Signal signal() {
            if (like) return new Signal.Liked();
            return dislike ? new Signal.Disliked() : new Signal.Dismissed();
        }
    }

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();
    @Mixin Report report = new Report();

    @Parameters(index = "0", paramLabel = "ITEM", description = "Its id or its title.")
    String item = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RATING",
            description = "0 to 10, in tenths.")
    @Nullable Double rating;

    @ArgGroup(multiplicity = "0..1")
    @Nullable Word word;

    @Option(
            names = "--person",
            defaultValue = "me",
            description = "Who says so. Default: ${DEFAULT-VALUE}.")
    String person = "me";

    @Override
    public Integer call() {
        Signal signal = signal();
        try (App app = App.open(home.settings())) {
            app.people().known(new PersonId(person));
            Item rated = ItemArgument.resolve(app.catalog(), item);
            Feedback feedback =
                    new Feedback(
                            UUID.randomUUID().toString(),
                            new PersonId(person),
                            rated.id(),
                            signal,
                            Instant.now(),
                            ZoneId.systemDefault(),
                            Provenance.HUMAN,
                            null,
                            Map.of("by", "command"));
            app.log().append(List.of(feedback));
            tell(rated, feedback);
        }
        return 0;
    }

    private Signal signal() {
        if ((rating == null) == (word == null))
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "Give either a rating from 0 to 10, or one of --like, --dislike, --dismiss");
        return rating == null ? Objects.requireNonNull(word).signal() : new Signal.Rated(rating);
    }

    private void tell(Item rated, Feedback feedback) {
        report.tell(
                () ->
                        Map.of(
                                "id", feedback.id(),
                                "item", rated.id().toString(),
                                "type", feedback.signal().type()),
                out ->
                        out.printf(
                                "%s: %s%s%n",
                                rated.title(),
                                feedback.signal().type(),
                                feedback.signal().number() == null
                                        ? ""
                                        : " " + feedback.signal().number()));
    }
}
