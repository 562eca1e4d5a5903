package io.skuld.server.cli;

import io.skuld.server.ActionableException;
import io.skuld.server.NotEnoughMemoryException;
import io.skuld.server.cli.evaluate.EvaluateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./skuld`: every user command starts here. Building, testing and benchmarks are the launcher's own.
@Command(
        name = "skuld",
        description = "A private recommender that learns from what you like and what you don't.",
        mixinStandardHelpOptions = true,
        version = "skuld 0.1.0",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            RateCommand.class,
            TrainCommand.class,
            RecommendCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            WarmUpCommand.class,
            PasswordCommand.class,
            EvaluateCommand.class
        })
public final class Main {
    Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// Runs a command and returns the exit code: 0 done, 1 could not be done, 2 not understood.
    public static int run(String... arguments) {
        return run(new CommandLine(new Main()), arguments);
    }

    /// The same with the streams that somebody set.
    static int run(CommandLine skuld, String... arguments) {
        try {
            return skuld.setCaseInsensitiveEnumValuesAllowed(true)
                    .setExecutionExceptionHandler(Main::tell)
                    .execute(arguments);
        } catch (OutOfMemoryError e) {
            skuld.getErr().println(new NotEnoughMemoryException(e).getMessage());
            return 1;
        }
    }

    private static int tell(
            Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (!(failure instanceof ActionableException
                || failure instanceof IllegalArgumentException)) throw failure;
        command.getErr().println(failure.getMessage());
        return 1;
    }
}
