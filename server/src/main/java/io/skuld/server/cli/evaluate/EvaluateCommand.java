package io.skuld.server.cli.evaluate;

import picocli.CommandLine.Command;

/// `./skuld evaluate`: how good are the models?
@Command(
        name = "evaluate",
        description = "Measure models on datasets, side by side and with intervals.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EvaluateGraphCommand.class,
            EvaluateReplayCommand.class,
            EvaluateCompareCommand.class,
            EvaluateTasteCommand.class,
            EvaluateFeedCommand.class,
            EvaluateReportCommand.class
        })
public final class EvaluateCommand {}
