package io.skuld.server.cli;

import io.skuld.server.App;
import io.skuld.server.people.PersonId;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./skuld password`: from then on everyone has to sign in, also on this machine.
@Command(
        name = "password",
        description = "Set a person's password. From then on everyone has to sign in.",
        mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOption home = new HomeOption();

    @Option(
            names = "--person",
            defaultValue = "me",
            description = "Whose. Default: ${DEFAULT-VALUE}, the owner.")
    String person = "me";

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            prompt = "New password: ",
            description = "Asked for when no value is given.")
    char[] password = {};

    @Override
    public Integer call() {
        if (password.length == 0) password = ask();
        try (App app = App.open(home.settings())) {
            PersonId id = new PersonId(person);
            if (app.people().find(id).isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "There is no person '%s'. No password was set; the people are: %s%n",
                                person,
                                app.people().all().stream().map(p -> p.id().value()).toList());
                return 1;
            }
            app.credentials().setPassword(id, new String(password));
        } finally {
            Arrays.fill(password, ' ');
        }
        spec.commandLine()
                .getOut()
                .printf("The password of %s is set; everyone has to sign in now.%n", person)
                .flush();
        return 0;
    }

    /// At a terminal without showing it; else the first line of the input, for scripts. Nothing is too short, and refused
    /// as such.
    private static char[] ask() {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("New password: ");
            return typed == null ? new char[0] : typed;
        }
        Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
        return input.hasNextLine() ? input.nextLine().toCharArray() : new char[0];
    }
}
